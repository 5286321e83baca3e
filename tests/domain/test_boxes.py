"""Ballot boxes keep every answer, in no order, and show any damage."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import boxes

ANSWERS = st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")),
                          st.lists(st.text("1234.", min_size=3, max_size=3), max_size=20))


def packed(answers: dict[tuple[str, str], list[str]], seed: int = 1) -> boxes.Boxes:
    return boxes.pack("r", "i", 3, answers, Random(seed))


@given(ANSWERS)
def test_boxes_hold_exactly_the_answers_and_survive_the_file(answers: dict[tuple[str, str], list[str]]) -> None:
    read = boxes.from_bytes(boxes.to_bytes(packed(answers)))
    assert {key: read.records(key) for key in answers} == {key: Counter(each) for key, each in answers.items()}
    assert read.counts == {key: len(each) for key, each in answers.items()}


def test_the_order_of_arrival_is_lost() -> None:
    answers = {("a", "x"): [f"{number:03}" for number in range(100)]}
    assert packed(answers).answers != packed(answers, 2).answers
    assert packed(answers).answers["a", "x"] != "".join(answers["a", "x"])


def test_an_answer_of_another_width_is_never_packed() -> None:
    with pytest.raises(ValueError):
        packed({("a", "x"): ["123", "12"]})


@pytest.mark.parametrize(("member", "value"), [
    ("answers", "124"), ("answers", "12"), ("count", 2), ("digest", "sha256:0")])
def test_a_damaged_box_is_noticed(member: str, value: object) -> None:
    document = json.loads(boxes.to_bytes(packed({("a", "x"): ["123"]})))
    document["boxes"][0][member] = value
    with pytest.raises(ValueError):
        boxes.from_bytes(json.dumps(document).encode())


def test_an_index_without_questions_has_empty_boxes() -> None:
    empty = boxes.pack("r", "i", 0, {("a", "x"): []}, Random(1))
    assert boxes.from_bytes(boxes.to_bytes(empty)).counts == {("a", "x"): 0}
