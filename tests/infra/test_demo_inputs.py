"""The generated inputs of the demo: seeded, plausible, in proportion to the plan."""

from __future__ import annotations

import io
import random
from fractions import Fraction
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.demo.answering import answers, complete_answers
from infra.demo.attaching import attachments
from infra.demo.cells import generated_cells
from infra.demo.pdfs import scanned_pdf
from infra.demo.seeds import Seed
from infra.demo.shares import share
from infra.demo.values import decimal, plausible

ROUND: dict[str, Any] = {
    "id": "round-1",
    "min_answers": 5,
    "scales": {"quality": [{"weight": "1"}, {"weight": "0.5"}, {"weight": "0"}, {"weight": None}]},
    "indexes": [
        {
            "id": "alpha",
            "groups": [{"id": "many", "plan": 900}, {"id": "few", "plan": 100}],
            "questions": [
                {"id": "q1", "scale": "quality", "groups": ["many", "few"]},
                {"id": "q2", "scale": "quality", "groups": ["few"]},
            ],
            "areas": [],
        }
    ],
}
UNITS = tuple({"unit": f"u{number}", "index": "alpha", "ranked": "yes"} for number in range(4))


@given(
    people=st.integers(0, 2000),
    weights=st.dictionaries(st.text(min_size=1), st.integers(1, 10**6), min_size=1),
    least=st.integers(0, 20),
)
def test_shares_sum_to_the_people_there_are(
    people: int, weights: dict[str, int], least: int
) -> None:
    assert sum(share(people, weights, least).values()) == people


@given(
    weights=st.dictionaries(st.text(min_size=1), st.integers(1, 10**6), min_size=1),
    least=st.integers(0, 20),
)
def test_every_cell_gets_the_least_where_the_numbers_allow(
    weights: dict[str, int], least: int
) -> None:
    parts = share(least * len(weights) + 7, weights, least)
    assert min(parts.values()) >= least


def test_where_people_are_few_whole_cells_are_filled_first() -> None:
    assert share(13, {"a": 1, "b": 1, "c": 1}, 6) == {"a": 6, "b": 6, "c": 1}


def test_what_the_least_leaves_over_goes_in_proportion_to_the_weights() -> None:
    assert share(24, {"a": 1, "b": 3}, 2) == {"a": 7, "b": 17}


def test_cells_hold_exactly_the_respondents_and_a_tenth_more_who_stay_silent() -> None:
    cells = generated_cells(ROUND, UNITS, 300, Seed(1))
    assert sum(len(cell.answers) for cell in cells) == 300
    assert sum(cell.silent for cell in cells) == 30
    assert min(len(cell.answers) for cell in cells) >= 6


def test_a_group_planned_larger_answers_more() -> None:
    cells = generated_cells(ROUND, UNITS, 300, Seed(1))
    sizes = {
        group: sum(len(cell.answers) for cell in cells if cell.group == group)
        for group in ("many", "few")
    }
    assert sizes["many"] > 3 * sizes["few"]


def test_every_question_asked_in_a_cell_gets_the_answers_that_make_it_count() -> None:
    for cell in generated_cells(ROUND, UNITS, 300, Seed(3)):
        asked = [0, 1] if cell.group == "few" else [0]
        for place in asked:
            assert sum(row[place] in "123" for row in cell.answers) >= 5


def test_the_same_seed_draws_the_same_and_another_seed_does_not() -> None:
    assert generated_cells(ROUND, UNITS, 100, Seed(1)) == generated_cells(
        ROUND, UNITS, 100, Seed(1)
    )
    assert generated_cells(ROUND, UNITS, 100, Seed(1)) != generated_cells(
        ROUND, UNITS, 100, Seed(2)
    )


@pytest.mark.parametrize("write", [answers, complete_answers])
def test_answers_stay_on_the_scale_and_on_the_questions_of_the_group(write: Any) -> None:
    rng = random.Random(1)
    rows = [write(ROUND, ROUND["indexes"][0], "many", 0.8, rng) for _ in range(500)]
    assert {row[1] for row in rows} == {"."}
    assert {row[0] for row in rows} <= set(".1234")
    assert all(len(row) == 2 for row in rows)


def test_a_better_unit_gets_better_answers() -> None:
    def mean(mood: float) -> float:
        rng = random.Random(1)
        rows = [complete_answers(ROUND, ROUND["indexes"][0], "many", mood, rng) for _ in range(500)]
        return sum({"1": 1.0, "2": 0.5, "3": 0.0}[row[0]] for row in rows) / len(rows)

    assert mean(0.95) > mean(0.6) > mean(0.2)


def test_nobody_is_always_good_or_bad() -> None:
    qualities = [Seed(1).quality(f"unit-{number}") for number in range(200)]
    assert min(qualities) >= 0.72
    assert max(qualities) <= 0.97
    assert 0.85 < sum(qualities) / len(qualities) < 0.9


def test_three_files_serve_most_leaves_and_none_twice() -> None:
    codes = [str(number) for number in range(100)]
    files = attachments("Bộ Mẫu", codes, random.Random(1))
    served = [code for file in files for code in file.leaves]
    assert len(files) == 3
    assert all(file.leaves for file in files)
    assert len(served) == len(set(served))
    assert 80 <= len(served) < 100


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_a_generated_file_is_a_pdf_that_strict_readers_take(pages: int) -> None:
    content = scanned_pdf("Báo cáo tự đánh giá", "seed", pages)
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    assert len(reader.pages) == pages
    assert reader.metadata is not None and reader.metadata.title == "Báo cáo tự đánh giá"
    assert 30_000 < len(content) < 200_000


def test_no_two_units_upload_the_same_bytes() -> None:
    assert scanned_pdf("A", "1/u1", 1) != scanned_pdf("A", "1/u2", 1)
    assert scanned_pdf("A", "1/u1", 1) == scanned_pdf("A", "1/u1", 1)


def test_a_yes_or_no_leaf_comes_to_the_wanted_points_on_average() -> None:
    leaf = {
        "code": "1.1",
        "max": "1",
        "rule": {
            "type": "levels",
            "levels": [{"id": "yes", "points": "1"}, {"id": "no", "points": "0"}],
        },
    }
    rng = random.Random(1)

    def points(_: dict[str, Any], value: dict[str, Any]) -> Fraction:
        return Fraction(value["level"] == "yes")

    drawn = [plausible(leaf, points, Fraction(8, 10), rng)["level"] for _ in range(1000)]
    assert 750 < drawn.count("yes") < 850


@pytest.mark.parametrize(
    ("number", "text"),
    [(Fraction(5, 4), "1.25"), (Fraction(3), "3"), (Fraction(1, 20), "0.05"), (Fraction(0), "0")],
)
def test_decimals_are_written_plainly(number: Fraction, text: str) -> None:
    assert decimal(number) == text
