"""What is uploaded is inspected by itself, however its events come; archives hold what a unit
has.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote_plus

import pytest

from chalicelib.actions.evidence import attaching
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current, loading
from chalicelib.documents import examining
from chalicelib.domain.assessment import completeness
from chalicelib.domain.evidence.archives import Archive
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.domain.rounds.windows import Timetable
from chalicelib.jobs import inspect
from chalicelib.store import archives, evidence
from tests import small_round
from tests.documents import hostile_pdfs, issuing, signing
from tests.fake_aws import Aws, template, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS

KEY = f"{ROUND}/so-a"
CASES = {
    path.stem: path.read_bytes()
    for path in (Path(__file__).parents[2] / "documents" / "cases").glob("*.pdf")
}
NAME = "Kế hoạch số 12 (đã ký).pdf"


def upload(aws: Aws, content: bytes, file: str = "e1", sheet: str = KEY) -> dict[str, Any]:
    """Put a file where a form leads, and give the event that S3 sends."""
    made = aws.client("s3").put_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"], Key=f"{sheet}/{file}", Body=content
    )
    found = EvidenceFile(file, NAME, f"{sheet}/{file}", "an@example.test", NOW)
    evidence.put(sheet, found.confirmed(["1.1.1"], len(content), "ab" * 32, made["VersionId"], NOW))
    stored = {"key": quote_plus(f"{sheet}/{file}"), "versionId": made["VersionId"]}
    return {"Records": [{"s3": {"object": stored}}]}


def tell(*bodies: dict[str, Any], tries: int = 1) -> None:
    about = {"ApproximateReceiveCount": str(tries)}
    records = [{"body": json.dumps(body), "attributes": about} for body in bodies]
    inspect.handle({"Records": records}, None)


def outcomes(file: str = "e1", sheet: str = KEY) -> dict[str, str]:
    return {each.kind: each.outcome for each in evidence.get(sheet, file).verdicts or ()}


@pytest.fixture(autouse=True)
@told_once
def _round(aws: Aws) -> None:
    """The round of the files, and the one of the year before."""
    current._copies.clear()
    for name in (ROUND, "thu-2025"):
        loading.load(name, small_round.document() | {"id": name}, small_round.unit_rows(), OPS, NOW)


def test_a_scan_is_inspected_and_counts(aws: Aws) -> None:
    event = upload(aws, signing.plain())
    assert evidence.get(KEY, "e1").state == "waiting"
    tell(event)
    assert outcomes() == {"readable": "good", "signature": "good", "duplicate": "good"}
    assert completeness.covered(evidence.list_confirmed(KEY)) == {"1.1.1"}


def test_a_bad_file_is_quarantined_kept_and_counts_no_more(aws: Aws) -> None:
    for number, content in enumerate(
        (b"", signing.encrypted(), signing.tampered(), signing.plain()[:-200])
    ):
        tell(upload(aws, content, f"e{number}"))
    files = evidence.list_confirmed(KEY)
    assert [file.state for file in files] == ["quarantined"] * 4
    assert completeness.covered(files) == set()


def test_a_file_that_is_only_restricted_counts_and_the_clock_of_its_signature_is_the_rounds(
    aws: Aws,
) -> None:
    tell(upload(aws, signing.restricted_and_signed()))
    assert completeness.covered(evidence.list_confirmed(KEY)) == {"1.1.1"}
    told = {each.kind: each.text.vi for each in evidence.get(KEY, "e1").verdicts or ()}
    assert "vẫn dùng được" in told["readable"] and "UTC" not in told["signed_at"]


@pytest.mark.parametrize(
    "content",
    [
        hostile_pdfs.altered_and(hostile_pdfs.chain(5000)),
        issuing.run(issuing.sign("Lãnh đạo"), issuing.drop_form(), issuing.rewrite()),
        issuing.damage(issuing.run(issuing.sign("Lãnh đạo"))),
        CASES["issued-then-altered"],
    ],
    ids=["altered and deep", "removed", "damaged", "altered"],
)
def test_a_file_that_nobody_can_examine_or_whose_signature_is_gone_counts_as_no_evidence(
    aws: Aws, content: bytes
) -> None:
    tell(upload(aws, content))
    assert evidence.get(KEY, "e1").state == "quarantined"
    assert completeness.covered(evidence.list_confirmed(KEY)) == set()


@pytest.mark.parametrize("name", ["issued", "padded"])
def test_what_an_office_really_sends_counts(aws: Aws, name: str) -> None:
    tell(upload(aws, CASES[name]))
    assert completeness.covered(evidence.list_confirmed(KEY)) == {"1.1.1"}


def test_a_file_whose_inspection_fails_each_time_does_not_wait_for_ever(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = upload(aws, signing.plain())

    def fail(*_arguments: object, **_named: object) -> NoReturn:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(examining, "examined", fail)
        for tries in range(1, inspect.TRIES + 1):
            assert evidence.get(KEY, "e1").state == "waiting"
            with pytest.raises(OSError):
                tell(event, tries=tries)
    assert evidence.get(KEY, "e1").state == "quarantined"
    tell(event, tries=inspect.TRIES)  # it works again after all
    assert evidence.get(KEY, "e1").state == "inspected"


def test_the_last_try_of_the_queue_is_the_one_that_gives_up() -> None:
    queue = template()["Resources"]["EvidenceQueue"]["Properties"]
    assert queue["RedrivePolicy"]["maxReceiveCount"] == inspect.TRIES


def test_events_that_come_twice_late_or_in_any_order_change_nothing(aws: Aws) -> None:
    first = upload(aws, signing.encrypted())
    second = upload(aws, signing.plain())
    tell(second, first, {"Event": "s3:TestEvent"}, second, first)
    assert evidence.get(KEY, "e1").state == "inspected"
    assert outcomes()["duplicate"] == "good"


def test_a_message_that_is_not_known_comes_again_and_is_not_taken_for_a_test(aws: Aws) -> None:
    with pytest.raises(KeyError):
        tell({"of_a_later_release": "?"})


def test_an_event_of_what_is_gone_or_is_no_evidence_harms_nothing(aws: Aws) -> None:
    upload(aws, signing.plain(), "e1", "khong-co/so-a")
    for key in (f"{KEY}/never", "khong-co/so-a/e1", f"{KEY}/report/e1", f"archives/{KEY}/a.zip"):
        tell({"Records": [{"s3": {"object": {"key": key}}}]})
    assert evidence.list_confirmed(KEY) == []
    assert evidence.get("khong-co/so-a", "e1").state == "waiting"


def test_the_same_file_of_another_unit_or_another_year_is_told(aws: Aws) -> None:
    content = signing.plain()
    for sheet in (f"{ROUND}/so-b", "thu-2025/so-a", KEY):
        tell(upload(aws, content, "e1", sheet))
    assert outcomes()["duplicate"] == "warning"
    (told,) = [
        each.text.vi for each in evidence.get(KEY, "e1").verdicts or () if each.kind == "duplicate"
    ]
    assert "đơn vị khác" in told and "thu-2025" in told and "so-b" not in told


def test_what_a_unit_adds_later_is_inspected_too_and_is_no_other_units_file(aws: Aws) -> None:
    for sheet in (KEY, f"{KEY}/supplement"):
        tell(upload(aws, signing.plain(), "e1", sheet))
    assert outcomes("e1", f"{KEY}/supplement") == {
        "readable": "good",
        "signature": "good",
        "duplicate": "good",
    }


def test_a_document_of_another_year_is_told_by_its_own_date(aws: Aws) -> None:
    tell(upload(aws, signing.plain()))
    parsed = small_round.parsed()
    at = Place(
        parsed,
        Timetable(parsed.timezone, parsed.windows),
        small_round.units()["so-a"],
        "self_assessment",
    )
    for dated, outcome in (
        (None, "unknown"),
        (date(parsed.year, 3, 1), "good"),
        (date(2001, 1, 1), "warning"),
    ):
        evidence.put(KEY, evidence.get(KEY, "e1").described(["1.1.1"], Paper(date=dated)))
        (file,) = attaching.list_files(at)
        assert {each.kind: each.outcome for each in file.verdicts or ()}["date_in_year"] == outcome


def test_what_is_for_reference_only_counts_as_no_evidence(aws: Aws) -> None:
    tell(upload(aws, signing.plain()))
    evidence.put(KEY, evidence.get(KEY, "e1").described(["1.1.1"], Paper(official=False)))
    assert completeness.covered(evidence.list_confirmed(KEY)) == set()


def test_an_archive_holds_every_file_under_its_own_name_and_a_manifest(aws: Aws) -> None:
    for number in range(2):
        upload(aws, signing.plain(), f"e{number}")
    upload(aws, signing.plain(), "e2", f"{KEY}/supplement")
    archives.put(KEY, Archive("a1", "queued", NOW))
    tell(
        {"sheet": KEY, "archive": "a1"},
        {"sheet": KEY, "archive": "a1"},
        {"sheet": KEY, "archive": "older"},
    )
    found = archives.find(KEY)
    assert found is not None and (found.state, found.files) == ("done", 3)
    stored = aws.client("s3").get_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"], Key=f"archives/{KEY}/a1.zip"
    )
    with zipfile.ZipFile(io.BytesIO(stored["Body"].read())) as archive:
        assert archive.namelist() == [
            "manifest.csv",
            f"001 {NAME}",
            f"002 {NAME}",
            f"bo-sung/003 {NAME}",
        ]
        assert archive.read(f"001 {NAME}") == signing.plain()
        assert NAME in archive.read("manifest.csv").decode("utf-8-sig")
