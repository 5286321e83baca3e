"""Assignments on the deployed system: secretaries and members at the same time, nothing lost."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.instants import to_text
from infra.local.stack import Stack
from tests.site import Site, deployed_site
from tests.small_round import document

ROUND = "phan-cong-2026"
COUNCIL = f"/api/council/{ROUND}"
AN, BINH = "an@example.test", "binh@example.test"
SAVES = 12


@pytest.fixture
def live(stack: Stack) -> Site:
    """The round is loaded, the first pass is open for an hour, the council has accounts."""
    site = deployed_site(stack, ROUND)
    site.load({**document(), "id": ROUND})
    site.open("appraisal_first", to_text(datetime.now(UTC) + timedelta(hours=1)))
    for email, role in ((AN, "council"), (BINH, "chair"), ("thu-ky@example.test", "secretariat")):
        site.account(email, role)
    return site


def by_secretary(live: Site) -> str:
    return live.account("thu-ky@example.test", "secretariat")


def table(member: str, version: int) -> dict[str, Any]:
    row = {"index": "departments", "part": "1", "member": member}
    return {"version": version, "assignments": [row]}


def save(live: Site, member: str, version: int, number: int) -> int:
    """A member saves a value; the status."""
    entry = {"leaf": "1.2", "version": version, "value": {"count": number % 4}, "comment": member}
    body = {"save_id": f"save-{member[:2]}-{number:04d}", "pass": 1, "entries": [entry]}
    path = f"{COUNCIL}/so-a/appraisals"
    return live.call("POST", path, body, live.tokens[member]).status


def test_of_many_secretaries_at_once_one_wins_and_the_table_is_hers(live: Site) -> None:
    token, path = by_secretary(live), f"{COUNCIL}/assignments"

    def attempt(member: str) -> int:
        return live.call("PUT", path, table(member, 0), token).status

    members = [AN, BINH] * 4
    with ThreadPoolExecutor(len(members)) as all_at_once:
        statuses = list(all_at_once.map(attempt, members))
    shown = live.done("GET", path, token=token)
    assert shown["version"] == 1
    winner = shown["assignments"][0]["member"]
    # Who wanted the same hears that it is so.
    assert statuses == [200 if member == winner else 412 for member in members]


def test_an_assignment_moves_under_saves_and_each_accepted_one_stays_with_its_author(
    live: Site,
) -> None:
    token, path = by_secretary(live), f"{COUNCIL}/assignments"
    live.done("PUT", path, table(AN, 0), token)

    def go_on(member: str) -> list[int]:
        """Save again and again on what is there, whoever it belongs to at that moment."""
        return [save(live, member, version_of(live, token), number) for number in range(SAVES)]

    with ThreadPoolExecutor(3) as all_at_once:
        saving = [all_at_once.submit(go_on, member) for member in (AN, BINH)]
        live.done("PUT", path, table(BINH, 1), token)
        statuses = [each.result() for each in saving]
    assert {status for each in statuses for status in each} <= {200, 403, 412}
    assert save(live, AN, version_of(live, token), 99) == 403
    before = version_of(live, token)
    assert before == sum(each.count(200) for each in statuses)
    assert save(live, BINH, before, 99) == 200
    assert live.done("GET", f"{COUNCIL}/so-a/sheet", token=token)["appraisals"]["1"]["1.2"] | {
        "saved_at": None
    } == {
        "value": {"count": 3},
        "points": "1.50",
        "comment": BINH,
        "version": before + 1,
        "saved_at": None,
        "saved_by": BINH,
    }


def version_of(live: Site, token: str) -> int:
    """The version of the value that the members save."""
    sheet = live.done("GET", f"{COUNCIL}/so-a/sheet", token=token)
    return int(sheet["appraisals"]["1"].get("1.2", {"version": 0})["version"])


def test_the_workbook_arrives_as_a_file_and_goes_back(live: Site) -> None:
    token = by_secretary(live)
    live.done("PUT", f"{COUNCIL}/assignments", table(AN, 0), token)
    book = live.call("GET", f"{COUNCIL}/assignments.xlsx", token=token)
    assert (book.status, book.body[:2]) == (200, b"PK")
    body = {"content": base64.b64encode(book.body).decode()}
    preview = live.done("POST", f"{COUNCIL}/assignments/preview", body, token)
    assert (preview["errors"], preview["version"]) == ([], 1)
    assert [row["member"] for row in preview["assignments"]] == [AN]
