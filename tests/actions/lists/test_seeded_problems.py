"""A file with five hundred faults is told of exactly those five hundred, each at its cell."""

from __future__ import annotations

import pytest

from chalicelib.actions.lists import listing, listing_files
from chalicelib.domain.lists import files
from chalicelib.domain.lists.respondents import Respondent
from tests import list_books as books
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.list_problems import World, seeded
from tests.small_round import NOW, ROUND

OFFICERS = "Công chức"
FOREIGN = [f"o-noi-khac-{number:03}@example.test" for number in range(200)]


@pytest.fixture(autouse=True)
@told_once
def _loaded(aws: Aws) -> None:
    document = small_round.document()
    leaders = document["indexes"][0]["groups"][1]
    leaders["limit"] = None
    document["indexes"][0]["groups"].append(
        {
            **leaders,
            "id": "officers",
            "title": {"vi": OFFICERS, "en": "Officials"},
            "priority": 3,
            "rates": "row",
        }
    )
    story.load(document)
    story.put("so-b", "leaders", [Respondent("Người nơi khác", email) for email in FOREIGN])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_exactly_the_seeded_problems_are_told(kind: str, seed: int) -> None:
    lister = listing.lister_of(ROUND, "so-a", NOW)
    found = seeded(
        World("Lãnh đạo phòng", OFFICERS, "Sở B", FOREIGN), 2000, 500, seed, kind == "xlsx"
    )
    content = (
        books.xlsx(found.lines, (ROUND, "so-a"), files.choices(lister.groups))
        if kind == "xlsx"
        else books.table(found.lines, ";", mark=True)
    )
    shown = listing_files.preview(lister, books.encoded(content), "", "", NOW)
    told = [(each.at, each.code) for each in (*shown.errors, *shown.notices)]
    assert len(found.expected) == 500
    assert sorted(told) == sorted(found.expected)
