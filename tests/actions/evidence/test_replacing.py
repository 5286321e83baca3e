"""A file found bad after it was sent is replaced once, on record; what was sent stays."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.actions.appraisal import reading_submissions
from chalicelib.actions.assessment import submitting
from chalicelib.actions.evidence import archiving, attaching, inspecting, replacing
from chalicelib.actions.evidence.attaching import Upload
from chalicelib.actions.evidence.replacing import ShownFile
from chalicelib.domain.errors import Conflict, Invalid, NotFound, NotSubmitted, WindowClosed
from chalicelib.domain.evidence import kinds
from chalicelib.domain.evidence.archives import Archive
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.domain.evidence.replacing import REPLACEABLE_FOR
from chalicelib.store import archives, audit, evidence, replacements
from tests import sheet_story as story
from tests.documents import drawn_images as drawn
from tests.documents import signing
from tests.fake_aws import Aws, told_once
from tests.sheet_story import KEY, PDF, place
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, LATER, open_window

PAPER = Paper(number="12/KH")
SOON = NOW + timedelta(minutes=5)  # the inspection comes after the submission
PHOTO = Upload("IMG_0001.JPG", 1000, kinds.JPEG)
COUNCIL = story.LEADER  # any account may be the one that is on record


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()


def judge(file: EvidenceFile, now: datetime = SOON) -> None:
    """Let the inspector look at it."""
    inspecting.inspect(file.key, file.version_id, now)


def sent(aws: Aws, content: bytes = b"", found_at: datetime = SOON) -> EvidenceFile:
    """Send everything with one file, cut off unless another content is given, and inspect it."""
    story.fill()
    story.upload(aws, "e1", content or signing.plain()[:-200])
    file = attaching.confirm(place(), "e1", ["1.1.1"], PAPER, NOW)
    if found_at <= NOW:
        judge(file, found_at)
        story.save("1.1.1", "save-0009", explanation="có bản giấy")
    story.approve()
    story.sign(aws)
    story.submit()
    if found_at > NOW:
        judge(file, found_at)
    return file


def upload(
    aws: Aws, file_id: str = "n1", content: bytes = b"", now: datetime = SOON, of: str = "e1"
) -> None:
    """Ask for a form and put the bytes where it leads."""
    form = replacing.form(place(now), of, PDF, EDITOR.email, lambda: file_id, now)
    story.put(aws, form["fields"]["key"], content)


def replace(
    aws: Aws, file_id: str = "n1", content: bytes = b"", now: datetime = SOON
) -> EvidenceFile:
    """Replace the file that was sent."""
    upload(aws, file_id, content, now)
    return replacing.confirm(place(now), "e1", file_id, EDITOR.email, now)


def shown(now: datetime = SOON) -> ShownFile:
    (only,) = replacing.list_files(place(now), now)
    return only


def acts() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (act.act, act.subject, json.loads(act.details))
        for act in audit.list_acts(ROUND)
        if act.act == "replace_evidence"
    ]


def test_the_other_file_lies_beside_the_one_that_was_sent_and_serves_the_same(aws: Aws) -> None:
    first = sent(aws)
    assert shown().replaceable_until == SOON + REPLACEABLE_FOR
    file = replace(aws)
    assert (file.leaves, file.paper, file.replaces) == (first.leaves, first.paper, "e1")
    assert (shown().file.sha256, shown().replacement) == (first.sha256, file)
    assert shown().replaceable_until is None
    assert "replacement/n1" in replacing.link(place(), "e1", SOON)["url"]


def test_what_was_sent_its_receipt_and_its_digest_do_not_move(aws: Aws) -> None:
    sent(aws)
    before = story.sheet(), evidence.list_all(KEY), submitting.issued(place())
    replace(aws)
    assert (story.sheet(), evidence.list_all(KEY), submitting.issued(place())) == before
    found = reading_submissions.find_sent(place())
    assert found is not None and found.unchanged


def test_it_is_inspected_itself_and_a_bad_one_shows_as_bad(aws: Aws) -> None:
    sent(aws)
    file = replace(aws, content=signing.tampered())
    assert file.state == "waiting"
    judge(file)
    other = shown().replacement
    assert other is not None and other.state == "quarantined"
    assert "duplicate" in [each.kind for each in other.verdicts or ()]


def test_it_is_on_record_with_both_digests_and_who_sent_it(aws: Aws) -> None:
    first = sent(aws)
    file = replace(aws)
    told = {"sha256": file.sha256, "replaced_sha256": first.sha256, "file": "n1"}
    assert acts() == [("replace_evidence", "so-a/e1", told)]
    assert ("replace_evidence", "so-a/e1", EDITOR.email) in story.acts()


def test_a_confirmation_sent_again_is_a_success_and_makes_no_second_act(aws: Aws) -> None:
    sent(aws)
    first = replace(aws)
    assert replacing.confirm(place(), "e1", "n1", EDITOR.email, SOON) == first
    assert len(acts()) == 1


def test_a_file_is_replaced_once_also_by_two_people_at_once(aws: Aws) -> None:
    sent(aws)
    upload(aws, "n1")
    upload(aws, "n2")
    first = replacing.confirm(place(), "e1", "n1", EDITOR.email, SOON)
    with pytest.raises(Conflict):
        replacing.confirm(place(), "e1", "n2", EDITOR.email, SOON)
    with pytest.raises(Conflict):
        upload(aws, "n3")
    assert shown().replacement == first
    second = evidence.get(replacements.partition(KEY), "n2")
    act = audit.act_of(ROUND, SOON, EDITOR.email, "replace_evidence", "so-a/e1")
    late = second.confirmed(["1.1.1"], 9, "ab", "v9", SOON)
    assert not replacements.record(KEY, late, act), "the store alone holds it too"
    assert len(acts()) == 1


@pytest.mark.parametrize("after", [timedelta(), REPLACEABLE_FOR - timedelta(seconds=1)])
def test_within_five_days_of_the_verdict_whether_or_not_the_window_has_closed(
    aws: Aws, after: timedelta
) -> None:
    sent(aws)
    assert replace(aws, now=SOON + after).replaces == "e1"


def test_after_five_days_it_is_too_late_also_for_a_form_that_was_given_out(aws: Aws) -> None:
    sent(aws)
    upload(aws)
    late = SOON + REPLACEABLE_FOR
    assert shown(late).replaceable_until is None
    with pytest.raises(WindowClosed):
        replacing.confirm(place(late), "e1", "n1", EDITOR.email, late)
    with pytest.raises(WindowClosed):
        upload(aws, "n2", now=late)


def test_who_knew_before_it_was_sent_has_no_second_chance(aws: Aws) -> None:
    sent(aws, found_at=NOW)
    assert shown().replaceable_until is None
    with pytest.raises(Conflict):
        upload(aws)


def test_an_event_that_comes_again_gives_no_second_chance_and_no_more_time(aws: Aws) -> None:
    file = sent(aws)
    judge(file, SOON + timedelta(days=4))
    assert shown().replaceable_until == SOON + REPLACEABLE_FOR


def test_a_file_that_is_fine_stays(aws: Aws) -> None:
    sent(aws, signing.plain())
    assert shown().replaceable_until is None
    with pytest.raises(Conflict):
        upload(aws)


def test_a_file_that_still_waits_counts_and_stays(aws: Aws) -> None:
    story.fill()
    story.attach(aws)
    story.approve()
    story.sign(aws)
    story.submit()
    with pytest.raises(Conflict):
        upload(aws)


def test_one_that_could_not_be_examined_is_replaced_too(aws: Aws) -> None:
    story.fill()
    file = story.attach(aws)
    story.approve()
    story.sign(aws)
    story.submit()
    inspecting.give_up(file.key, file.version_id, SOON)
    assert replace(aws).replaces == "e1"


def test_what_turns_out_fine_after_all_is_replaced_no_more(aws: Aws) -> None:
    story.fill()
    file = story.attach(aws)
    story.approve()
    story.sign(aws)
    story.submit()
    inspecting.give_up(file.key, file.version_id, SOON)
    judge(file)
    with pytest.raises(Conflict):
        upload(aws)


def test_before_it_is_sent_and_after_it_was_opened_again_the_usual_way_is_used(aws: Aws) -> None:
    story.upload(aws, "e1", signing.plain()[:-200])
    judge(attaching.confirm(place(), "e1", ["1.1.1"], PAPER, NOW))
    with pytest.raises(NotSubmitted):
        upload(aws)
    story.fill()
    story.save("1.1.1", "save-0009", explanation="có bản giấy")
    story.approve()
    story.sign(aws)
    story.submit()
    story.reopen()
    with pytest.raises(NotSubmitted):
        upload(aws)


def test_a_form_for_one_file_replaces_no_other(aws: Aws) -> None:
    story.upload(aws, "e2", signing.plain()[:-200])
    other = attaching.confirm(place(), "e2", ["1.1.2"], PAPER, NOW)
    sent(aws)
    judge(other)
    upload(aws, "n1", of="e2")
    for wrong in ("n1", "e1", "never"):
        with pytest.raises(NotFound):
            replacing.confirm(place(), "e1", wrong, EDITOR.email, SOON)
    with pytest.raises(NotFound):
        replacing.link(place(), "e1", SOON)


def photo_sent(aws: Aws) -> EvidenceFile:
    """Send everything with one image, of which the inspector then can tell nothing."""
    story.fill()
    story.save("1.1.1", "save-0009", explanation="có bản giấy")
    (form,) = attaching.forms(place(), [PHOTO], EDITOR.email, lambda: "p1", NOW)
    story.put(aws, form["fields"]["key"], drawn.jpeg(drawn.JFIF))
    file = attaching.confirm(place(), "p1", ["1.1.1"], PAPER, NOW)
    story.approve()
    story.sign(aws)
    story.submit()
    inspecting.give_up(file.key, file.version_id, SOON)
    return file


def test_an_image_that_could_not_be_examined_is_replaced_by_an_image(aws: Aws) -> None:
    photo_sent(aws)
    assert shown().replaceable_until == SOON + REPLACEABLE_FOR
    with pytest.raises(Invalid):
        upload(aws, "n1", of="p1")  # a PDF
    form = replacing.form(place(), "p1", PHOTO, EDITOR.email, lambda: "n1", SOON)
    assert form["fields"]["key"].startswith("arriving/")
    story.put(aws, form["fields"]["key"], drawn.jpeg(drawn.JFIF))
    made = replacing.confirm(place(), "p1", "n1", EDITOR.email, SOON)
    assert (made.kind, made.paper.official) == ("image/jpeg", False)
    judge(made)
    other = shown().replacement
    assert other is not None and other.state == "inspected"


def test_one_that_could_not_be_examined_either_leaves_its_place_to_another(aws: Aws) -> None:
    sent(aws)
    first = replace(aws)
    inspecting.give_up(first.key, first.version_id, SOON)
    assert shown().replaceable_until == SOON + REPLACEABLE_FOR
    second = replace(aws, "n2", signing.signed())
    assert (second.replaces, shown().replacement) == ("n1", second)
    assert "replacement/n2" in replacing.link(place(), "e1", SOON)["url"]
    judge(second)
    assert shown().replaceable_until is None
    with pytest.raises(Conflict):
        upload(aws, "n3")
    assert {details["file"] for _, _, details in acts()} == {"n1", "n2"}


def test_further_ones_come_within_the_days_of_the_first(aws: Aws) -> None:
    sent(aws)
    last = SOON + REPLACEABLE_FOR - timedelta(minutes=1)
    first = replace(aws, now=last)
    inspecting.give_up(first.key, first.version_id, SOON + REPLACEABLE_FOR)
    with pytest.raises(WindowClosed):
        upload(aws, "n2", now=SOON + REPLACEABLE_FOR)


def test_only_a_pdf_takes_the_place_of_evidence(aws: Aws) -> None:
    sent(aws)
    image = Upload("a.jpg", 9, "image/jpeg")
    with pytest.raises(Invalid):
        replacing.form(place(), "e1", image, EDITOR.email, lambda: "n1", SOON)
    with pytest.raises(Invalid):
        replace(aws, content=b"\xff\xd8\xff\xe0 a photo")
    assert shown().replacement is None


def test_the_council_opens_it_on_record(aws: Aws) -> None:
    sent(aws)
    with pytest.raises(NotFound):
        reading_submissions.open_replacement(place(), "e1", COUNCIL, SOON)
    replace(aws)
    found = reading_submissions.open_replacement(place(), "e1", COUNCIL, SOON)
    assert "replacement/n1" in found["url"]
    assert ("open_replacement", "so-a/e1", COUNCIL.email) in story.acts()


def test_the_archive_has_both_and_says_which_replaces_which(aws: Aws) -> None:
    sent(aws)
    replace(aws)
    archives.put(KEY, Archive("a1", "queued", SOON))
    archiving.make(KEY, "a1")
    stored = {"Bucket": aws.environment["EVIDENCE_BUCKET"], "Key": f"archives/{KEY}/a1.zip"}
    content = aws.client("s3").get_object(**stored)["Body"].read()
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.namelist() == ["manifest.csv", f"001 {PDF.name}", f"thay-the/002 {PDF.name}"]
        assert opened.read(f"thay-the/002 {PDF.name}") == signing.plain()
        last = opened.read("manifest.csv").decode("utf-8-sig").splitlines()[-1]
    assert last.endswith(f"001 {PDF.name}")


def test_what_was_added_later_is_replaced_once_its_window_has_ended(aws: Aws) -> None:
    story.send(aws)
    open_window("supplement")
    at = place(kind="supplement")
    story.upload(aws, "e1", signing.plain()[:-200], at)
    file = attaching.confirm(at, "e1", ["1.1.1"], PAPER, NOW)
    judge(file, LATER + timedelta(minutes=1))
    with pytest.raises(NotSubmitted):
        replacing.form(at, "e1", PDF, EDITOR.email, lambda: "n1", SOON)
    now = LATER + timedelta(hours=1)
    then = place(now, kind="supplement")
    form = replacing.form(then, "e1", PDF, EDITOR.email, lambda: "n1", now)
    story.put(aws, form["fields"]["key"])
    made = replacing.confirm(then, "e1", "n1", EDITOR.email, now)
    judge(made, now)
    (only,) = replacing.list_files(then, now)
    assert only.replacement is not None and only.replacement.state == "inspected"
    assert [subject for _, subject, _ in acts()] == ["so-a/supplement/e1"]
