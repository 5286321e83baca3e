"""The public reads finished versions alone, each as the bytes that its digest names, for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import clock
from chalicelib.actions.results import browsing
from chalicelib.actions.rounds import current, loading
from chalicelib.aws import publications
from chalicelib.domain.errors import NotFound
from chalicelib.domain.instants import from_text
from chalicelib.store import results
from chalicelib.store.results import Version
from tests import scoring_story as story
from tests import small_round
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import ROUND
from tests.survey_story import OPS

FILES = {"ranking.json": b"{}", "ranking.csv": b"unit\n"}
PUBLISHED_AT = "2026-11-20T06:01:10.000Z"


@pytest.fixture(autouse=True)
def _no_copies(aws: Aws) -> None:
    current._copies.clear()


def load(round_id: str, year: int) -> None:
    document = {**small_round.document(), "id": round_id, "year": year}
    loading.load(round_id, document, small_round.unit_rows(), OPS, AFTER)


def keep(
    number: int, round_id: str = ROUND, finished: bool = True, contents: Mapping[str, bytes] = FILES
) -> Version:
    """Keep a version with its files, as the publisher does."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    job = f"job-{number}"
    version = Version(
        round_id, "departments", number, "final", PUBLISHED_AT, None, None, job, digests, finished
    )
    for name, content in contents.items():
        publications.put(browsing.key_of(version, name), content, "text/plain")
    results.record_version(version)
    return version


def test_a_version_that_is_not_finished_is_not_public_in_any_way() -> None:
    load(ROUND, 2026)
    keep(1, finished=False)
    for version in (None, 1):
        with pytest.raises(NotFound):
            browsing.ranking(ROUND, "departments", "json", version)
        with pytest.raises(NotFound):
            browsing.bundle(ROUND, "departments", version)
    assert browsing.published(AFTER) == []


def test_while_a_new_version_is_made_everybody_reads_the_one_before() -> None:
    first = keep(1)
    keep(2, finished=False, contents={**FILES, "ranking.json": b'{"half": true}'})
    assert browsing.ranking(ROUND, "departments", "json").read() == FILES["ranking.json"]
    assert browsing.ranking(ROUND, "departments", "csv").digest == first.digests["ranking.csv"]


def test_each_version_keeps_its_bytes_its_digest_and_its_instant(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(minutes=1))
    story.whole()
    story.ask()
    story.work(aws)
    documents = [
        browsing.ranking(ROUND, "departments", "json"),
        browsing.ranking(ROUND, "departments", "csv"),
        browsing.bundle(ROUND, "departments"),
    ]
    before = [document.read() for document in documents]
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(minutes=2))
    story.rule(replace(story.EXTERNAL, value={"percent": "10"}))
    story.ask("job-2", reason="sửa SIPAS")
    story.work(aws)
    assert [document.read() for document in documents] == before
    for document, content in zip(documents, before, strict=True):
        assert document.digest == hashlib.sha256(content).hexdigest()
        assert document.published_at == from_text(PUBLISHED_AT)
    assert browsing.ranking(ROUND, "departments", "json", 1).digest == documents[0].digest
    assert browsing.ranking(ROUND, "departments", "json").digest != documents[0].digest


def test_no_other_content_can_take_the_place_of_a_published_file() -> None:
    first = keep(1)
    other = replace(first, digests={**first.digests, "ranking.json": "00" * 32})
    assert browsing.key_of(other, "ranking.json") != browsing.key_of(first, "ranking.json")
    assert browsing.key_of(other, "ranking.csv") == browsing.key_of(first, "ranking.csv")


def test_a_ranking_without_a_public_bundle_is_read_and_its_bundle_is_not_found() -> None:
    keep(1)
    assert browsing.ranking(ROUND, "departments", "csv", 1).read() == FILES["ranking.csv"]
    with pytest.raises(NotFound, match="least number of answers"):
        browsing.bundle(ROUND, "departments", 1)
    keep(2, contents={**FILES, "bundle.zip": b"PK"})
    assert browsing.bundle(ROUND, "departments").read() == b"PK"


def test_rounds_are_listed_newest_year_first_with_what_they_published() -> None:
    for round_id, year in (("a-2024", 2024), ("b-2026", 2026), ("c-2025", 2025), ("d-2026", 2026)):
        load(round_id, year)
        if round_id != "c-2025":
            keep(1, round_id)
    keep(2, "a-2024")
    assert [
        (round_.id, [(index.id, version.version) for index, version in rankings])
        for round_, rankings in browsing.published(AFTER)
    ] == [
        ("b-2026", [("departments", 1)]),
        ("d-2026", [("departments", 1)]),
        ("a-2024", [("departments", 2)]),
    ]
