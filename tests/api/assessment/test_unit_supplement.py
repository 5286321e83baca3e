"""After the first result a unit adds evidence and explanations; what it sent stays what it was."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.actions import ticking
from chalicelib.actions.evidence import inspecting
from tests.api.conftest import Clock, Prepare
from tests.documents import signing
from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.small_round import NOW, ROUND
from tests.survey_story import mailbox
from tests.unit_story import FILE, UNIT, send

__all__ = ["mailbox"]

HERE = f"{UNIT}/supplement"
COUNCIL = f"/api/council/{ROUND}/so-a"
MEMBER = "hoi-dong@example.test"


@pytest.fixture
def sent(open_: Site, aws: Aws, pdf: bytes, prepare: Prepare) -> dict[str, Any]:
    """so-a has sent its sheet; the receipt."""

    def steps() -> dict[str, Any]:
        receipt: dict[str, Any] = send(open_, aws, pdf)
        return receipt

    return prepare(steps)


@pytest.fixture
def result(site: Site, sent: dict[str, Any], clock: Clock, prepare: Prepare) -> dict[str, Any]:
    """The first result is out, and units may supplement for an hour; the receipt of so-a."""
    entry = {"leaf": "1.2", "value": {"count": 2}, "comment": "thiếu một", "version": 0}

    def steps() -> None:
        appraise(site, 1, entry)
        clock.pass_(hours=1)
        site.open("supplement", "2026-11-20T07:00:00Z")

    prepare(steps)
    return sent


def appraise(site: Site, number: int, *entries: dict[str, Any]) -> None:
    until = "2026-11-20T05:30:00Z" if number == 1 else "2026-11-20T09:00:00Z"
    site.open("appraisal_first" if number == 1 else "appraisal_final", until)
    body = {"save_id": f"appraise-{number}", "pass": number, "entries": list(entries)}
    site.done("POST", f"{COUNCIL}/appraisals", body, site.account(MEMBER, "council"))


def explain(
    site: Site, text: str, version: int = 0, save_id: str = "supplement-1", **more: Any
) -> Answer:
    entry = {"leaf": "1.2", "explanation": text, "version": version, **more}
    return site.call(
        "POST", f"{HERE}/sheet", {"save_id": save_id, "entries": [entry]}, site.editor()
    )


def attach(site: Site, aws: Aws, content: bytes) -> Answer:
    form = site.done("POST", f"{HERE}/evidence/forms", {"files": [FILE]}, site.editor())["forms"][0]
    aws.client("s3").put_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"], Key=form["fields"]["key"], Body=content
    )
    return site.call(
        "POST", f"{HERE}/evidence", {"evidence": form["evidence"], "leaves": ["1.2"]}, site.editor()
    )


def state(site: Site) -> Any:
    return site.done("GET", HERE, token=site.editor())


def seen(site: Site) -> Any:
    return site.done("GET", f"{COUNCIL}/sheet", token=site.account(MEMBER, "council"))


@pytest.mark.usefixtures("result")
def test_a_unit_sees_the_first_result_and_adds_explanations_and_files(site: Site, aws: Aws) -> None:
    before = state(site)
    assert before["first_result"] == {
        "1.2": {"value": {"count": 2}, "points": "1.00", "comment": "thiếu một"}
    }
    assert (before["window"]["state"], before["digest"]) == ("open", None)
    assert explain(site, "có thêm văn bản").status == 200
    file = attach(site, aws, signing.plain()).json
    inspecting.inspect(f"{ROUND}/so-a/supplement/{file['evidence']}", file["version_id"], NOW)
    added = site.done("GET", f"{HERE}/sheet", token=site.editor())["entries"]
    assert (added["1.2"]["explanation"], added["1.2"]["evidence"]) == (
        "có thêm văn bản",
        [file["evidence"]],
    )
    (listed,) = site.done("GET", f"{HERE}/evidence", token=site.editor())["files"]
    assert (listed["state"], state(site)["digest"] is None) == ("inspected", False)
    (step,) = site.done("GET", f"{HERE}/history?leaf=1.2", token=site.editor())["history"]
    assert (step["by"], step["explanation"]) == ("so-a-1@example.test", "có thêm văn bản")
    path = f"{HERE}/evidence/{file['evidence']}"
    said = site.done(
        "PUT", path, {"leaves": ["1.2", "2.2"], "version": 0, "number": "12/KH"}, site.editor()
    )
    assert (said["leaves"], said["number"]) == (["1.2", "2.2"], "12/KH")
    assert "supplement/" in site.done("GET", f"{path}/link", token=site.editor())["url"]
    assert site.done("POST", f"{path}/remove", {}, site.editor())["removed_at"]


def test_the_submission_and_its_receipt_stay_what_they_were(
    site: Site, aws: Aws, result: dict[str, Any]
) -> None:
    sheet = site.done("GET", f"{UNIT}/sheet", token=site.editor())
    explain(site, "có thêm văn bản")
    attach(site, aws, signing.plain())
    assert site.done("GET", f"{UNIT}/sheet", token=site.editor()) == sheet
    told = site.done("POST", "/public/v1/receipts/check", result)
    assert (told["valid"], told["unchanged"]) == (True, True)
    digests = [state(site)["digest"], result["digest"]]
    explain(site, "lời khác", 1, "supplement-2")
    assert len({*digests, state(site)["digest"]}) == 3


@pytest.mark.usefixtures("result")
def test_the_second_pass_sees_what_was_added_apart_from_what_was_sent(site: Site, aws: Aws) -> None:
    explain(site, "có thêm văn bản")
    file = attach(site, aws, signing.plain()).json
    shown = seen(site)
    assert (shown["sent"]["unchanged"], shown["supplement"]["digest"]) == (
        True,
        state(site)["digest"],
    )
    assert shown["supplement"]["entries"]["1.2"]["explanation"] == "có thêm văn bản"
    assert [each["evidence"] for each in shown["supplement"]["evidence"]] == [file["evidence"]]
    assert file["evidence"] not in [each["evidence"] for each in shown["evidence"]]
    token = site.account(MEMBER, "council")
    link = f"{COUNCIL}/supplement/evidence/{file['evidence']}/link"
    assert "supplement/" in site.done("GET", link, token=token)["url"]
    assert site.call("GET", link, token=site.editor()).status == 403
    appraise(site, 2, {"leaf": "1.2", "value": {"count": 3}, "version": 0})
    assert seen(site)["appraisals"]["2"]["1.2"]["points"] == "1.50"


@pytest.mark.usefixtures("sent")
def test_a_unit_that_was_asked_reads_the_questions_with_the_result_and_answers_those_alone(
    site: Site, aws: Aws, clock: Clock
) -> None:
    site.open("appraisal_first", "2026-11-20T05:30:00Z")
    question = {"leaf": "1.2", "question": "Vì sao 3 cuộc?", "version": 0}
    token = site.account(MEMBER, "council")
    asked = site.done("POST", f"{COUNCIL}/requests", question, token)
    assert (asked["version"], asked["by"]) == (1, MEMBER)
    assert seen(site)["requests"] == {"1.2": asked}
    assert state(site)["requests"] == {}
    clock.pass_(hours=1)
    assert site.call("POST", f"{COUNCIL}/requests", question, token).code == "window_closed"
    site.open("supplement", "2026-11-20T07:00:00Z")
    assert state(site)["requests"] == {"1.2": "Vì sao 3 cuộc?"}
    assert explain(site, "đủ biên bản").status == 200
    other = {"leaf": "1.1.1", "explanation": "thêm", "version": 0}
    body = {"save_id": "supplement-9", "entries": [other]}
    refused = site.call("POST", f"{HERE}/sheet", body, site.editor())
    assert refused.problems == [("1.1.1", "not_asked")]
    file = attach(site, aws, signing.plain()).json
    elsewhere = {"leaves": ["1.1.1"], "version": file["version"]}
    path = f"{HERE}/evidence/{file['evidence']}"
    assert site.call("PUT", path, elsewhere, site.editor()).problems == [("1.1.1", "not_asked")]


@pytest.mark.usefixtures("result")
def test_a_supplement_changes_no_value(site: Site) -> None:
    refused = explain(site, "sửa số", value={"count": 3})
    assert refused.problems == [("1.2", "not_self_assessed")]
    assert "giữ nguyên như bản đã gửi" in refused.json["errors"][0]["detail"]
    assert state(site)["digest"] is None


@pytest.mark.usefixtures("result")
def test_it_is_sealed_at_its_close_and_says_why(site: Site, aws: Aws, clock: Clock) -> None:
    explain(site, "có thêm văn bản")
    file = attach(site, aws, signing.plain()).json
    digest = state(site)["digest"]
    clock.pass_(hours=1)
    assert explain(site, "muộn", 1, "supplement-2").code == "window_closed"
    path = f"{HERE}/evidence/{file['evidence']}"
    for method, address, body in (
        ("POST", f"{HERE}/evidence/forms", {"files": [FILE]}),
        ("PUT", path, {"leaves": ["2.2"], "version": 0}),
        ("POST", f"{path}/remove", {}),
    ):
        assert site.call(method, address, body, site.editor()).code == "window_closed"
    told = state(site)
    assert (told["digest"], told["locked_since"]) == (digest, "2026-11-20T07:00:00.000Z")
    site.done(
        "POST",
        f"/api/ops/rounds/{ROUND}/units/so-a/windows/supplement/open",
        {"until": "2026-11-20T08:00:00Z", "reason": "mất điện"},
        site.by_ops,
    )
    assert explain(site, "được mở lại", 1, "supplement-2").status == 200


def test_nothing_is_supplemented_before_the_first_result(site: Site, sent: dict[str, Any]) -> None:
    assert sent["receipt"]
    assert explain(site, "sớm").code == "window_closed"
    site.open("supplement", "2026-11-20T07:00:00Z")
    site.open("appraisal_first", "2026-11-20T06:00:00Z")
    refused = explain(site, "sớm")
    assert (refused.code, "thẩm định lần 1" in refused.json["detail"]) == ("window_closed", True)
    assert state(site)["first_result"] is None


@pytest.mark.usefixtures("result")
def test_who_has_sent_nothing_has_nothing_to_supplement_and_nobody_supplements_for_others(
    site: Site,
) -> None:
    body = {
        "save_id": "supplement-1",
        "entries": [{"leaf": "1.2", "explanation": "…", "version": 0}],
    }
    other = f"/api/units/{ROUND}/so-b/supplement"
    assert site.call("POST", f"{other}/sheet", body, site.editor("so-b")).code == "not_submitted"
    assert site.call("POST", f"{other}/sheet", body, site.editor()).code == "forbidden"
    assert site.call("GET", other, token=site.editor()).code == "forbidden"


@pytest.mark.usefixtures("result")
def test_two_people_on_one_leaf_of_the_supplement_lose_nothing(site: Site) -> None:
    explain(site, "của An")
    body = {
        "save_id": "supplement-2",
        "entries": [{"leaf": "1.2", "explanation": "của Bình", "version": 0}],
    }
    refused = site.call("POST", f"{HERE}/sheet", body, site.editor(number=2))
    (clash,) = refused.json["errors"]
    assert (clash["yours"]["explanation"], clash["theirs"]["explanation"]) == ("của Bình", "của An")


@pytest.mark.usefixtures("mailbox", "result")
def test_its_deadline_is_told_to_who_has_something_to_supplement(site: Site, clock: Clock) -> None:
    site.editor("so-b")
    clock.pass_(minutes=50)
    ticking.tick(ROUND, clock.now())

    def told(unit: str) -> set[str]:
        path = f"/api/units/{ROUND}/{unit}/notices"
        return {each["kind"] for each in site.done("GET", path, token=site.editor(unit))["notices"]}

    assert told("so-a") - told("so-b") == {"deadline_near"}
    assert told("so-b") == {"supplement_open"}
