from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.store import audit, closings, rulings
from tests.api.conftest import OPS, Clock
from tests.site import Site
from tests.small_round import ROUND, document, unit_rows

PATH = f"/api/ops/rounds/{ROUND}"
HOUR_LATER = "2026-11-20T06:00:00Z"


def acts() -> list[tuple[str, str, str, str]]:
    """What is on record besides that the site of the tests went live."""
    return [
        (act.act, act.subject, act.by, act.reason)
        for act in audit.list_acts(ROUND)
        if act.act != "go_live"
    ]


def test_a_loaded_round_says_what_it_holds(site: Site) -> None:
    answer = site.load()
    assert answer == {
        "round": ROUND,
        "digest": answer["digest"],
        "units": 3,
        "leaves": {"departments": 9, "districts": 1},
    }
    assert acts() == [("load_round", ROUND, OPS, "")]


def test_a_fresh_round_has_every_window_shut_and_nothing_published(loaded: Site) -> None:
    state = loaded.done("GET", PATH, token=loaded.by_ops)
    assert {window["state"] for window in state["windows"].values()} == {"not_yet"}
    assert state["sealed"] == {"departments": False, "districts": False}
    assert state["rankings"] == {"departments": None, "districts": None}


def test_loading_the_same_round_again_is_a_success_and_no_act(loaded: Site) -> None:
    assert loaded.load() == loaded.load()
    assert len(acts()) == 1


def test_a_round_may_be_loaded_anew_until_a_window_is_opened(loaded: Site) -> None:
    changed = document() | {"year": 2027}
    assert loaded.load(changed)["digest"] != loaded.load()["digest"]
    loaded.open("survey", HOUR_LATER)
    assert loaded.load()["units"] == 3
    refused = loaded.call("PUT", PATH, {"round": changed, "units": unit_rows()}, loaded.by_ops)
    assert (refused.status, refused.code) == (409, "round_in_use")


@pytest.mark.parametrize("window", ["self_assessment", "respondent_lists"])
def test_a_round_that_a_unit_has_worked_on_by_the_official_dates_is_not_loaded_anew(
    site: Site, window: str
) -> None:
    official = document()
    official["windows"][window] = {"opens": "2026-11-01", "closes": "2026-12-01"}
    site.load(official)
    changed = official | {"year": 2027}
    site.load(changed)
    if window == "self_assessment":
        entry = {"leaf": "1.2", "value": {"count": 3}, "version": 0}
        site.done(
            "POST",
            f"/api/units/{ROUND}/so-a/sheet",
            {"save_id": "save-0001", "entries": [entry]},
            site.editor(),
        )
    else:
        people = [{"name": "Người trả lời 0001", "email": "nguoi-0001@example.test"}]
        site.done(
            "PUT", f"/api/units/{ROUND}/so-a/lists/leaders", {"respondents": people}, site.editor()
        )
    refused = site.call("PUT", PATH, {"round": official, "units": unit_rows()}, site.by_ops)
    assert (refused.status, refused.code) == (409, "round_in_use")


def test_what_was_loaded_anew_is_what_counts_at_once(loaded: Site) -> None:
    loaded.done("GET", PATH, token=loaded.by_ops)
    changed = document() | {"title": {"vi": "Tên mới", "en": "New name"}}
    loaded.load(changed)
    assert loaded.done("GET", PATH, token=loaded.by_ops)["title"]["vi"] == "Tên mới"


def test_a_malformed_round_is_refused_with_every_error_and_nothing_is_kept(site: Site) -> None:
    broken = document()
    broken["min_answers"] = 0
    broken["indexes"][0]["areas"][0]["criteria"][0]["leaves"][0]["evidence"] = "perhaps"
    broken["indexes"][0]["questions"][0]["scale"] = "none"
    broken["indexes"][1]["areas"][0]["code"] = ""
    rows = unit_rows()
    rows[1]["ranked"] = "maybe"
    refused = site.call("PUT", PATH, {"round": broken | {"id": "khac"}, "units": rows}, site.by_ops)
    assert refused.status == 422
    assert {at for at, _ in refused.problems} == {
        "round.id",
        "min_answers",
        "indexes[0].areas[0].criteria[0].leaves[0].evidence",
        "indexes[0].questions[0].scale",
        "indexes[1].areas[0].code",
        "units[1].ranked",
    }
    assert site.call("GET", PATH, token=site.by_ops).status == 404


def test_malformed_units_are_refused_with_every_error(site: Site) -> None:
    rows = unit_rows()
    rows[0]["index"], rows[1]["ranked"] = "none", "maybe"
    rows.append(rows[2])
    refused = site.call("PUT", PATH, {"round": document(), "units": rows}, site.by_ops)
    assert [at for at, _ in refused.problems] == [
        "units[0].index",
        "units[1].ranked",
        "units[3].unit",
    ]


def test_the_id_inside_is_the_one_in_the_address(site: Site) -> None:
    refused = site.call(
        "PUT", "/api/ops/rounds/khac", {"round": document(), "units": unit_rows()}, site.by_ops
    )
    assert refused.problems == [("round.id", "invalid")]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b'{"round": {}, "round": {}}', 400),
        (b"[" * 100_000, 400),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"round": NaN, "units": []}', 400),
        (b'{"round": {}, "units": [], "extra": 1}', 422),
    ],
)
def test_what_is_no_proper_body_is_refused(site: Site, body: bytes, status: int) -> None:
    assert site.call("PUT", PATH, body, site.by_ops).status == status


def test_a_body_beyond_all_measure_is_refused(site: Site) -> None:
    refused = site.call("PUT", PATH, b'"' + b"x" * (4 * 1024 * 1024) + b'"', site.by_ops)
    assert (refused.status, refused.code) == (413, "too_large")


def test_every_window_opens_and_closes_by_hand_and_on_record(loaded: Site, clock: Clock) -> None:
    for name in document()["windows"]:
        opened = loaded.open(name, HOUR_LATER)
        assert opened == {
            "window": name,
            "opens": "2026-11-20T05:00:00.000Z",
            "closes": "2026-11-20T06:00:00.000Z",
            "state": "open",
            "reason": "thử",
            "unit_only": False,
        }
    clock.pass_(minutes=1)
    closed = loaded.close("survey")
    assert (closed["closes"], closed["state"]) == ("2026-11-20T05:01:10.000Z", "open")
    clock.pass_(seconds=10)
    state = loaded.done("GET", PATH, token=loaded.by_ops)
    assert state["windows"]["survey"]["state"] == "closed"
    survey = state["windows"]["survey"]
    assert (survey["official_closes"], survey["decided_by"], survey["decided_at"]) == (
        None,
        OPS,
        "2026-11-20T05:01:00.000Z",
    )
    assert ("close_window", "survey", OPS, "thử") in acts()
    assert len([act for act in acts() if act[0] == "open_window"]) == 6


def test_an_instant_may_be_given_with_any_offset(loaded: Site) -> None:
    assert (
        loaded.open("survey", "2026-11-20T13:00:00+07:00")["closes"] == "2026-11-20T06:00:00.000Z"
    )


@pytest.mark.parametrize("until", ["2026-11-20T05:00:09Z", "2026-11-19T05:00:00Z"])
def test_a_window_cannot_close_sooner_than_in_ten_seconds(loaded: Site, until: str) -> None:
    refused = loaded.call(
        "POST", f"{PATH}/windows/survey/open", {"until": until, "reason": "thử"}, loaded.by_ops
    )
    assert (refused.status, refused.problems) == (422, [("until", "invalid")])
    assert loaded.done("GET", PATH, token=loaded.by_ops)["windows"]["survey"]["state"] == "not_yet"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"until": "2026-11-20T06:00:00", "reason": "x"},
        {"until": HOUR_LATER, "reason": " "},
        {"until": "mai", "reason": "x"},
    ],
)
def test_opening_needs_an_instant_with_an_offset_and_a_reason(
    loaded: Site, body: dict[str, Any]
) -> None:
    assert loaded.call("POST", f"{PATH}/windows/survey/open", body, loaded.by_ops).status == 422


def test_an_unknown_window_is_named_with_those_there_are(loaded: Site) -> None:
    refused = loaded.call(
        "POST", f"{PATH}/windows/lunch/open", {"until": HOUR_LATER, "reason": "x"}, loaded.by_ops
    )
    assert refused.status == 422
    assert "self_assessment" in refused.json["errors"][0]["detail"]


def test_a_window_that_is_shut_cannot_be_closed(loaded: Site) -> None:
    refused = loaded.call("POST", f"{PATH}/windows/survey/close", {"reason": "x"}, loaded.by_ops)
    assert (refused.status, refused.code) == (409, "window_closed")


def test_accounts_are_made_once_and_sending_the_list_again_sends_no_second_letter(
    loaded: Site,
) -> None:
    body = {
        "accounts": [
            {
                "email": f"{role}@example.test",
                "name": "Cán bộ",
                "role": role,
                "unit": "so-a" if role in ("editor", "leader") else "",
            }
            for role in ("editor", "leader", "council", "ops")
        ]
    }
    created = loaded.done("POST", f"{PATH}/accounts", body, loaded.by_ops)
    assert [account["email"] for account in created["created"]] == [
        "editor@example.test",
        "leader@example.test",
        "council@example.test",
        "ops@example.test",
    ]
    assert loaded.done("POST", f"{PATH}/accounts", body, loaded.by_ops) == created
    assert len(loaded.letters("editor@example.test")) == 1


def test_every_account_that_cannot_be_made_is_named_and_none_is_made(loaded: Site) -> None:
    good = {"email": "tot@example.test", "name": "Tốt", "role": "editor", "unit": "so-a"}
    body = {
        "accounts": [
            good,
            good | {"email": "không phải"},
            good | {"email": "b@example.test", "unit": "so-x"},
            good | {"email": "c@example.test", "role": "council"},
            {"email": "d@example.test", "name": "D", "role": "council", "areas": ["departments/9"]},
            good | {"name": "Lặp"},
            good | {"email": "sai", "role": "sếp", "unit": "so-x"},
        ]
    }
    refused = loaded.call("POST", f"{PATH}/accounts", body, loaded.by_ops)
    assert refused.status == 422
    assert refused.problems == [
        ("accounts[0].email", "repeated"),
        ("accounts[1].email", "invalid"),
        ("accounts[2].unit", "unknown_unit"),
        ("accounts[3].unit", "unknown_unit"),
        ("accounts[4].areas", "unknown_area"),
        ("accounts[5].email", "repeated"),
        ("accounts[5].name", "other_name"),
        ("accounts[6].email", "invalid"),
        ("accounts[6].role", "invalid"),
    ]
    assert loaded.letters("tot@example.test") == []


def test_external_figures_and_other_rulings_are_kept_all_or_none(loaded: Site) -> None:
    figure = {"kind": "external", "unit": "so-a", "leaf": "3.2"}
    good = [
        {**figure, "value": {"percent": "85.3"}},
        {"kind": "not_applicable", "unit": "so-b", "leaf": "2.1.3", "reason": "không có việc"},
        {"kind": "adjustment", "unit": "so-a", "points": "-0.5", "reason": "chậm"},
    ]
    saved = loaded.done("PUT", f"{PATH}/rulings", {"rulings": good}, loaded.by_ops)
    assert saved == {"saved": 3, "waiting": 1}
    shown = loaded.done("GET", f"{PATH}/rulings", token=loaded.by_ops)["rulings"]
    assert {(each["kind"], each["unit"], each["leaf"], each["points"]) for each in shown} == {
        ("external", "so-a", "3.2", ""),
        ("not_applicable", "so-b", "2.1.3", ""),
    }
    bad = [
        {**figure, "value": {"percent": "20"}},
        {"kind": "void", "unit": "so-a"},
        {"kind": "previous", "unit": "so-z"},
    ]
    refused = loaded.call("PUT", f"{PATH}/rulings", {"rulings": bad}, loaded.by_ops)
    assert refused.problems == [
        ("rulings[1].reason", "reason_missing"),
        ("rulings[2].unit", "unknown_unit"),
        ("rulings[2]", "bad_number"),
    ]
    assert [ruling.value for ruling in rulings.list_rulings(ROUND, "external")] == [
        {"percent": "85.3"}
    ]


def test_a_bonus_beyond_the_cap_is_refused_counting_what_stands(loaded: Site) -> None:
    def add(points: str, name: str) -> Any:
        ruling = {
            "kind": "adjustment",
            "unit": "so-a",
            "points": points,
            "reason": "khen",
            "id": name,
        }
        return loaded.call("PUT", f"{PATH}/rulings", {"rulings": [ruling]}, loaded.by_ops)

    assert add("3", "a").status == 200
    assert add("2.01", "b").problems == [("so-a", "over_cap")]
    assert add("2", "a").status == 200
    assert add("2.01", "b").status == 200


def test_a_leaf_that_does_not_apply_is_shown_so_and_counts_in_no_total(loaded: Site) -> None:
    ruling = {"kind": "not_applicable", "unit": "so-a", "leaf": "2.1.2", "reason": "không có việc"}
    loaded.done("PUT", f"{PATH}/rulings", {"rulings": [ruling]}, loaded.by_ops)
    unit = f"/api/units/{ROUND}/so-a"
    areas = loaded.done("GET", f"{unit}/criteria", token=loaded.editor())["areas"]
    leaves = [
        leaf
        for area in areas
        for criterion in area["criteria"]
        for leaf in criterion.get("leaves") or [criterion]
    ]
    assert [leaf["code"] for leaf in leaves if not leaf["applies"]] == ["2.1.2"]
    assert loaded.done("GET", f"{unit}/sheet", token=loaded.editor())["totals"]["maximum"] == "6.50"
    loaded.done(
        "PUT", f"{PATH}/rulings", {"rulings": [ruling | {"withdrawn": True}]}, loaded.by_ops
    )
    assert loaded.done("GET", f"{unit}/sheet", token=loaded.editor())["totals"]["maximum"] == "9.00"


@pytest.mark.parametrize(
    "who",
    [lambda site: site.editor(), lambda site: site.account("hd@example.test", "council")],
    ids=["unit", "council"],
)
def test_ops_routes_are_for_ops_alone(loaded: Site, who: Callable[[Site], str]) -> None:
    token = who(loaded)
    for method, path, body in (
        ("GET", PATH, None),
        ("PUT", PATH, {"round": document(), "units": unit_rows()}),
        ("POST", f"{PATH}/windows/survey/open", {"until": HOUR_LATER, "reason": "x"}),
        ("PUT", f"{PATH}/rulings", {"rulings": []}),
    ):
        refused = loaded.call(method, path, body, token)
        assert (refused.status, refused.code) == (403, "forbidden")
    assert closings.get(ROUND) == {}


def test_a_round_that_was_never_loaded_is_not_found(site: Site) -> None:
    assert site.call("GET", PATH, token=site.by_ops).status == 404
    body = {"until": HOUR_LATER, "reason": "x"}
    assert site.call("POST", f"{PATH}/windows/survey/open", body, site.by_ops).status == 404
    assert (
        site.call(
            "PUT", f"{PATH}/rulings", {"rulings": [{"kind": "void", "unit": "x"}]}, site.by_ops
        ).status
        == 404
    )


def test_ops_choose_among_the_rounds_newest_year_first(site: Site) -> None:
    site.load()
    later = {**document(), "id": "thu-2027", "year": 2027}
    site.done(
        "PUT", "/api/ops/rounds/thu-2027", {"round": later, "units": unit_rows()}, site.by_ops
    )
    listed = site.done("GET", "/api/ops/rounds", token=site.by_ops)["rounds"]
    assert [(each["round"], each["year"]) for each in listed] == [("thu-2027", 2027), (ROUND, 2026)]
    assert site.call("GET", "/api/ops/rounds", token=site.editor()).status == 403
