"""A round and its units are kept together or not at all, and once the round is in use they stay."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.actions.rounds import current, loading
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NotFound, RoundInUse
from chalicelib.domain.rounds import revisions
from chalicelib.store import audit
from chalicelib.store import rounds as store
from tests import scoring_story, small_round
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS, people

EARLIER = "nam-truoc"
NEW_QUESTION = "Chất lượng phục vụ?"


@pytest.fixture(autouse=True)
@told_once
def _loaded(aws: Aws) -> None:
    current._copies.clear()
    load(small_round.document())


def load(document: dict[str, Any], units: int = 3) -> str:
    rows = small_round.unit_rows()[:units]
    return loading.load(document["id"], document, rows, OPS, NOW)


def kept() -> tuple[Any, ...]:
    """All that loading writes: the document, the revision of its questionnaires, what is on
    record.
    """
    return store.find_document(ROUND), store.find_questionnaires(ROUND), acts()


def acts() -> list[tuple[str, str, dict[str, Any]]]:
    found = [act for act in audit.list_acts(ROUND) if act.act == "load_round"]
    return [(act.subject, act.by, json.loads(act.details)) for act in found]


def reworded() -> dict[str, Any]:
    document = small_round.document()
    document["indexes"][0]["questions"][0]["title"]["vi"] = NEW_QUESTION
    return document


def test_each_document_counts_at_once_and_is_on_record_with_who_loaded_it() -> None:
    assert list(current.units(ROUND, NOW)) == ["so-a", "so-b", "quan-c"]
    first = kept()[0][0]
    second = load(small_round.document(), units=2)
    third = load(reworded(), units=2)
    assert len({first, second, third}) == 3
    assert sorted(details["questionnaires"] for *_, details in acts()) == [1, 1, 2]
    assert {details["digest"] for *_, details in acts()} == {first, second, third}
    assert {act[:2] for act in acts()} == {(ROUND, OPS.email)}
    assert list(current.units(ROUND, NOW)) == ["so-a", "so-b"]


def test_the_same_document_counts_once_even_when_the_round_is_in_use() -> None:
    story.open_window("survey")
    before = kept()
    assert load(small_round.document()) == before[0][0]
    assert kept() == before


@pytest.mark.parametrize("units", [0, 3])
def test_one_problem_of_the_round_or_of_its_units_keeps_all_as_it_was(units: int) -> None:
    before = kept()
    wrong = small_round.document() | ({"min_answers": 0} if units else {"year": 2027})
    with pytest.raises(Invalid):
        load(wrong, units)
    assert kept() == before


def test_a_round_with_one_problem_is_not_there() -> None:
    with pytest.raises(Invalid):
        load({**small_round.document(), "id": "khac", "bands": []}, units=0)
    assert store.list_ids() == [ROUND]
    assert audit.list_acts("khac") == []


@pytest.mark.parametrize("used", ["window", "sheet", "list"])
def test_units_and_criteria_of_a_round_in_use_stay_as_they_are(used: str) -> None:
    dates = {"opens": "2026-11-01", "closes": "2026-12-01"}
    official = small_round.document()
    official["windows"] |= {"self_assessment": dates, "respondent_lists": dates}
    load(official)
    if used == "window":
        story.open_window("supplement")
    elif used == "sheet":
        scoring_story.assess("quan-c", {"1.1": {"points": "8.5"}})
    else:
        story.put(None, "council", people(1, 1, "so-a"))
    before = kept()
    for document, units in ((official | {"year": 2027}, 3), (official, 2)):
        with pytest.raises(RoundInUse):
            load(document, units)
    assert kept() == before


def test_a_preview_of_other_questionnaires_keeps_nothing() -> None:
    before = kept()
    shown = loading.preview(ROUND, revisions.part(reworded()), "")
    assert shown.differences[0].changed == (NEW_QUESTION,)
    with pytest.raises(Invalid, match="choose an earlier round"):
        loading.preview(ROUND, None, "")
    with pytest.raises(NotFound):
        loading.preview(ROUND, None, "chua-co")
    assert kept() == before


def test_only_the_questionnaires_that_were_previewed_are_kept_and_once() -> None:
    load({**reworded(), "id": EARLIER})
    shown = loading.preview(ROUND, None, EARLIER)
    load({**small_round.document(), "id": EARLIER})
    before = kept()
    with pytest.raises(ChangedMeanwhile):
        loading.keep(ROUND, None, EARLIER, shown.digest, OPS, NOW)
    assert kept() == before
    load({**reworded(), "id": EARLIER})
    for _ in range(2):
        loading.keep(ROUND, None, EARLIER, shown.digest, OPS, NOW)
    assert current.get(ROUND, NOW).index("departments").questions[0].title.vi == NEW_QUESTION
    assert (store.find_questionnaires(ROUND), len(acts())) == ((2, None), 2)
