"""The tick seals a survey a day after it closed, and leaves alone one that never began."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from chalicelib.actions import ticking
from chalicelib.actions.rounds import current
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import ROUND
from tests.survey_story import Mailbox, mailbox

__all__ = ["mailbox"]

A_DAY_AFTER = story.LATER + ticking.SEAL_AFTER


def sealed(at: int = 0) -> set[str]:
    now = A_DAY_AFTER + timedelta(minutes=at)
    ticking.tick(ROUND, now, Random(1))
    return set(current.timetable(ROUND, now + timedelta(minutes=1)).sealed)


def test_a_survey_is_sealed_by_itself_a_day_after_it_closed(aws: Aws, mailbox: Mailbox) -> None:
    story.survey(aws, mailbox)
    ticking.tick(ROUND, A_DAY_AFTER - timedelta(minutes=1), Random(1))
    assert not current.timetable(ROUND, A_DAY_AFTER).sealed
    assert "departments" in sealed()
    assert "departments" in sealed(at=1)


def test_a_round_loaded_after_its_dates_waits_for_its_survey_to_be_opened(aws: Aws) -> None:
    document = small_round.document()
    document["windows"]["survey"] = {"opens": None, "closes": "2020-12-31"}
    story.load(document)
    assert sealed() == set()
    story.open_window("survey", A_DAY_AFTER + timedelta(hours=2), A_DAY_AFTER + timedelta(hours=1))


def test_what_was_noted_is_not_done_again(aws: Aws, mailbox: Mailbox) -> None:
    story.survey(aws, mailbox)
    assert ticking.tick(ROUND, A_DAY_AFTER, Random(1))["sealed"] == ["departments"]
    assert ticking.tick(ROUND, A_DAY_AFTER, Random(1)) == {"closed": [], "sealed": []}
