"""Who appraises what, over the API: the secretariat writes, the council reads; by table as well."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.api.conftest import Prepare
from tests.site import Site
from tests.small_round import ROUND

PATH = f"/api/council/{ROUND}/assignments"
AN, BINH, SECRETARY = "an@example.test", "binh@example.test", "thu-ky@example.test"
HOUR = "2026-11-20T06:00:00Z"


@pytest.fixture
def council(site: Site, prepare: Prepare) -> Site:
    """The round has a council, and the first pass is open."""

    def steps() -> None:
        site.load()
        site.open("appraisal_first", HOUR)
        site.account(AN, "council")
        site.account(BINH, "chair")
        site.account(SECRETARY, "secretariat")

    prepare(steps)
    return site


def row(part: str = "1", member: str = AN, **more: Any) -> dict[str, Any]:
    return {"index": "departments", "part": part, "member": member, **more}


def put(site: Site, *rows: dict[str, Any], version: int = 0, **more: Any) -> Any:
    body = {"version": version, "assignments": list(rows), **more}
    return site.call("PUT", PATH, body, site.tokens[SECRETARY])


def test_the_secretariat_writes_and_everybody_of_the_council_reads_what_follows(
    council: Site,
) -> None:
    own = [{"person": AN, "units": ["so-a"]}]
    written = put(council, row(deputy=BINH), row("2", BINH, units=["so-a"]), own=own).json
    for email in (AN, BINH, SECRETARY):
        assert council.done("GET", PATH, token=council.tokens[email]) == written
    assert (written["version"], written["own"]) == (1, own)
    assert written["assignments"][0] == {
        "index": "departments",
        "part": "1",
        "units": [],
        "member": AN,
        "helpers": [],
        "deputy": BINH,
    }
    assert [(each["area"], each["member"], each["criteria"]) for each in written["load"]] == [
        ("1", AN, 3),
        ("1", BINH, 3),
        ("2", "", 4),
        ("2", BINH, 4),
        ("1", "", 1),
    ]
    assert [(gap["area"], gap["units"], gap["why"]) for gap in written["gaps"]] == [
        ("2", ["so-b"], "nobody"),
        ("1", ["quan-c"], "nobody"),
    ]


def test_an_old_version_is_refused_and_every_problem_is_told_at_its_place(council: Site) -> None:
    put(council, row())
    assert put(council, row("2")).code == "changed_meanwhile"
    refused = put(council, row("9"), row(member="la@example.test"), version=1)
    assert refused.problems == [
        ("assignments[0].part", "unknown_part"),
        ("assignments[1].member", "unknown_person"),
    ]
    assert council.done("GET", PATH, token=council.by_ops)["version"] == 1


def test_operations_staff_write_too_and_members_and_units_do_not(council: Site) -> None:
    body = {"version": 0, "assignments": [row()]}
    for token in (council.tokens[AN], council.tokens[BINH], council.editor()):
        assert council.call("PUT", PATH, body, token).status == 403
    assert council.call("PUT", PATH, body, council.by_ops).status == 200


def test_a_table_is_previewed_with_its_errors_by_cell(council: Site) -> None:
    text = f"Bộ chỉ số;Lĩnh vực, tiêu chí;Người thẩm định\nKhối sở;1;{AN}\nKhối sở;7;{AN}\n"
    content = base64.b64encode(text.encode()).decode()
    token = council.tokens[SECRETARY]
    shown = council.done("POST", f"{PATH}/preview", {"content": content}, token)
    assert [(each["at"], each["code"]) for each in shown["errors"]] == [("B3", "unknown_part")]
    assert council.done("GET", PATH, token=token)["assignments"] == []


def test_the_workbook_comes_as_a_file_and_reads_as_it_was(council: Site) -> None:
    put(council, row(helpers=[SECRETARY], deputy=BINH, units=["so-a", "so-b"]))
    token = council.tokens[SECRETARY]
    book = council.call("GET", f"{PATH}.xlsx", token=token)
    assert "phan-cong-tham-dinh" in book.headers["content-disposition"]
    body = {"content": base64.b64encode(book.body).decode()}
    shown = council.done("POST", f"{PATH}/preview", body, token)
    kept = council.done("GET", PATH, token=token)
    assert (shown["errors"], shown["notices"]) == ([], [])
    assert {name: shown[name] for name in kept} == kept


def test_a_helper_proposes_the_member_sees_it_and_confirms_by_saving(council: Site) -> None:
    put(council, row(helpers=[BINH]))
    entry = {"leaf": "1.2", "version": 0, "value": {"count": 2}, "comment": "theo báo cáo"}
    body = {"save_id": "save-0001", "pass": 1, "entries": [entry]}
    council.done("POST", f"/api/council/{ROUND}/so-a/proposals", body, council.tokens[BINH])
    sheet = council.done("GET", f"/api/council/{ROUND}/so-a/sheet", token=council.tokens[AN])
    proposal = sheet["proposals"]["1"]["1.2"]
    assert (proposal["value"], proposal["saved_by"]) == ({"count": 2}, BINH)
    assert (sheet["appraises"], sheet["prepares"]) == (["1.1.1", "1.1.2", "1.2"], [])
    assert sheet["appraisals"]["1"] == {}
    council.done("POST", f"/api/council/{ROUND}/so-a/appraisals", body, council.tokens[AN])
    again = council.done("GET", f"/api/council/{ROUND}/so-a/sheet", token=council.tokens[BINH])
    assert again["appraisals"]["1"]["1.2"]["saved_by"] == AN
    assert again["proposals"] == sheet["proposals"]
    assert (again["appraises"], again["prepares"]) == ([], ["1.1.1", "1.1.2", "1.2"])
