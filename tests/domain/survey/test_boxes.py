"""Sealed boxes keep every answer, shuffled, and any damage is noticed."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.survey import boxes

ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xy")),
    st.lists(st.text("1234.", min_size=3, max_size=3), max_size=20),
)


def packed(answers: dict[tuple[str, str], list[str]], seed: int = 1) -> boxes.Boxes:
    return boxes.pack("r", "i", 3, answers, Random(seed))


@given(ANSWERS)
def test_boxes_hold_exactly_the_answers_and_survive_the_file(
    answers: dict[tuple[str, str], list[str]],
) -> None:
    read = boxes.from_bytes(boxes.to_bytes(packed(answers)))
    assert {key: read.records(key) for key in answers} == {
        key: Counter(each) for key, each in answers.items()
    }
    assert read.counts == {key: len(each) for key, each in answers.items()}


def test_the_order_of_arrival_is_lost() -> None:
    answers = {("a", "x"): [f"{number:03}" for number in range(100)]}
    assert packed(answers).answers != packed(answers, 2).answers
    assert packed(answers).answers["a", "x"] != "".join(answers["a", "x"])


def test_an_answer_of_another_width_is_never_packed() -> None:
    with pytest.raises(ValueError):
        packed({("a", "x"): ["123", "12"]})


@pytest.mark.parametrize(
    ("member", "value"),
    [("answers", "124"), ("answers", "12"), ("count", 2), ("digest", "sha256:0")],
)
def test_a_damaged_box_is_noticed(member: str, value: object) -> None:
    head, line = boxes.to_bytes(packed({("a", "x"): ["123"]})).splitlines(keepends=True)
    damaged = json.dumps({**json.loads(line), member: value}).encode()
    with pytest.raises(ValueError):
        boxes.from_bytes(head + damaged)


def test_a_box_that_is_missing_or_another_object_is_noticed() -> None:
    content = boxes.to_bytes(packed({("a", "x"): ["123"], ("a", "y"): ["321"]}))
    lines = content.splitlines(keepends=True)
    assert [key for key, _ in boxes.read(lines, boxes.digest(content))] == [("a", "x"), ("a", "y")]
    for damaged in ([], lines[:2], [*lines[:2], lines[1]]):
        with pytest.raises(ValueError):
            list(boxes.read(damaged, boxes.digest(content)))
    with pytest.raises(ValueError):
        boxes.from_bytes(b"".join(lines[:2]))


def test_boxes_are_read_one_at_a_time() -> None:
    content = boxes.to_bytes(packed({("a", "x"): ["123"], ("a", "y"): ["321"]}))
    lines = iter(content.splitlines(keepends=True))
    opened = boxes.read(lines, boxes.digest(content))
    assert next(opened) == (("a", "x"), b"123")
    assert len(list(lines)) == 1


def test_an_index_without_questions_has_empty_boxes() -> None:
    empty = boxes.pack("r", "i", 0, {("a", "x"): []}, Random(1))
    assert boxes.from_bytes(boxes.to_bytes(empty)).counts == {("a", "x"): 0}
