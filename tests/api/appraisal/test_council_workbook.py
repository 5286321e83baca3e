"""A member's workbook over the API: downloaded, filled, previewed, saved."""

from __future__ import annotations

import base64
from typing import Any

from tests.api.conftest import Clock
from tests.documents import appraisal_books as books
from tests.site import Answer, Site
from tests.small_round import ROUND

WORKBOOK = f"/api/council/{ROUND}/workbook"
MEMBER = "hoi-dong@example.test"


def download(site: Site) -> bytes:
    answer = site.call("GET", WORKBOOK, token=site.account(MEMBER, "council"))
    named = f'attachment; filename="tham-dinh-{ROUND}.xlsx"'
    assert answer.headers["content-disposition"] == named
    return answer.body


def bring(site: Site, content: bytes, path: str = "") -> Answer:
    body = {"content": base64.b64encode(content).decode()}
    return site.call("POST", f"{WORKBOOK}{path}", body, site.account(MEMBER, "council"))


def given(site: Site) -> dict[str, Any]:
    path = f"/api/council/{ROUND}/so-a/sheet"
    sheet = site.done("GET", path, token=site.account(MEMBER, "council"))
    return {leaf: entry["value"] for leaf, entry in sheet["appraisals"]["1"].items()}


def test_a_filled_workbook_is_previewed_and_then_saved_whole(sent: Site) -> None:
    filled = books.give(download(sent), {("so-a", "1.2"): ({"count": "2"}, "thiếu một")})
    told = bring(sent, filled, "/preview").json
    assert (told["pass"], told["errors"], len(told["changes"])) == (1, [], 1)
    (change,) = told["changes"]
    assert (change["unit"], change["leaf"], change["from"]["words"]["vi"]) == ("so-a", "1.2", "")
    assert change["to"]["value"] == {"count": "2"}
    assert (change["to"]["points"], change["to"]["comment"]) == ("1.00", "thiếu một")
    assert given(sent) == {}
    done = bring(sent, filled).json
    assert done == {"pass": 1, "saved": {"so-a": ["1.2"]}, "left": {}, "why": None}
    assert given(sent) == {"1.2": {"count": "2"}}


def test_errors_are_told_by_cell_and_nothing_is_saved(sent: Site) -> None:
    filled = books.give(
        download(sent),
        {("so-a", "1.2"): ({"count": "2"}, ""), ("so-b", "2.2"): ({"points": "9"}, "")},
    )
    told = bring(sent, filled, "/preview").json
    cells = [
        (books.place(filled, "so-a", "1.2", books.AT.explanation), "reason_missing"),
        (books.place(filled, "so-b", "2.2"), "invalid"),
    ]
    assert [(each["at"], each["code"]) for each in told["errors"]] == cells
    refused = bring(sent, filled)
    assert (refused.status, refused.problems) == (422, cells)
    assert given(sent) == {}


def test_a_closed_pass_and_a_file_that_is_no_workbook_are_refused(sent: Site, clock: Clock) -> None:
    assert bring(sent, b"PK", "/preview").problems == [("content", "not_a_workbook")]
    filled = books.give(download(sent), {("so-a", "1.2"): ({"count": "2"}, "thiếu một")})
    clock.pass_(hours=1)
    assert bring(sent, filled).code == "window_closed"
    assert given(sent) == {}
