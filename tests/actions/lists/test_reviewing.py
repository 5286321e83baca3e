"""Lists are looked over beside their plan before they are sent."""

from __future__ import annotations

import pytest

from chalicelib.actions.lists import listing, reviewing
from chalicelib.domain.lists.respondents import Respondent
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import people


@pytest.fixture(autouse=True)
@told_once
def _loaded(aws: Aws) -> None:
    story.load()


def test_the_overview_shows_each_group_beside_its_plan() -> None:
    story.put(
        "so-a",
        "leaders",
        [
            *people(1, 2),
            Respondent(
                "Thay", "thay@example.test", replaces="Chánh Văn phòng", reason="Nghỉ chế độ"
            ),
        ],
    )
    lister = listing.lister_of(ROUND, "so-a", NOW)
    assert reviewing.overview(lister, NOW)["leaders"] == {
        "index": "departments",
        "group": "leaders",
        "title": {"vi": "Lãnh đạo phòng", "en": "Lãnh đạo phòng"},
        "plan": 30,
        "expected": 15,
        "limit": 100,
        "rates": "own_unit",
        "own_unit": True,
        "listed": 3,
        "short": True,
        "substitutes": 1,
        "sent_at": None,
    }
    story.send("so-a")
    assert reviewing.overview(lister, NOW)["leaders"]["sent_at"] == "2026-11-20T05:00:00.000Z"


def test_a_list_is_shown_row_by_row_with_whoever_stands_on_another_one() -> None:
    story.put(None, "council", people(2, 1, "so-b"))
    story.put("so-a", "leaders", people(1, 3))
    shown = reviewing.show(listing.lister_of(ROUND, "so-a", NOW), "leaders", "")
    assert [row["email"] for row in shown["respondents"]] == [row.email for row in people(1, 3)]
    assert [(each.at, each.details["counts"]) for each in shown["notices"]] == [
        ("rows[1].email", "there")
    ]


def test_rows_of_the_authority_may_rate_every_unit_and_a_units_own_rows_name_none() -> None:
    authority, unit = (listing.lister_of(ROUND, lister, NOW) for lister in (None, "so-a"))
    assert reviewing.rated(authority, NOW) == {"departments": {"so-a": "Sở A", "so-b": "Sở B"}}
    assert reviewing.rated(unit, NOW) == {}
