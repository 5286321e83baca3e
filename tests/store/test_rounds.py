from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.store import audit, results, rounds, tables
from chalicelib.store.results import Version
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND, parsed

LATER = NOW + timedelta(hours=1)
VERSION = Version(ROUND, "departments", 1, "final", "2026-11-20T05:00:00.000Z", None, None, "job-1")


def act(subject: str = "survey") -> audit.Act:
    return audit.act_of(ROUND, NOW, "ops@example.test", "open_window", subject, "thử")


def test_a_document_of_any_size_comes_back_as_it_was(aws: Aws) -> None:
    text = '{"tên": "' + "đánh giá " * 200_000 + '"}'
    rounds.put_document(ROUND, "digest", text, act())
    assert rounds.get_document(ROUND) == ("digest", text)
    assert rounds.list_ids() == [ROUND]


def test_a_round_that_is_not_there_is_said_so(aws: Aws) -> None:
    assert rounds.find_document(ROUND) is None
    with pytest.raises(NotFound, match=ROUND):
        rounds.get_document(ROUND)


def test_a_document_is_frozen_by_the_first_opening(aws: Aws) -> None:
    rounds.put_document(ROUND, "one", "{}", act("a"))
    table = rounds.get_timetable(parsed()).opened("survey", LATER, "thử", "ops@example.test", NOW)
    assert rounds.record_timetable(ROUND, table, act("b"))
    with pytest.raises(Conflict):
        rounds.put_document(ROUND, "two", "{}", act("c"))
    assert rounds.get_document(ROUND)[0] == "one"
    assert [each.subject for each in audit.list_acts(ROUND)] == ["a", "b"]


def test_a_timetable_comes_back_as_it_was_recorded(aws: Aws) -> None:
    opened = rounds.get_timetable(parsed()).opened("survey", LATER, "thử", "ops@example.test", NOW)
    sealed = opened.with_sealed("departments", LATER + timedelta(minutes=1))
    assert rounds.record_timetable(ROUND, opened, act("a"))
    assert rounds.record_timetable(ROUND, sealed, act("b"))
    assert rounds.get_timetable(parsed()) == sealed


def test_of_two_changes_to_one_timetable_the_second_is_not_recorded_and_neither_is_its_act(
    aws: Aws,
) -> None:
    before = rounds.get_timetable(parsed())
    assert rounds.record_timetable(ROUND, before.opened("survey", LATER, "a", "x", NOW), act("a"))
    assert not rounds.record_timetable(
        ROUND, before.opened("supplement", LATER, "b", "y", NOW), act("b")
    )
    assert list(rounds.get_timetable(parsed()).openings) == ["survey"]
    assert [each.subject for each in audit.list_acts(ROUND)] == ["a"]


def test_a_version_belongs_to_the_job_that_claimed_it(aws: Aws) -> None:
    results.record_version(VERSION)
    results.record_version(replace(VERSION, finished=True, digests={"ranking.json": "00"}))
    results.record_version(replace(VERSION, finished=True, digests={"ranking.json": "11"}))
    assert results.get_version(VERSION.round, VERSION.index, VERSION.version).digests == {
        "ranking.json": "00"
    }
    with pytest.raises(Conflict):
        results.record_version(replace(VERSION, job="job-2"))
    assert results.get_version(ROUND, "departments", 1).job == "job-1"


def test_the_latest_version_is_the_newest_finished_one(aws: Aws) -> None:
    for number in range(1, 13):
        results.record_version(replace(VERSION, version=number, finished=number < 12))
    latest = results.find_latest(ROUND, "departments")
    assert latest is not None and latest.version == 11
    with pytest.raises(NotFound):
        results.get_version(ROUND, "departments", 12)


def test_a_long_query_is_read_to_its_end(aws: Aws) -> None:
    for number in range(30):
        audit.record(
            ROUND, NOW + timedelta(seconds=number), "x", "act", "s", details={"text": "x" * 100_000}
        )
    assert len(list(tables.query("audit", "round", ROUND, ("entry",)))) == 30
    (row,) = tables.query("audit", "round", ROUND, ("entry",), ("entry", "2026-11-20T05:00:07"))
    assert set(row) == {"entry"}
