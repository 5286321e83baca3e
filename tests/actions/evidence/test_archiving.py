"""Archiving: one archive at a time, of what counts when it is written, and it stays as written."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.actions.evidence import archiving, attaching
from chalicelib.domain.evidence.archives import PATIENCE
from chalicelib.store import archives
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.sheet_story import KEY
from tests.small_round import NOW
from tests.survey_story import EDITOR


@pytest.fixture(autouse=True)
@told_once
def _two_files(aws: Aws) -> None:
    story.load()
    story.attach(aws, "e1")
    story.attach(aws, "e2", "1.1.2")


def queued(aws: Aws) -> list[dict[str, Any]]:
    """Take every message for the inspector out of its queue."""
    sqs, url = aws.client("sqs"), aws.environment["EVIDENCE_QUEUE_URL"]
    found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(message["Body"]) for message in found]


def versions(aws: Aws, archive: str) -> list[dict[str, Any]]:
    """Every stored version of an archive."""
    bucket, key = aws.environment["EVIDENCE_BUCKET"], f"archives/{KEY}/{archive}.zip"
    found = aws.client("s3").list_object_versions(Bucket=bucket, Prefix=key)
    listed: list[dict[str, Any]] = found.get("Versions", [])
    return listed


def names(aws: Aws, archive: str) -> list[str]:
    bucket, key = aws.environment["EVIDENCE_BUCKET"], f"archives/{KEY}/{archive}.zip"
    stored = aws.client("s3").get_object(Bucket=bucket, Key=key)
    with zipfile.ZipFile(io.BytesIO(stored["Body"].read())) as opened:
        return opened.namelist()


def test_asked_for_twice_it_is_made_once(aws: Aws) -> None:
    first = archiving.ask(story.place(), "a1", NOW)
    soon = NOW + PATIENCE - timedelta(seconds=1)
    assert archiving.ask(story.place(), "a2", soon) == first == archives.find(KEY)
    # The first message may be lacking; one that comes twice does nothing.
    assert queued(aws) == [{"archive": "a1", "sheet": KEY, "version": 1}] * 2


def test_a_job_that_died_shows_as_failed_and_makes_way_for_another(aws: Aws) -> None:
    archiving.ask(story.place(), "a1", NOW)
    late = NOW + PATIENCE
    assert archiving.look(story.place(), late)["state"] == "failed"
    assert archiving.ask(story.place(), "a2", late).id == "a2"
    assert [message["archive"] for message in queued(aws)] == ["a1", "a2"]
    assert archiving.make(KEY, "a1") == "nothing to do"
    assert versions(aws, "a1") == []


def test_a_message_that_comes_twice_writes_the_archive_once(aws: Aws) -> None:
    archiving.ask(story.place(), "a1", NOW)
    assert [archiving.make(KEY, "a1"), archiving.make(KEY, "a1")] == ["done", "nothing to do"]
    assert len(versions(aws, "a1")) == 1


def test_what_is_removed_before_it_is_written_stays_out_of_it(aws: Aws) -> None:
    asked = archiving.ask(story.place(), "a1", NOW)
    story.upload(aws, "e3")
    attaching.remove(story.place(), "e1", EDITOR.email, NOW)
    archiving.make(KEY, "a1")
    told = archiving.look(story.place(), NOW)
    assert (asked.files, told["files"], told["bytes"]) == (2, 1, asked.bytes // 2)
    assert names(aws, "a1") == ["manifest.csv", f"001 {story.PDF.name}"]


def test_a_finished_archive_is_downloaded_for_five_minutes_as_it_was_written(aws: Aws) -> None:
    assert archiving.look(story.place(), NOW)["state"] == "none"
    archiving.ask(story.place(), "a1", NOW)
    assert archiving.look(story.place(), NOW)["url"] is None
    archiving.make(KEY, "a1")
    attaching.remove(story.place(), "e1", EDITOR.email, NOW)
    told = archiving.look(story.place(), NOW + PATIENCE)
    (version,) = versions(aws, "a1")
    assert (told["state"], told["files"]) == ("done", 2)
    assert f"versionId={version['VersionId']}" in told["url"]
    assert "X-Amz-Expires=300" in told["url"]
    assert told["expires_at"] == NOW + PATIENCE + timedelta(minutes=5)
