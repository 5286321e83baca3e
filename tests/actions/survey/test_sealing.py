"""Sealing keeps every answer once, whatever crashes; before it nobody reads any."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from chalicelib.actions.rounds import scheduling
from chalicelib.actions.survey import responding, sealing
from chalicelib.aws import boxes as files
from chalicelib.domain.errors import Conflict, WindowClosed
from chalicelib.store import answers as store
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import Mailbox, mailbox

__all__ = ["mailbox"]

AFTER = story.LATER + timedelta(seconds=10)
COUNCIL, LEADERS = ("so-a", "council"), ("so-b", "leaders")
ANSWERS = {
    COUNCIL: ["1.", "2.", "3.", "4.", "1.", ".."],
    LEADERS: ["12", "12", "34", ".1", "4.", "22"],
}


@pytest.fixture(autouse=True)
def _answered(aws: Aws, mailbox: Mailbox) -> None:
    """Six answers in each of two boxes."""
    tokens = list(dict(sorted(story.survey(aws, mailbox).items())).values())
    for number, (token, text) in enumerate(
        zip(tokens, ANSWERS[COUNCIL] + ANSWERS[LEADERS], strict=True)
    ):
        given = {"q1": None} | {
            f"q{at + 1}": int(each) for at, each in enumerate(text) if each != "."
        }
        responding.answer(responding.open_link(token, NOW)["ballot"], given, f"r{number}", NOW)


def seal() -> dict[tuple[str, str], int]:
    return sealing.seal(ROUND, "departments", "hết hạn", "ops@example.test", AFTER, Random(7))


def loaded() -> dict[tuple[str, str], list[str]]:
    packed = {key: box.decode() for key, box in sealing.load(ROUND, "departments")}
    return {
        key: sorted(text[at : at + 2] for at in range(0, len(text), 2))
        for key, text in packed.items()
        if text
    }


def test_the_boxes_hold_every_answer_and_the_items_are_gone(aws: Aws) -> None:
    assert {key: n for key, n in seal().items() if n} == {COUNCIL: 6, LEADERS: 6}
    assert loaded() == {key: sorted(each) for key, each in ANSWERS.items()}
    assert story.rows(aws, "responses") == []


def test_the_sealed_object_says_what_it_is(aws: Aws) -> None:
    seal()
    version = store.find_sealed(ROUND, "departments")
    assert version is not None
    head, *boxes = map(json.loads, files.lines(ROUND, "departments", version.version_id))
    assert head == {"round": ROUND, "index": "departments", "width": 2, "boxes": 4}
    assert Counter(box["count"] for box in boxes) == {6: 2, 0: 2}


def test_nothing_is_sealed_while_the_survey_may_still_be_answered(aws: Aws) -> None:
    for now in (NOW, story.LATER, AFTER - timedelta(milliseconds=1)):
        with pytest.raises(WindowClosed):
            sealing.seal(ROUND, "departments", "sớm", "ops@example.test", now, Random(7))
    assert len(story.rows(aws, "responses")) == 12


def test_nobody_reads_answers_before_they_are_sealed() -> None:
    with pytest.raises(Conflict):
        sealing.load(ROUND, "departments")


def test_a_sealed_survey_never_opens_again() -> None:
    seal()
    with pytest.raises(WindowClosed):
        scheduling.open_window(ROUND, "survey", AFTER + timedelta(hours=1), "lại", story.OPS, AFTER)


def test_sealing_again_changes_nothing() -> None:
    first = seal()
    record = store.find_sealed(ROUND, "departments")
    assert seal() == first
    assert store.find_sealed(ROUND, "departments") == record


@pytest.mark.parametrize(
    ("module", "step", "after"),
    [
        (scheduling, "seal", True),
        (files, "put", False),
        (files, "put", True),
        (files, "get", False),
        (store, "record_sealed", False),
        (store, "record_sealed", True),
        (store, "empty", False),
        (store, "empty", True),
    ],
)
def test_a_sealing_that_dies_at_any_step_is_finished_by_the_next(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, module: object, step: str, after: bool
) -> None:
    real = getattr(module, step)

    def dying(*arguments: object) -> object:
        if after:
            real(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, step, dying)
        with pytest.raises(KeyboardInterrupt):
            seal()
    seal()
    assert loaded() == {key: sorted(each) for key, each in ANSWERS.items()}
    assert story.rows(aws, "responses") == []


def test_boxes_that_differ_from_the_answers_delete_nothing(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.list_answers
    reads = []

    def short(box: str) -> list[str]:
        reads.append(box)
        return real(box)[1:] if reads.count(box) == 1 else real(box)

    monkeypatch.setattr(store, "list_answers", short)
    with pytest.raises(Conflict):
        seal()
    assert len(story.rows(aws, "responses")) == 12
    assert store.find_sealed(ROUND, "departments") is None


def test_an_answer_that_is_not_in_the_boxes_is_never_deleted(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.record_sealed

    def late(*arguments: Any) -> object:
        store.AnswerItem(f"{ROUND}/departments/so-a/council", "late", answers="1.").save()
        return real(*arguments)

    monkeypatch.setattr(store, "record_sealed", late)
    with pytest.raises(Conflict):
        seal()
    assert len(story.rows(aws, "responses")) == 13


def test_of_two_sealings_at_once_the_first_recorded_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    real = store.record_sealed
    with monkeypatch.context() as patch:

        def other_first(*arguments: Any) -> object:
            patch.setattr(store, "record_sealed", real)
            seal()
            return real(*arguments)

        patch.setattr(store, "record_sealed", other_first)
        seal()
    assert loaded() == {key: sorted(each) for key, each in ANSWERS.items()}


def test_a_sealed_object_that_is_not_the_recorded_one_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seal()
    sealed = store.find_sealed(ROUND, "departments")
    assert sealed is not None
    real = files.get(ROUND, "departments", sealed.version_id)
    for other in (b"", real.replace(b'"so-a"', b'"so-b"'), real[: real.rindex(b'{"unit"')]):
        monkeypatch.setattr(
            files, "lines", lambda *_, text=other: iter(text.splitlines(keepends=True))
        )
        with pytest.raises(ValueError):
            list(sealing.load(ROUND, "departments"))
