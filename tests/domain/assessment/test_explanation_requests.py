"""Requests for an explanation: a unit that was asked supplements what it was asked about."""

from __future__ import annotations

from chalicelib.domain.assessment.explanation_requests import ExplanationRequest, asked, check
from tests.small_round import NOW

WHY = ExplanationRequest("1.2", "Vì sao 3 cuộc?", "hd@example.test", NOW, 1)
WITHDRAWN = ExplanationRequest("2.2", "", "hd@example.test", NOW, 2)


def test_a_withdrawn_request_asks_nothing() -> None:
    assert asked([WHY, WITHDRAWN]) == {"1.2": WHY}


def test_a_unit_that_was_asked_nothing_may_supplement_everything() -> None:
    assert check(["1.1.1", "1.2"], asked([WITHDRAWN])) == []


def test_a_unit_that_was_asked_supplements_exactly_that_and_every_other_leaf_is_named() -> None:
    found = check(["1.2", "1.1.1", "2.2"], asked([WHY]))
    assert [(problem.at, problem.code) for problem in found] == [
        ("1.1.1", "not_asked"),
        ("2.2", "not_asked"),
    ]
