"""Straight lines and copies are counted apart, by how popular an answer is."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.integrity.likenesses import LEAST_QUESTIONS, is_straight, likenesses

TEXTS = st.text("123.", min_size=8, max_size=8)
BOXES = st.dictionaries(
    st.tuples(st.sampled_from(["u1", "u2", "u3"]), st.sampled_from("gh")),
    st.lists(TEXTS, max_size=12).map(Counter),
)


def test_a_popular_string_is_no_copy_and_a_rare_one_that_comes_again_and_again_is() -> None:
    rng = Random(3)
    popular = "11111111111112"
    boxes = {}
    for unit in range(10):
        texts = ["".join(rng.choices("123", (6, 3, 1), k=14)) for _ in range(40)]
        boxes[f"u{unit}", "g"] = Counter([*texts, *[popular] * (5 + unit % 3)])
    assert sum(each.copied for each in likenesses(boxes).values()) == 0
    boxes["u4", "g"]["12213112312321"] += 9
    assert {key: each.copied for key, each in likenesses(boxes).items() if each.copied} == {
        ("u4", "g"): 9
    }


def test_answers_to_few_questions_say_nothing_about_how_somebody_answers() -> None:
    boxes = {("u1", "g"): Counter({"1.........": 9, "1111......": 9, "11111.....": 9})}
    only = likenesses(boxes)["u1", "g"]
    assert (only.answers, only.straight, only.copied, only.level) == (9, 9, 0, None)


@pytest.mark.parametrize(
    ("answer", "straight"),
    [("11111", True), ("22.22", True), ("3....", True), ("11112", False), (".....", False)],
)
def test_a_straight_line_is_one_option_whatever_was_left_out(answer: str, straight: bool) -> None:
    assert is_straight(answer) is straight


@given(BOXES)
def test_an_answer_is_a_straight_line_or_a_copy_or_neither(
    boxes: dict[tuple[str, str], Counter[str]],
) -> None:
    for key, each in likenesses(boxes).items():
        telling = [
            text for text in boxes[key].elements() if len(text) - text.count(".") >= LEAST_QUESTIONS
        ]
        assert each.answers == len(telling)
        assert each.straight == sum(map(is_straight, telling))
        assert 0 <= each.copied <= each.answers - each.straight
        assert (each.level is None) == (each.answers == each.straight)
        assert each.level is None or 1 <= each.level <= 3


@given(st.lists(TEXTS, unique=True, max_size=20))
def test_answers_that_all_differ_are_no_copies(texts: list[str]) -> None:
    assert not any(each.copied for each in likenesses({("u1", "g"): Counter(texts)}).values())


def test_straight_lines_are_no_copies_of_each_other() -> None:
    box = Counter({"11111111": 40, "12312312": 1, "21321321": 1})
    only = likenesses({("u1", "g"): box, ("u2", "g"): Counter({"12121212": 1})})["u1", "g"]
    assert (only.straight, only.copied) == (40, 0)


def test_the_level_is_the_mean_option_of_those_who_did_choose() -> None:
    box = Counter({"11111111": 9, "12121212": 2, "32323232": 2})
    assert likenesses({("u1", "g"): box})["u1", "g"].level == 2
