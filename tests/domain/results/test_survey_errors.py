"""The deviation that the survey leaves, against a second computation from the formula."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from fractions import Fraction

import pytest

from chalicelib.domain.bundles.bundle import Bundle, Participation, Reason
from chalicelib.domain.results.scoring import score_index
from chalicelib.domain.results.survey_errors import SurveyError, freedom_of, survey_error
from chalicelib.domain.survey.tallies import Cell
from tests.domain.results.made_surveys import ASKED, ROUND, WEIGHTS, made


def errors(bundle: Bundle) -> dict[str, SurveyError | None]:
    index = ROUND.indexes[0]
    return {
        score.unit.id: survey_error(bundle, index, score, bundle.cells)
        for score in score_index(bundle, index)
    }


def second(bundle: Bundle, unit: str) -> float:
    """The standard deviation in floats, straight from the formula of docs/uncertainty.md."""
    variance = 0.0
    for group, asked in ASKED.items():
        cells = [bundle.cells[unit, group, question] for question in asked]
        answers = sum(cell.answered for cell in cells)
        invited = bundle.participation[unit, group].invited
        deviation = 0.0
        for cell in cells:
            n, mean = cell.answered, float(cell.weight_sum) / cell.answered
            s2 = (float(cell.weight_square_sum) - n * mean * mean) / (n - 1)
            deviation += math.sqrt(n * s2 * (1 - n / invited)) / answers
        share = float(WEIGHTS[group] / sum(WEIGHTS.values()))
        variance += (100 * share * deviation) ** 2
    return math.sqrt(variance)


@pytest.mark.parametrize("seed", range(20))
def test_a_second_computation_agrees(seed: int) -> None:
    bundle = made(random.Random(seed)).bundle
    for unit, error in errors(bundle).items():
        assert error is not None
        assert math.sqrt(error.variance) == pytest.approx(second(bundle, unit), rel=1e-9)
        assert (error.low, error.high) == (Fraction(0), Fraction(100))
        assert 7 <= error.freedom <= 80


def test_a_group_that_answered_as_one_leaves_nothing_open_and_unknown_invited_the_most() -> None:
    bundle = made(random.Random(1)).bundle
    every = {
        key: Participation(turnout.answered, turnout.answered)
        for key, turnout in bundle.participation.items()
    }
    some = errors(bundle)["u0"]
    census = errors(replace(bundle, participation=every))["u0"]
    unknown = errors(replace(bundle, participation={}))["u0"]
    assert some and census and unknown
    assert census.variance == 0
    assert some.variance < unknown.variance


def test_a_voided_survey_leaves_nothing_open_and_no_answer_or_a_single_one_is_not_known() -> None:
    bundle = made(random.Random(1)).bundle
    voided = errors(replace(bundle, voids={"u0": Reason()}))["u0"]
    assert voided == SurveyError((), Fraction(0), Fraction(0))
    others = {key: cell for key, cell in bundle.cells.items() if key[0] != "u0"}
    assert errors(replace(bundle, cells=others))["u0"] is None
    single = others | {("u0", "g", "q1"): Cell(1, Fraction(1), Fraction(1))}
    assert errors(replace(bundle, cells=single))["u0"] is None


def test_degrees_of_freedom_are_whole_and_between_one_and_a_hundred() -> None:
    assert freedom_of(1.0, 1 / 7.9) == 7
    assert freedom_of(1.0, 2.0) == 1
    assert freedom_of(1.0, 1e-9) == freedom_of(0.0, 0.0) == 100
