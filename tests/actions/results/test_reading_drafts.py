"""What is seen of a draft: its totals in a list, and all of it by its number."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.actions.results import asking, drafting, reading_drafts
from chalicelib.domain.errors import NotFound
from chalicelib.domain.rounds.rulings import Ruling
from tests import scoring_story as story
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import ROUND
from tests.survey_story import OPS


def draft() -> None:
    drafting.draft(ROUND, ("departments", "districts"), OPS.email, "asked", AFTER)


def test_drafts_are_listed_by_index_newest_first_with_their_totals(aws: Aws) -> None:
    story.whole()
    draft()
    story.rule(Ruling("exclusion", "so-b", reason="không trung thực"))
    draft()
    listed = reading_drafts.list_drafts(ROUND, AFTER)
    assert [(each["index"], each["draft"]) for each in listed] == [
        ("departments", 2),
        ("departments", 1),
        ("districts", 2),
        ("districts", 1),
    ]
    first = listed[0]
    assert first["statuses"] == {"ranked": 1, "unranked": 0, "excluded": 1, "missing": 0}
    assert (first["drop_outs"], first["survey"]) == (["so-b"], "no_answers")
    assert first["changed"] == {"inputs": 1, "elsewhere": 0, "units": 1}
    assert listed[1]["gaps"] == {"not_ranked": 0, "counts_zero": 2}


def test_a_draft_is_shown_with_its_ranking_its_gaps_and_what_changed(aws: Aws) -> None:
    story.whole()
    draft()
    shown = reading_drafts.show(ROUND, "departments", 1)
    assert [unit["unit"] for unit in shown["ranking"]["units"]] == ["so-a", "so-b"]
    assert (shown["ranking"]["version"], shown["ranking"]["status"]) == (0, "computed")
    assert [(group["leaf"], group["units"]) for group in shown["gap_groups"]] == [
        ("3.1", ["so-a", "so-b"])
    ]
    assert (shown["inputs"], shown["units"]) == ([], [])
    for index, number in (("departments", 2), ("none", 1)):
        with pytest.raises(NotFound):
            reading_drafts.show(ROUND, index, number)


def test_the_last_jobs_are_listed_latest_first(aws: Aws) -> None:
    story.whole()
    for minutes in range(reading_drafts.MOST_JOBS + 2):
        asking.drafts(ROUND, f"job-{minutes}", (), OPS, AFTER + timedelta(minutes=minutes))
    jobs = reading_drafts.list_jobs(ROUND)
    assert [job["job"] for job in jobs] == [f"job-{each}" for each in range(11, 1, -1)]
    assert (jobs[0]["state"], jobs[0]["cause"]) == ("queued", "asked")
