"""Looking back: the year before, for the criteria that are still the same."""

from __future__ import annotations

import pytest

from chalicelib.actions import places
from chalicelib.actions.appraisal import looking_back
from chalicelib.actions.rounds import loading
from chalicelib.domain.rounds.rulings import Ruling
from tests import scoring_story
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND, VALUES, document, unit_rows
from tests.survey_story import OPS, open_window

NEXT = "thu-2027"


@pytest.fixture(autouse=True)
@told_once
def _a_year_on(aws: Aws) -> None:
    """so-a sent its sheet of 2026; in 2027 one criterion has another title."""
    story.load()
    story.send(aws)
    open_window("appraisal_first")
    later = document() | {"id": NEXT, "year": 2027}
    later["indexes"][0]["areas"][0]["criteria"][1]["title"] = {"vi": "Khác", "en": "Other"}
    loading.load(NEXT, later, unit_rows(), OPS, NOW)


def before(round_id: str = NEXT) -> dict[str, tuple[object, str | None, bool]]:
    found = looking_back.before(places.place(round_id, "so-a", "self_assessment", NOW), NOW)
    assert found is not None and found[0].id == ROUND
    return {
        code: (leaf.given.value, leaf.given.explanation, leaf.applied)
        for code, leaf in found[1].items()
    }


def test_the_latest_pass_that_gave_a_value_counts() -> None:
    scoring_story.appraise("so-a", {"1.1.1": {"level": "khong"}, "2.1.1": {"breaches": 2}})
    open_window("appraisal_final")
    scoring_story.appraise("so-a", {"1.1.1": {"level": "cham"}}, "appraisal_final")
    found = before()
    assert found["1.1.1"] == ({"level": "cham"}, "nhận xét", True)
    assert found["2.1.1"] == ({"breaches": 2}, "nhận xét", True)
    assert found["2.1.2"] == (None, "", True)


def test_a_criterion_that_is_called_otherwise_today_is_another_one() -> None:
    assert "1.2" not in before()


def test_what_did_not_apply_then_is_said() -> None:
    scoring_story.rule(Ruling("not_applicable", "so-a", leaf="2.1.1", reason="không có"))
    assert before()["2.1.1"][2] is False


def test_what_the_unit_had_sent_then_is_known_too() -> None:
    found = looking_back.before(places.place(NEXT, "so-a", "self_assessment", NOW), NOW)
    assert found is not None and found[1]["2.1.1"].own.value == VALUES["2.1.1"]


def test_the_first_round_of_an_authority_has_none_before() -> None:
    at = places.place(ROUND, "so-a", "self_assessment", NOW)
    assert looking_back.before(at, NOW) is None
