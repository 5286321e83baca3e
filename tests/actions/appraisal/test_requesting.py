"""Requesting an explanation: while the first pass is open, of what the member appraises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.actions import places
from chalicelib.actions.appraisal import requesting
from chalicelib.actions.assessment import supplementing
from chalicelib.domain.assessment.explanation_requests import ExplanationRequest
from chalicelib.domain.errors import (
    ChangedMeanwhile,
    Forbidden,
    Invalid,
    NotSubmitted,
    WindowClosed,
)
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.scoring_story import MEMBER
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER, open_window

OTHER = replace(MEMBER, sub="hd-2", email="khac@example.test")


@pytest.fixture(autouse=True)
@told_once
def _sent(aws: Aws) -> None:
    story.load()
    story.send(aws)
    open_window("appraisal_first")


def ask(
    leaf: str = "1.2",
    question: str = "Vì sao 3 cuộc?",
    seen: int = 0,
    by: Account = MEMBER,
    unit: str = "so-a",
) -> ExplanationRequest:
    at = places.place(ROUND, unit, "appraisal_first", NOW)
    return requesting.ask(at, leaf, question, seen, by, NOW)


def kept() -> list[tuple[str, str, int]]:
    listed = supplementing.list_requests(supplementing.place(ROUND, "so-a", NOW))
    return [(each.leaf, each.question, each.version) for each in listed]


def test_a_question_is_kept_on_record_and_sent_again_it_is_one() -> None:
    assert ask() == ask()
    assert kept() == [("1.2", "Vì sao 3 cuộc?", 1)]
    acts = [act for act in audit.list_acts(ROUND) if act.act == "ask_explanation"]
    assert [(act.subject, act.by, act.reason) for act in acts] == [
        ("so-a/1.2", MEMBER.email, "Vì sao 3 cuộc?")
    ]


def test_it_can_be_changed_and_withdrawn_by_who_saw_it() -> None:
    ask()
    with pytest.raises(ChangedMeanwhile):
        ask(question="Câu khác", by=OTHER)
    ask(question="Câu khác", seen=1, by=OTHER)
    ask(question="", seen=2)
    assert kept() == [("1.2", "", 3)]


def test_only_what_the_member_appraises_is_asked_about() -> None:
    with pytest.raises(Forbidden):
        ask("2.1.1", by=replace(MEMBER, areas=("departments/1",)))
    for leaf in ("3.1", "9.9"):
        with pytest.raises(Invalid):
            ask(leaf)
    assert kept() == []


def test_a_unit_that_sent_nothing_is_asked_nothing() -> None:
    with pytest.raises(NotSubmitted):
        ask(unit="so-b")


def test_once_the_first_pass_is_closed_nobody_is_asked() -> None:
    at = places.place(ROUND, "so-a", "appraisal_first", LATER)
    with pytest.raises(WindowClosed):
        requesting.ask(at, "1.2", "Vì sao?", 0, MEMBER, LATER)


def test_the_supplement_then_takes_exactly_what_was_asked_about() -> None:
    here = supplementing.place(ROUND, "so-a", LATER)
    supplementing.require_ready(here, LATER, ["1.1.1", "1.2"])
    ask()
    supplementing.require_ready(here, LATER, ["1.2"])
    with pytest.raises(Invalid) as refused:
        supplementing.require_ready(here, LATER, ["1.1.1", "1.2"])
    assert [(each.at, each.code) for each in refused.value.errors] == [("1.1.1", "not_asked")]
    ask(question="", seen=1)
    supplementing.require_ready(here, LATER, ["1.1.1", "1.2"])
