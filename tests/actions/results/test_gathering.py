"""A bundle has what counts now: sealed answers, values that were given, rulings in force."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from chalicelib.actions.results import drafting, gathering
from chalicelib.actions.survey import responding, sealing
from chalicelib.domain.bundles.bundle import (
    Adjustment,
    Appraisal,
    Bundle,
    Participation,
    Previous,
    Reason,
    Score,
)
from chalicelib.domain.errors import NotFound
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.domain.survey.tallies import Cell
from tests import scoring_story, small_round, survey_story
from tests.calls import counted
from tests.fake_aws import Aws
from tests.scoring_story import AFTER, EXTERNAL
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS, Mailbox, mailbox

__all__ = ["mailbox"]


def gather() -> Bundle:
    return gathering.gather(ROUND, AFTER)


def test_answers_count_only_once_the_ballots_of_their_index_are_sealed(
    aws: Aws, mailbox: Mailbox
) -> None:
    tokens = survey_story.survey(aws, mailbox, council=6, leaders=5)
    for number, token in enumerate(list(tokens.values())[:4]):
        ballot = responding.open_link(token, NOW)["ballot"]
        responding.answer(ballot, {"q1": 1 + number % 2}, f"r{number}", NOW)
    assert (gather().cells, gather().participation) == ({}, {})
    sealing.seal(ROUND, "districts", "hết hạn", OPS.email, AFTER, Random(1))
    assert (gather().cells, gather().participation) == ({}, {})
    sealing.seal(ROUND, "departments", "hết hạn", OPS.email, AFTER, Random(1))
    sealed = gather()
    assert sealed.cells["so-a", "council", "q1"] == Cell(4, Fraction("3.2"), Fraction("2.72"))
    assert sealed.participation == {
        ("so-a", "council"): Participation(6, 4),
        ("so-b", "leaders"): Participation(5, 0),
    }


def test_a_value_counts_with_its_explanation_and_an_explanation_alone_is_no_value(aws: Aws) -> None:
    scoring_story.load()
    scoring_story.assess("so-a", {"1.2": {"count": 3}, "2.2": None})
    assert gather().scores == {("so-a", "1.2"): Score({"count": 3}, "vì thế")}
    scoring_story.assess("so-a", {"1.2": None}, version=1)
    assert gather().scores == {}


def test_both_passes_of_the_council_are_there_each_with_its_comment(aws: Aws) -> None:
    scoring_story.load()
    survey_story.open_window("appraisal_final")
    scoring_story.appraise("quan-c", {"1.1": {"points": "6"}})
    scoring_story.appraise("quan-c", {"1.1": {"points": "9.5"}}, "appraisal_final")
    assert gather().appraisals == {
        ("quan-c", "1.1", 1): Appraisal({"points": "6"}, "nhận xét"),
        ("quan-c", "1.1", 2): Appraisal({"points": "9.5"}, "nhận xét"),
    }


KINDS = (
    EXTERNAL,
    Ruling("not_applicable", "so-a", leaf="2.1.2", reason="không có việc", public=True),
    Ruling("exclusion", "so-b", reason="sáp nhập"),
    Ruling("void", "so-a", reason="can thiệp", public=True),
    Ruling("adjustment", "so-a", points="1.50", id="khen", reason="khen"),
    Ruling("previous", "so-a", index="71.5", rank=2),
)


def test_each_kind_of_ruling_is_a_part_of_its_own_with_exact_numbers(aws: Aws) -> None:
    scoring_story.load()
    scoring_story.rule(*KINDS)
    bundle = gather()
    assert bundle.external == {("so-a", "3.2"): {"percent": "85.3"}}
    assert bundle.not_applicable == {("so-a", "2.1.2"): Reason("không có việc", public=True)}
    assert bundle.exclusions == {"so-b": Reason("sáp nhập")}
    assert bundle.voids == {"so-a": Reason("can thiệp", public=True)}
    assert bundle.adjustments == (Adjustment("so-a", Fraction(3, 2), Reason("khen")),)
    assert bundle.previous == {"so-a": Previous(Fraction(143, 2), 2)}


@pytest.mark.parametrize("ruling", KINDS, ids=lambda ruling: ruling.kind)
def test_a_withdrawn_ruling_leaves_the_bundle_as_it_was_without_it(
    aws: Aws, ruling: Ruling
) -> None:
    scoring_story.load()
    before = gather()
    scoring_story.rule(ruling)
    assert gather() != before
    scoring_story.rule(replace(ruling, withdrawn=True))
    assert gather() == before


def test_the_document_is_the_one_that_was_loaded_whatever_windows_were_opened(aws: Aws) -> None:
    scoring_story.load()
    assert json.loads(gather().document) == small_round.document()
    assert [unit.id for unit in gather().units] == ["so-a", "so-b", "quan-c"]
    with pytest.raises(NotFound):
        gathering.gather("chua-co", AFTER)


def test_without_explanations_a_hundred_sheets_are_one_call(aws: Aws) -> None:
    scoring_story.whole()
    with counted() as before:
        whole = gather()
    with counted() as calls:
        found = gathering.gather(ROUND, AFTER, texts=False)
    assert calls["BatchGetItem"] == before["BatchGetItem"] + 1
    assert calls["Query"] == before["Query"] - 9  # three sheets of three units
    assert any(score.explanation for score in whole.scores.values())
    assert found == replace(
        whole,
        scores={key: replace(score, explanation="") for key, score in whole.scores.items()},
        appraisals={key: replace(each, comment="") for key, each in whole.appraisals.items()},
    )


def test_a_draft_is_of_the_same_inputs_whether_or_not_explanations_were_read(aws: Aws) -> None:
    scoring_story.whole()
    assert drafting.inputs_of(drafting.gathered(ROUND, AFTER)) == drafting.inputs_of(gather())
