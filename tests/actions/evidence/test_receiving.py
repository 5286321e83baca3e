"""An image is kept without the place where it was taken; no other copy of it stays."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest

from chalicelib.actions.appraisal import reading_submissions
from chalicelib.actions.assessment import approving
from chalicelib.actions.evidence import archiving, attaching
from chalicelib.actions.evidence.attaching import Upload
from chalicelib.domain.assessment import completeness
from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.evidence import kinds
from chalicelib.domain.evidence.archives import Archive
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.jobs import inspect
from chalicelib.store import archives, evidence
from tests import sheet_story as story
from tests.documents import drawn_images as drawn
from tests.documents import odd_images, signing
from tests.fake_aws import Aws, told_once
from tests.sheet_story import KEY, PDF
from tests.small_round import NOW
from tests.survey_story import EDITOR

PHOTO = Upload("IMG_0001.HEIC", 1000, kinds.JPEG)
TAKEN = drawn.jpeg(drawn.JFIF + drawn.exif())


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()


def upload(aws: Aws, content: bytes, wanted: Upload = PHOTO, kind: str = "self_assessment") -> str:
    """Ask for a form and put the bytes where it leads; returns that key."""
    at = story.place(kind=kind)
    (form,) = attaching.forms(at, [wanted], EDITOR.email, lambda: "p1", NOW)
    assert form["fields"]["Content-Type"] == wanted.type
    key: str = form["fields"]["key"]
    bucket = aws.environment["EVIDENCE_BUCKET"]
    aws.client("s3").put_object(Bucket=bucket, Key=key, Body=content)
    return key


def confirm(paper: Paper = Paper(), leaf: str = "1.1.1") -> EvidenceFile:  # noqa: B008  frozen
    return attaching.confirm(story.place(), "p1", [leaf], paper, NOW)


def objects(aws: Aws) -> dict[str, list[bytes]]:
    """Every stored version of every object, by key."""
    s3, bucket = aws.client("s3"), aws.environment["EVIDENCE_BUCKET"]
    found: dict[str, list[bytes]] = {}
    for each in s3.list_object_versions(Bucket=bucket).get("Versions", []):
        place = {"Bucket": bucket, "Key": each["Key"], "VersionId": each["VersionId"]}
        found.setdefault(each["Key"], []).append(s3.get_object(**place)["Body"].read())
    return found


def tell(key: str, version: str) -> None:
    """Let the inspector have the event that S3 sends."""
    event: dict[str, Any] = {"Records": [{"s3": {"object": {"key": key, "versionId": version}}}]}
    inspect.handle({"Records": [{"body": json.dumps(event)}]}, None)


def test_of_an_image_only_the_copy_without_its_position_is_kept(aws: Aws) -> None:
    arrived = upload(aws, TAKEN)
    assert arrived == f"arriving/{KEY}/p1"
    confirm()
    ((key, versions),) = objects(aws).items()
    assert (key, len(versions)) == (f"{KEY}/p1", 1)
    assert drawn.SECRET not in versions[0] and versions[0].startswith(kinds.JPEG_START)


def test_size_and_digest_are_those_of_the_copy_so_a_receipt_covers_what_is_downloaded(
    aws: Aws,
) -> None:
    upload(aws, TAKEN)
    file = confirm()
    (kept,) = objects(aws)[f"{KEY}/p1"]
    assert (file.size, file.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    assert f"versionId={file.version_id}" in attaching.link(story.place(), "p1", NOW)["url"]


def test_an_image_is_inspected_and_shown_as_reference_and_a_criterion_still_needs_more(
    aws: Aws,
) -> None:
    upload(aws, TAKEN)
    file = confirm(Paper(official=True, number="12/KH"))
    tell(f"{KEY}/p1", file.version_id)
    (shown,) = attaching.list_files(story.place())
    assert (shown.kind, shown.state, shown.paper.official) == (kinds.JPEG, "inspected", False)
    assert [each.kind for each in shown.verdicts or ()] == ["readable", "position", "duplicate"]
    assert completeness.covered([shown]) == set()
    lacking = [each for each in approving.state(story.place()).missing if each.at == "1.1.1"]
    assert any(each.code == "evidence_missing" and "tham khảo" in each.vi for each in lacking)


def test_a_pdf_beside_it_is_what_counts(aws: Aws) -> None:
    upload(aws, TAKEN)
    confirm()
    story.attach(aws, "e1")
    assert completeness.covered(attaching.list_files(story.place())) == {"1.1.1"}


def test_no_later_word_makes_an_image_official(aws: Aws) -> None:
    upload(aws, TAKEN)
    seen = confirm().edition
    changed = attaching.describe(story.place(), "p1", ["1.1.2"], Paper(number="9"), seen, NOW)
    assert (changed.paper, changed.counts) == (Paper(official=False, number="9"), False)


def test_a_confirmation_sent_again_is_a_success_though_the_upload_is_gone(aws: Aws) -> None:
    upload(aws, TAKEN)
    first = confirm()
    assert confirm() == first
    assert story.sheet().version == 1


def test_what_is_put_there_after_the_confirmation_is_not_kept_by_it(aws: Aws) -> None:
    arrived = upload(aws, TAKEN)
    first = confirm()
    story.put(aws, arrived, drawn.png())
    assert confirm() == first
    assert len(objects(aws)[f"{KEY}/p1"]) == 1


def test_what_only_arrived_is_never_inspected_as_evidence(aws: Aws) -> None:
    arrived = upload(aws, TAKEN)
    tell(arrived, "")
    inspect.handle(
        {
            "Records": [
                {
                    "body": json.dumps(
                        {"Records": [{"s3": {"object": {"key": arrived, "versionId": "v1"}}}]}
                    ),
                    "attributes": {"ApproximateReceiveCount": str(inspect.TRIES)},
                }
            ]
        },
        None,
    )
    assert evidence.list_all(KEY) == []
    assert evidence.get(KEY, "p1").verdicts is None


def test_the_bytes_decide_which_image_it_is_and_its_name_follows(aws: Aws) -> None:
    upload(aws, drawn.png(drawn.chunk(b"eXIf", drawn.tiff())))
    file = confirm()
    assert (file.kind, file.name, file.outgoing_name) == (kinds.PNG, PHOTO.name, "IMG_0001.png")
    assert "IMG_0001.png" in attaching.link(story.place(), "p1", NOW)["url"]
    s3, bucket = aws.client("s3"), aws.environment["EVIDENCE_BUCKET"]
    assert s3.head_object(Bucket=bucket, Key=f"{KEY}/p1")["ContentType"] == kinds.PNG


@pytest.mark.parametrize("content", odd_images.OTHER_KINDS.values(), ids=odd_images.OTHER_KINDS)
def test_what_is_no_image_is_refused_by_its_own_name(aws: Aws, content: bytes) -> None:
    upload(aws, content)
    with pytest.raises(Invalid) as refused:
        confirm()
    (problem,) = refused.value.errors
    (called,) = [name for name, each in odd_images.OTHER_KINDS.items() if each == content]
    assert problem.code == "not_an_image" and called in problem.vi
    assert evidence.list_all(KEY) == []


@pytest.mark.parametrize("name", ["cut in its picture", "png, moving", "png, a pixel too many"])
def test_an_image_that_cannot_be_used_is_refused_with_the_reason_and_nothing_is_kept(
    aws: Aws, name: str
) -> None:
    make, word = odd_images.REFUSED[name]
    upload(aws, make())
    with pytest.raises(Invalid) as refused:
        confirm()
    (problem,) = refused.value.errors
    assert problem.code == "unreadable" and word in problem.vi and PHOTO.name in problem.vi
    assert evidence.list_all(KEY) == []
    assert list(objects(aws)) == [f"arriving/{KEY}/p1"]  # until its time is over


def test_nothing_that_never_arrived_is_confirmed(aws: Aws) -> None:
    attaching.forms(story.place(), [PHOTO], EDITOR.email, lambda: "p1", NOW)
    with pytest.raises(NotFound):
        confirm()


def test_an_image_under_the_name_of_a_pdf_and_a_pdf_under_that_of_an_image_are_refused(
    aws: Aws,
) -> None:
    upload(aws, TAKEN, PDF)
    with pytest.raises(Invalid):
        confirm()
    upload(aws, signing.plain())
    with pytest.raises(Invalid):
        confirm()


def test_a_file_that_is_a_jpeg_and_a_pdf_at_once_is_no_pdf(aws: Aws) -> None:
    upload(aws, odd_images.USABLE["a PDF within it"](), PDF)
    with pytest.raises(Invalid) as refused:
        confirm()
    assert [each.code for each in refused.value.errors] == ["not_a_pdf"]


def test_an_image_is_no_signed_report_whatever_it_is_called(aws: Aws) -> None:
    story.fill()
    story.approve()
    with pytest.raises(Invalid) as refused:
        approving.report_form(story.place(), PHOTO, EDITOR.email, lambda: "r1", NOW)
    assert [each.code for each in refused.value.errors] == ["not_a_pdf"]
    with pytest.raises(Invalid) as refused:
        story.sign(aws, content=drawn.jpeg())
    assert [each.code for each in refused.value.errors] == ["unreadable"]


def test_what_was_sent_covers_the_copy_and_stays_unchanged(aws: Aws) -> None:
    upload(aws, TAKEN)
    confirm()
    story.send(aws)
    sent = reading_submissions.find_sent(story.place())
    assert sent is not None and sent.unchanged


def test_the_archive_holds_the_copy_in_the_folder_for_reference(aws: Aws) -> None:
    upload(aws, TAKEN)
    confirm()
    archives.put(KEY, Archive("a1", "queued", NOW))
    archiving.make(KEY, "a1")
    (content,) = objects(aws)[f"archives/{KEY}/a1.zip"]
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        entry = "anh-tham-khao/001 IMG_0001.jpg"
        assert opened.namelist() == ["manifest.csv", entry]
        assert drawn.SECRET not in opened.read(entry)
