from __future__ import annotations

import tracemalloc
from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.rounds.questionnaires import Option
from chalicelib.domain.rounds.round import parse_round
from chalicelib.domain.survey import tallies
from chalicelib.domain.survey.tallies import Cell, tally
from chalicelib.domain.texts import Text
from tests.domain.bundles.samples import plain_document

QUESTIONS = parse_round(plain_document()).indexes[0].questions
BOXES = st.integers(1, 6).flatmap(
    lambda width: st.tuples(
        st.just(width), st.lists(st.text("123456789.", min_size=width, max_size=width), max_size=30)
    )
)


@given(BOXES)
def test_a_tally_counts_each_option_of_each_question(box: tuple[int, list[str]]) -> None:
    width, answers = box
    counted = tally("".join(answers).encode(), width)
    for place in range(width):
        chosen = Counter(answer[place] for answer in answers)
        assert list(counted[place]) == [chosen[str(option)] for option in range(1, 10)]


@given(BOXES, st.randoms())
def test_the_order_of_the_answers_never_matters(box: tuple[int, list[str]], chance: object) -> None:
    width, answers = box
    assert tally("".join(sorted(answers)).encode(), width) == tally(
        "".join(answers).encode(), width
    )


def test_a_large_box_is_tallied_piece_by_piece_in_little_memory() -> None:
    width, box = 20, b"12345....54321......" * 100_000
    tracemalloc.start()
    counted = tally(box, width)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counted[0][0] == counted[13][0] == 100_000
    assert sum(map(sum, counted)) == 10 * 100_000
    assert peak < 1 << 20


@given(
    st.integers(1, 3).flatmap(lambda width: st.tuples(st.just(width), st.integers(1, 1300))),
    st.integers(0, 10**6),
)
def test_a_box_of_many_pieces_is_the_sum_of_its_records(size: tuple[int, int], seed: int) -> None:
    (width, records), chance = size, Random(seed)
    answers = [
        "".join(chance.choices("123456789.", [9, 1, 1, 1, 1, 1, 1, 1, 5, 1], k=width))
        for _ in range(records)
    ]
    counted = tally("".join(answers).encode(), width)
    assert [list(counts) for counts in counted] == [
        [sum(answer[place] == str(option) for answer in answers) for option in range(1, 10)]
        for place in range(width)
    ]


@pytest.mark.parametrize(
    "records", [1, 2, 3, 4, 5, 8, 9, 16, 127, 128, 129, 254, 255, 256, 257, 510, 511]
)
def test_a_column_in_which_all_answered_alike_never_runs_over(records: int) -> None:
    for option in range(1, 10):
        expected = tuple(records * (place == option) for place in range(1, 10))
        assert tally(f"{option}{option}".encode() * records, 2) == (expected, expected)


@given(BOXES, st.integers(0, 9))
def test_only_the_options_asked_for_are_counted(box: tuple[int, list[str]], options: int) -> None:
    width, packed = box[0], "".join(box[1]).encode()
    counted = tally(packed, width, options)
    assert counted == (
        tuple(counts[:options] for counts in tally(packed, width)) if options else ()
    )


def test_a_box_of_another_width_is_no_box() -> None:
    assert tally(b"", 0) == ()
    with pytest.raises(ValueError, match="records of 2"):
        tally(b"123", 2)


def test_sums_are_exact_and_dont_know_is_no_answer() -> None:
    options = tuple(
        Option(Text("x"), weight) for weight in (Fraction(1), Fraction("0.333"), Fraction(0), None)
    )
    assert tallies.weights_of(options).cell((2, 3, 4, 5, 0, 0, 0, 0, 0)) == Cell(
        9, Fraction("2.999"), Fraction("2.332667")
    )


def test_a_question_that_a_group_is_not_asked_or_nobody_answered_gives_no_cell() -> None:
    assert tallies.tallied([(("a", "g"), b"1.5.")], QUESTIONS) == {
        ("a", "g", "q1"): Cell(1, Fraction(1), Fraction(1))
    }
    assert list(tallies.tallied([(("a", "h"), b"1222")], QUESTIONS)) == [("a", "h", "q1")]


def test_boxes_are_tallied_as_they_come_in_flat_memory() -> None:
    stream = (((f"u{number}", "g"), b"12" * (number * 300_000)) for number in (1, 2, 1, 3))
    tracemalloc.start()
    cells = tallies.tallied(stream, QUESTIONS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {key[0]: cell.answered for key, cell in cells.items()} == {
        "u1": 300_000,
        "u2": 600_000,
        "u3": 900_000,
    }
    assert peak < 4 << 20
