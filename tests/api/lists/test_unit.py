"""Lists over HTTP: the form, its preview, what is kept; for a unit and for the authority."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.instants import to_text
from tests import survey_story as story
from tests.api.conftest import Prepare
from tests.list_books import encoded, line, table
from tests.site import Site
from tests.small_round import ROUND
from tests.survey_story import people

UNIT = f"/api/units/{ROUND}/so-a"
OPS = f"/api/ops/rounds/{ROUND}"


@pytest.fixture
def site(site: Site, prepare: Prepare) -> Site:
    """The application with the round loaded and the list window open."""

    def steps() -> None:
        site.load()
        site.open("respondent_lists", to_text(story.LATER))
        site.editor()

    prepare(steps)
    return site


def file(*lines: list[Any], **more: str) -> dict[str, str]:
    return {"content": encoded(table(lines)), **more}


def test_a_unit_downloads_the_form_fills_it_looks_and_keeps(site: Site) -> None:
    token = site.editor()
    form = site.call("GET", f"{UNIT}/list-form", token=token)
    assert (
        form.headers["content-disposition"] == f'attachment; filename="danh-sach-{ROUND}-so-a.xlsx"'
    )
    site.done(
        "PUT",
        f"{UNIT}/lists/leaders",
        {"respondents": [{"name": "Cũ", "email": "cu@example.test"}]},
        token,
    )
    filled = file(*(line("Lãnh đạo phòng", row) for row in people(1, 2)))
    seen = site.done("POST", f"{UNIT}/list-form/preview", filled, token)
    assert (seen["errors"], [each["code"] for each in seen["notices"]]) == ([], ["fewer_than_plan"])
    assert seen["groups"]["leaders"] == {
        "index": "departments",
        "group": "leaders",
        "title": {"vi": "Lãnh đạo phòng", "en": "Lãnh đạo phòng"},
        "listed": 2,
        "before": 1,
        "added": 2,
        "changed": 0,
        "removed": [{"name": "Cũ", "email": "cu@example.test"}],
    }
    kept = site.done("POST", f"{UNIT}/list-form/keep", {**filled, "basis": seen["basis"]}, token)
    assert kept == {"groups": {"leaders": 2}}
    shown = site.done("GET", f"{UNIT}/lists/leaders", token=token)
    assert [row["email"] for row in shown["respondents"]] == [
        "nguoi-0001@example.test",
        "nguoi-0002@example.test",
    ]


def test_a_problemy_file_has_no_basis_and_cannot_be_kept(site: Site) -> None:
    token = site.editor()
    bad = file(line("Lãnh đạo phòng", people(1, 1)[0]), line("Lãnh đạo phòng", people(1, 1)[0]))
    seen = site.done("POST", f"{UNIT}/list-form/preview", bad, token)
    assert (seen["basis"], [each["at"] for each in seen["errors"]]) == (None, ["C3"])
    refused = site.call("POST", f"{UNIT}/list-form/keep", {**bad, "basis": "x"}, token)
    assert (refused.status, refused.problems) == (422, [("C3", "duplicate")])
    assert site.call("POST", f"{UNIT}/list-form/preview", {"content": "?"}, token).status == 422


def test_a_list_typed_by_two_people_at_once_is_not_lost(site: Site) -> None:
    token = site.editor()
    version = site.done("GET", f"{UNIT}/lists/leaders", token=token)["version"]
    body = {"respondents": [{"name": "Một", "email": "mot@example.test"}], "version": version}
    kept = site.done("PUT", f"{UNIT}/lists/leaders", body, token)
    assert site.call("PUT", f"{UNIT}/lists/leaders", body, token).code == "changed_meanwhile"
    site.done("PUT", f"{UNIT}/lists/leaders", {**body, "version": kept["version"]}, token)


def test_ops_do_the_same_for_the_authority_and_units_cannot(site: Site) -> None:
    filled = file(*(line("Đại biểu", row, "Sở A") for row in people(1, 2)))
    seen = site.done("POST", f"{OPS}/list-form/preview", filled, site.by_ops)
    site.done("POST", f"{OPS}/list-form/keep", {**filled, "basis": seen["basis"]}, site.by_ops)
    shown = site.done("GET", f"{OPS}/lists/council", token=site.by_ops)
    assert [row["rates"] for row in shown["respondents"]] == ["so-a", "so-a"]
    assert site.call("GET", f"{OPS}/list-form", token=site.by_ops).status == 200
    assert site.call("GET", f"{OPS}/list-form", token=site.editor()).status == 403
    assert site.call("GET", f"{UNIT}/lists/council", token=site.editor()).status == 404
    assert site.call("GET", f"/api/units/{ROUND}/so-b/list-form", token=site.editor()).status == 403


def test_after_sending_a_form_is_kept_no_more(site: Site) -> None:
    filled = file(line("Lãnh đạo phòng", people(1, 1)[0]))
    basis = site.done("POST", f"{UNIT}/list-form/preview", filled, site.editor())["basis"]
    site.done("POST", f"{UNIT}/lists/send", {"acknowledged": True}, site.editor())
    refused = site.call("POST", f"{UNIT}/list-form/keep", {**filled, "basis": basis}, site.editor())
    assert refused.code == "already_submitted"


def test_a_unit_asks_for_an_exception_ops_decides_and_the_unit_sees_it(site: Site) -> None:
    token = site.editor()
    asked = {
        "save_id": "request-1",
        "group": "leaders",
        "kind": "fewer",
        "people": 2,
        "reason": "Đơn vị nhỏ",
    }
    site.done("POST", f"{UNIT}/list-exceptions", asked, token)
    assert site.call("POST", f"{UNIT}/lists/send", {}, token).problems == [
        ("departments/leaders", "fewer_than_plan")
    ]
    (seen,) = site.done("GET", f"{OPS}/list-exceptions", token=site.by_ops)["exceptions"]
    assert (seen["lister"], seen["reason"], seen["state"]) == ("so-a", "Đơn vị nhỏ", "requested")
    decide = f"{OPS}/list-exceptions/so-a/{seen['id']}/decide"
    site.done("POST", decide, {"approve": True, "note": "Đồng ý"}, site.by_ops)
    assert (
        site.call("POST", decide, {"approve": False, "note": "Không"}, site.by_ops).code
        == "conflict"
    )
    site.done(
        "PUT",
        f"{UNIT}/lists/leaders",
        {"respondents": [{"name": row.name, "email": row.email} for row in people(1, 2)]},
        token,
    )
    state = site.done("GET", f"{UNIT}/lists", token=token)
    assert (state["groups"]["leaders"]["expected"], state["groups"]["leaders"]["short"]) == (
        2,
        False,
    )
    assert [(each["state"], each["note"]) for each in state["exceptions"]] == [
        ("approved", "Đồng ý")
    ]
    site.done("POST", f"{UNIT}/lists/send", {}, token)


def test_the_authority_sees_its_lists_and_sends_them_without_asking_itself(site: Site) -> None:
    state = site.done("GET", f"{OPS}/lists", token=site.by_ops)
    assert state["groups"]["council"]["expected"] == 20
    assert state["units"] == {"departments": {"so-a": "Sở A", "so-b": "Sở B"}}
    assert site.done("POST", f"{OPS}/lists/send", {}, site.by_ops)["groups"] == {"council": 0}
