"""What the measurements rest on; how long anything takes is not tested."""

from __future__ import annotations

import json
from fractions import Fraction
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bundles.bundle import Bundle
from chalicelib.domain.survey.boxes import digest
from tests.bench import ballots, importing, tallying
from tests.bench.__main__ import MEASUREMENTS, NAMES, main, table
from tests.bench.figures import Figure, exponent, interleaved, load, ratio, to_json

FIGURES = [
    Figure("one", 0.41, 0.5, (1.0, 2.0, 3.0), (4.0, 5.0, 6.0), "a note"),
    Figure("two", 70.0, 64.0),
]


@pytest.fixture(scope="module")
def survey() -> Bundle:
    return ballots.survey()


def test_figures_are_written_in_the_agreed_form() -> None:
    assert json.loads(to_json(FIGURES)) == {
        "one": {
            "value": 0.41,
            "goal": 0.5,
            "ours_ms": [1, 2, 3],
            "other_ms": [4, 5, 6],
            "note": "a note",
        },
        "two": {"value": 70, "goal": 64, "ours_ms": [], "other_ms": [], "note": ""},
    }
    assert load(to_json(FIGURES)) == FIGURES


def test_a_missed_goal_is_shown_and_breaks_nothing() -> None:
    assert [figure.is_met for figure in FIGURES] == [True, False]
    assert table(FIGURES).row_count == 2


def test_a_ratio_is_one_of_medians() -> None:
    assert ratio([1, 2, 900], [4, 4, 4]) == 0.5


@given(st.floats(0.5, 2), st.floats(0.001, 1000))
def test_the_exponent_of_exact_growth_is_found(growth: float, factor: float) -> None:
    assert exponent({size: factor * size**growth for size in (50, 500, 5000)}) == pytest.approx(
        growth
    )


def test_sides_take_turns_and_the_first_turn_does_not_count() -> None:
    turns: list[str] = []
    steps: list[None] = []

    def side(name: str) -> float:
        turns.append(name)
        return len(turns)

    taken = interleaved(
        {"a": lambda: side("a"), "b": lambda: side("b")}, 3, lambda: steps.append(None)
    )
    assert "".join(turns) == "ababbaab"
    assert taken == {"a": [3, 6, 7], "b": [4, 5, 8]}
    assert len(steps) == 6


def test_every_person_answers_in_one_of_the_rounds_boxes(survey: Bundle) -> None:
    numbers = ballots.numbers(survey, ballots.PEOPLE)
    assert sum(sum(boxes.values()) for boxes in numbers.values()) == 50_155
    assert {unit for boxes in numbers.values() for unit, _ in boxes} == {
        unit.id for unit in survey.units
    }
    assert len({unit.id for unit in survey.units}) == 82


def test_generated_answers_are_the_same_each_time_and_use_every_option(survey: Bundle) -> None:
    boxes = {("a", "g"): 300, ("b", "g"): 2}
    first = dict(ballots.answers(boxes, 1))
    assert first == dict(ballots.answers(boxes, 1)) != dict(ballots.answers(boxes, 2))
    assert {key: len(answers) for key, answers in first.items()} == {
        ("a", "g"): 6000,
        ("b", "g"): 40,
    }
    assert set(first["a", "g"]) == set("12345.")


def test_what_is_sealed_is_what_is_counted_and_what_postgresql_gets(survey: Bundle) -> None:
    sealed = ballots.seal(survey, 700)
    cells = ballots.publish(
        survey, {index: (BytesIO(content), digest(content)) for index, content in sealed.items()}
    )
    rows = list(tallying.rows(survey, sealed))
    assert [row[0] for row in rows] == list(range(1, 701))
    unit, group, question = next(iter(cells))
    number = [each.id for each in survey.units].index(unit) + 1
    chosen = [row[3][0] for row in rows if row[1] == number and row[2] == 1]
    weights = {"1": Fraction(1), "2": Fraction("0.6"), "3": Fraction("0.2"), "4": Fraction(0)}
    assert cells[unit, group, question].answered == sum(answer in weights for answer in chosen)
    assert cells[unit, group, question].weight_sum == sum(
        weights.get(answer, 0) for answer in chosen
    )


def test_postgresql_adds_whole_numbers(survey: Bundle) -> None:
    count, total, denominator = tallying.aggregates(survey)
    assert count.format("q1") == "count(*) filter (where q1 in (1, 2, 3, 4))"
    assert (
        total.format("q1")
        == "sum(case q1 when 1 then 5 when 2 then 3 when 3 then 1 when 4 then 0 end)"
    )
    assert denominator == 5


def test_the_imported_lists_hold_the_whole_plan_and_keep_to_its_limits(survey: Bundle) -> None:
    numbers = importing.people(survey)
    assert sum(numbers.values()) == ballots.PEOPLE
    assert len({lister for lister, _, _ in numbers}) == 82
    limits = {
        (index.id, group.id): group.limit
        for index in survey.round.indexes
        for group in index.groups
    }
    assert all(
        number <= (limits[index, group] or number) for (_, index, group), number in numbers.items()
    )


def test_a_run_that_kept_less_than_everything_is_no_figure() -> None:
    run = {"ms": 1000.0, "mb": 100.0, "people": ballots.PEOPLE, "lists": 82}
    assert [figure.value for figure in importing.figures([run])] == [1.0, 100.0]
    with pytest.raises(SystemExit):
        importing.figures([{**run, "people": 1}])


def test_each_figure_is_measured_once_and_help_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(NAMES) == len(set(NAMES)) == 21
    assert all(each.steps >= 5 for each in MEASUREMENTS)
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert all(name in shown for name in NAMES)
