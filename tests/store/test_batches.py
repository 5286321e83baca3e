"""What DynamoDB leaves undone of a batch is asked for again, for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib import clock
from chalicelib.domain.letters.corrections import Correction
from chalicelib.domain.letters.invitations import Invitation
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import answers, audit, batches, corrections, invitations, rulings, tables
from tests.fake_aws import Aws
from tests.small_round import NOW

MANY = 60
ROUND, BOX = "r", "r/departments/so-a/council"


@contextmanager
def leaving_undone(seed: int, most: float) -> Iterator[list[int]]:
    """DynamoDB carries out a part of each call, as it may; yields how many items each call asked
    for.
    """
    chance, asked = Random(seed), list[int]()
    undone: dict[str, list[Any]] = {}

    def hold_back(params: dict[str, Any], **_: object) -> None:
        ((name, requests),) = params["RequestItems"].items()
        asked.append(len(requests))
        done = [each for each in requests if chance.random() >= most] or requests[:1]
        undone[name] = [each for each in requests if each not in done]
        params["RequestItems"] = {name: done}

    def tell(parsed: dict[str, Any], **_: object) -> None:
        parsed["UnprocessedItems"] = {name: left for name, left in undone.items() if left}

    events = tables._connection().client.meta.events
    hooks: dict[str, Any] = {"before-parameter-build": hold_back, "after-call": tell}
    for event, hook in hooks.items():
        events.register(f"{event}.dynamodb.BatchWriteItem", hook)
    try:
        yield asked
    finally:
        for event, hook in hooks.items():
            events.unregister(f"{event}.dynamodb.BatchWriteItem", hook)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """How long was waited, while nobody waits."""
    waited: list[timedelta] = []
    monkeypatch.setattr(clock, "pause", waited.append)
    return waited


def count(aws: Aws, table: str) -> int:
    return int(aws.client("dynamodb").scan(TableName=tables.name(table))["Count"])


def ruling(number: int) -> Ruling:
    return Ruling("units", f"so-{number}", "x", "1", "lý do")


@pytest.mark.parametrize("seed", range(3))
def test_a_box_is_emptied_though_items_are_left_undone(
    aws: Aws, pauses: list[timedelta], seed: int
) -> None:
    for number in range(MANY):
        answers.AnswerItem(BOX, f"k{number}", answers="1").save()
    with leaving_undone(seed, 0.5) as asked:
        answers.empty(BOX, MANY)
    assert count(aws, "responses") == 0
    assert max(asked) <= 25 and sum(asked) > MANY
    assert len(pauses) >= 2


def test_invitations_and_corrections_are_erased_though_items_are_left_undone(
    aws: Aws, pauses: list[timedelta]
) -> None:
    ids = [f"i{number}" for number in range(MANY)]
    invitations.put_missing([Invitation(each, ROUND, "i", "g", "u", "l", 0) for each in ids])
    for each in ids:
        asked_for = Correction(each, "l", "i", "g", 0, "u", "cu@a.vn", "moi@a.vn", "ops@a.vn", NOW)
        corrections.put(ROUND, asked_for, None, audit.act_of(ROUND, NOW, "ops", "ask", each))
    with leaving_undone(1, 0.5):
        invitations.erase([*ids, ids[0]])
        corrections.erase(ROUND, ids)
    assert (count(aws, "invitations"), count(aws, "respondents")) == (0, 0)


def test_rulings_are_kept_though_items_are_left_undone(aws: Aws, pauses: list[timedelta]) -> None:
    given = [ruling(number) for number in range(MANY)]
    with leaving_undone(1, 0.5):
        rulings.put(ROUND, given)
    assert {each.key for each in rulings.list_rulings(ROUND)} == {each.key for each in given}
    assert count(aws, "rulings") == MANY


class Refusing:
    """DynamoDB, which refuses so many calls whole."""

    def __init__(self, calls: int, code: str = batches.BUSY[0]) -> None:
        self.left, self.code = calls, code
        self.send = tables.send

    def __call__(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        if self.left:
            self.left -= 1
            raise ClientError({"Error": {"Code": self.code}}, operation)
        return self.send(operation, request)


@pytest.mark.parametrize("code", batches.BUSY)
def test_a_call_that_is_refused_whole_is_made_again(
    aws: Aws, pauses: list[timedelta], monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(tables, "send", Refusing(batches.TRIES - 1, code))
    rulings.put(ROUND, [ruling(1)])
    assert count(aws, "rulings") == 1
    assert len(pauses) == batches.TRIES - 1


def test_after_a_while_without_any_progress_it_is_told(
    aws: Aws, pauses: list[timedelta], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "send", Refusing(1000))
    with pytest.raises(TimeoutError, match="rulings is too busy: 25 items"):
        rulings.put(ROUND, [ruling(number) for number in range(MANY)])
    assert len(pauses) == batches.TRIES - 1
    assert count(aws, "rulings") == 0


def test_pauses_grow_are_drawn_by_lot_and_end_before_the_caller_gives_up(
    aws: Aws, pauses: list[timedelta], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        monkeypatch.setattr(tables, "send", Refusing(1000))
        with pytest.raises(TimeoutError):
            rulings.put(ROUND, [ruling(1)])
        monkeypatch.undo()
        monkeypatch.setattr(clock, "pause", pauses.append)
    assert pauses[: len(pauses) // 2] != pauses[len(pauses) // 2 :]
    longest = [batches._longest(number) for number in range(1, batches.TRIES)]
    assert longest == sorted(longest) and longest[0] < longest[-1] == batches.LONGEST_PAUSE
    assert sum(longest, timedelta()) < timedelta(seconds=10)


def test_another_refusal_is_not_repeated(
    aws: Aws, pauses: list[timedelta], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "send", Refusing(1, "AccessDeniedException"))
    with pytest.raises(ClientError):
        rulings.put(ROUND, [ruling(1)])
    assert pauses == []
