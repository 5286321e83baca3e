"""Bad input gets every error at once and changes nothing, by every door that takes values: the page
of a unit, proposals, bulk acceptance, the workbook.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chalicelib.store import audit
from tests.documents import appraisal_books as books
from tests.documents.appraisal_books import AT
from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.small_round import ROUND
from tests.survey_story import rows

COUNCIL = f"/api/council/{ROUND}"
MEMBER, SECRETARY = "hoi-dong@example.test", "thu-ky@example.test"
# so-a sent {"count": 3} for 1.2; 2.1.2 has at most 2 points, 9.9 is no criterion.
BAD = [
    {"leaf": "1.2", "value": {"count": 2}, "version": 0},
    {"leaf": "2.1.2", "value": {"points": "3"}, "version": 0},
    {"leaf": "9.9", "value": {"points": "1"}, "version": 0},
]
GOOD = {"leaf": "2.2", "value": {"points": "1"}, "version": 0}


@pytest.fixture
def council(sent: Site) -> Site:
    """A member appraises everything of both units."""
    sent.account(MEMBER, "council")
    sent.account(SECRETARY, "secretariat")
    return sent


@contextmanager
def unchanged(aws: Aws) -> Iterator[None]:
    """No sheet and no act is another at the end."""

    def kept() -> list[Any]:
        by_key = sorted(rows(aws, "sheets"), key=str)
        return [by_key, [act.entry for act in audit.list_acts(ROUND)]]

    before = kept()
    yield
    assert kept() == before


def works_at(site: Site, *units: str) -> None:
    """Everything is assigned to the member, who works at these units."""
    row = {"index": "departments", "member": MEMBER}
    body = {
        "version": 0,
        "assignments": [{**row, "part": part} for part in ("1", "2")],
        "own": [{"person": MEMBER, "units": list(units)}],
    }
    site.done("PUT", f"{COUNCIL}/assignments", body, site.tokens[SECRETARY])


def appraise(site: Site, *entries: dict[str, Any]) -> Answer:
    body = {"save_id": "save-0001", "pass": 1, "entries": list(entries)}
    return site.call("POST", f"{COUNCIL}/so-a/appraisals", body, site.tokens[MEMBER])


def propose(site: Site, *entries: dict[str, Any]) -> Answer:
    body = {"save_id": "save-0001", "pass": 1, "entries": list(entries)}
    return site.call("POST", f"{COUNCIL}/so-a/proposals", body, site.tokens[SECRETARY])


def accept(site: Site, *entries: tuple[str, str]) -> Answer:
    wanted = [{"unit": unit, "leaf": leaf} for unit, leaf in entries]
    body = {"act": "accept-01", "pass": 1, "entries": wanted}
    return site.call("POST", f"{COUNCIL}/acceptances", body, site.tokens[MEMBER])


def book(site: Site) -> bytes:
    return site.call("GET", f"{COUNCIL}/workbook", token=site.tokens[MEMBER]).body


def bring(site: Site, content: bytes) -> Answer:
    body = {"content": base64.b64encode(content).decode()}
    return site.call("POST", f"{COUNCIL}/workbook", body, site.tokens[MEMBER])


def test_the_page_of_a_unit(council: Site, aws: Aws) -> None:
    with unchanged(aws):
        refused = appraise(council, *BAD, GOOD)
    assert (refused.status, sorted(refused.problems)) == (
        422,
        [
            ("1.2", "reason_missing"),
            ("2.1.2", "out_of_range"),
            ("2.1.2", "reason_missing"),
            ("9.9", "unknown_leaf"),
        ],
    )


def test_proposals(council: Site, aws: Aws) -> None:
    with unchanged(aws):
        refused = propose(council, *BAD, GOOD)
    # A proposal needs no reason: the member who confirms it gives one.
    told = [("2.1.2", "out_of_range"), ("9.9", "unknown_leaf")]
    assert (refused.status, sorted(refused.problems)) == (422, told)


def test_bulk_acceptance(council: Site, aws: Aws) -> None:
    with unchanged(aws):
        refused = accept(council, ("so-a", "1.2"), ("so-a", "9.9"), ("so-b", "9.8"))
    assert (refused.status, refused.problems) == (
        422,
        [("so-a/9.9", "unknown_leaf"), ("so-b/9.8", "unknown_leaf")],
    )


def test_the_workbook(council: Site, aws: Aws) -> None:
    content = book(council)
    given = {("so-a", "1.2"): ({"count": "2"}, ""), ("so-a", "2.1.2"): ({"points": "3"}, "vì thế")}
    filled = books.give(content, {**given, ("so-a", "2.2"): ({"points": "1"}, "")})
    unknown = books.place(content, "so-b", "1.1.1", 3)
    filled = books.fill(filled, {unknown: "9.9"})
    with unchanged(aws):
        refused = bring(council, filled)
    assert refused.status == 422
    assert {
        (books.place(filled, "so-a", "1.2", AT.explanation), "reason_missing"),
        (books.place(filled, "so-a", "2.1.2"), "invalid"),  # more than 2 points
        (unknown, "unknown_leaf"),
    } == set(refused.problems)


def test_a_workbook_of_another_pass(council: Site, aws: Aws) -> None:
    filled = books.give(book(council), {("so-a", "2.2"): ({"points": "1"}, "")})
    with unchanged(aws):
        refused = bring(council, books.fill(filled, {"A3": "2"}, "Thông tin"))
    assert [code for _, code in refused.problems] == ["another_workbook"]


def test_the_own_unit_by_every_door(council: Site, aws: Aws) -> None:
    given = {("so-a", leaf): ({"points": "1"}, "") for leaf in ("2.1.2", "2.2")}
    filled = books.give(book(council), given)
    works_at(council, "so-a", "so-b")
    entries = [{"leaf": leaf, "value": {"points": "1"}, "version": 0} for leaf in ("2.1.2", "2.2")]
    with unchanged(aws):
        saved, brought = appraise(council, *entries), bring(council, filled)
        accepted = accept(council, ("so-a", "1.2"), ("so-b", "1.2"))
    assert (saved.status, saved.problems) == (403, [("2.1.2", "own_unit"), ("2.2", "own_unit")])
    assert {code for _, code in brought.problems} == {"own_unit"}
    assert len(brought.problems) == 2
    assert (accepted.status, accepted.problems) == (
        403,
        [("so-a/1.2", "own_unit"), ("so-b/1.2", "own_unit")],
    )
