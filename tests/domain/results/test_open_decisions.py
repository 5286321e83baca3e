"""What is still to be decided is named with its unit, and with its criterion where it has one."""

from __future__ import annotations

from chalicelib.domain.results.open_decisions import KINDS, OpenDecision
from chalicelib.domain.texts import Text

NAME = Text("Sở A", "Department A")


def test_a_decision_about_a_criterion_is_told_at_the_criterion() -> None:
    told = OpenDecision("objection", "so-a", "1.2").as_problem(NAME)
    assert (told.at, told.code) == ("so-a/1.2", "objection")
    assert told.vi == "Sở A, tiêu chí 1.2: đề nghị xem xét lại chưa được quyết định"
    assert told.en == "Department A, criterion 1.2: the objection is not decided"


def test_a_decision_about_the_whole_is_told_at_the_unit_in_its_only_name() -> None:
    told = OpenDecision("exclusion", "so-a").as_problem(Text("Sở A", ""))
    assert (told.at, told.en) == ("so-a", "Sở A: an exclusion waits for a second person")


def test_every_kind_says_something_of_its_own() -> None:
    assert len({OpenDecision(kind, "so-a").as_problem(NAME).vi for kind in KINDS}) == len(KINDS)
