"""A unit that may be dishonest is heard; its exclusion counts once a second person confirms it."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.actions.results import gathering
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import audit, evidence, replacements, sheets
from tests.api.conftest import SECRETARY, Prepare
from tests.calls import counted
from tests.documents import signing
from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.small_round import NOW, ROUND
from tests.unit_story import UNIT, attach

CASE = f"/api/ops/rounds/{ROUND}/dishonesty/so-a"
COUNCIL = f"/api/council/{ROUND}/rulings"
SOON, NEXT_DAY = "2026-11-20T06:00:00Z", "2026-11-21T06:00:00Z"


def take(site: Site, number: int, to: str = "", **body: Any) -> Answer:
    """One step of operations staff."""
    whole = {"save_id": f"step-{number:04d}", "text": f"bước {number}", **body}
    return site.call("POST", f"{CASE}{to}", whole, site.by_ops)


@pytest.fixture
def noted(site: Site, aws: Aws, prepare: Prepare) -> Site:
    """A case on 1.2, where so-a has a file, was opened, and so-a was asked to explain."""

    def steps() -> None:
        site.load()
        site.open("self_assessment", SOON)
        assert attach(site, aws, signing.plain(), ["1.2"]).status == 200
        assert take(site, 1, leaves=["1.2"]).status == 201
        assert take(site, 2, "/note", reply_until=NEXT_DAY).status == 200

    prepare(steps)
    return site


def reply(site: Site) -> Answer:
    body = {"save_id": "reply-0001", "text": "số liệu lấy từ báo cáo quý"}
    return site.call("POST", f"{UNIT}/dishonesty/reply", body, site.editor())


def exclude(site: Site, number: int = 4) -> Answer:
    return take(site, number, "/decide", decision="exclude")


def settle(site: Site, confirm: bool = True) -> None:
    """The secretariat decides on what waits."""
    token = site.account(SECRETARY, "secretariat")
    shown = site.done("GET", COUNCIL, token=token)["proposals"]
    waiting = [each["proposal"] for each in shown if each["state"] == "waiting"]
    body = {"proposals": waiting, "confirm": confirm, "reason": "" if confirm else "chưa rõ"}
    site.done("POST", f"{COUNCIL}/decide", body, token)


def excluded() -> bool:
    return "so-a" in gathering.gather(ROUND, NOW).exclusions


def kinds(site: Site) -> list[str]:
    """What the unit sees."""
    shown = site.done("GET", f"{UNIT}/dishonesty", token=site.editor())
    return [step["kind"] for step in shown["steps"]]


def test_the_unit_is_heard_excluded_by_two_people_and_taken_back_by_two(noted: Site) -> None:
    assert exclude(noted).status == 409
    assert reply(noted).status == 200
    body = exclude(noted).json
    assert (body["state"], body["exclusion"]["state"], excluded()) == ("excluded", "waiting", False)
    assert kinds(noted) == ["note", "reply"]
    settle(noted)
    assert excluded() and kinds(noted) == ["note", "reply", "excluded"]
    back = take(noted, 5, "/reverse").json
    assert (back["state"], back["exclusion"]["withdraws"], excluded()) == ("open", True, True)
    assert kinds(noted) == ["note", "reply", "excluded"]
    settle(noted)
    assert not excluded() and kinds(noted) == ["note", "reply", "excluded", "reversed"]
    acts = [act.act for act in audit.list_acts(ROUND) if act.subject == "so-a"]
    assert {"open_dishonesty", "reply_dishonesty", "propose_exclusion"} <= set(acts)


def test_an_exclusion_that_is_withdrawn_among_the_rulings_stays_in_the_case_with_its_end(
    noted: Site,
) -> None:
    reply(noted)
    exclude(noted)
    settle(noted)
    withdrawn = {
        "kind": "exclusion",
        "unit": "so-a",
        "withdrawn": True,
        "reason": "đơn vị đã chứng minh",
        "document": "15/QĐ",
        "dated": "2026-11-20",
    }
    path = f"/api/ops/rounds/{ROUND}/rulings"
    noted.done("PUT", path, {"rulings": [withdrawn]}, noted.by_ops)
    assert kinds(noted) == ["note", "reply", "excluded"]
    settle(noted)
    assert not excluded() and kinds(noted) == ["note", "reply", "excluded", "reversed"]
    shown = noted.done("GET", f"{UNIT}/dishonesty", token=noted.editor())
    assert shown["steps"][-1]["text"] == "đơn vị đã chứng minh"
    exclusion = noted.done("GET", CASE, token=noted.by_ops)["exclusion"]
    assert (exclusion["state"], exclusion["withdraws"]) == ("confirmed", True)


def test_the_case_names_its_criteria_and_the_files_that_the_unit_has_there(noted: Site) -> None:
    body = noted.done("GET", CASE, token=noted.by_ops)
    (criterion,) = body["criteria"]
    assert (criterion["leaf"], len(criterion["files"])) == ("1.2", 1)
    assert body["steps"][0]["leaves"] == ["1.2"]


def test_the_list_of_cases_is_brief_and_costs_the_same_for_any_number(noted: Site) -> None:
    def listed() -> tuple[list[Any], int]:
        with counted() as calls:
            shown = noted.done("GET", f"/api/ops/rounds/{ROUND}/dishonesty", token=noted.by_ops)
        return shown["cases"], calls.total()

    listed()  # the round is read once
    ((one,), before) = listed()
    assert (one["unit"], one["state"], one["exclusion"]) == ("so-a", "open", None)
    path = f"/api/ops/rounds/{ROUND}/dishonesty/so-b"
    body = {"save_id": "step-0009", "text": "bước 9", "leaves": ["1.2"]}
    noted.done("POST", path, body, noted.by_ops)
    reply(noted)
    exclude(noted)
    cases, after = listed()
    assert [each["unit"] for each in cases] == ["so-a", "so-b"]
    assert cases[0]["exclusion"]["state"] == "waiting"
    assert after == before


def test_the_dossier_has_the_files_of_every_part_removed_ones_and_what_replaces_them(
    noted: Site,
) -> None:
    (first,) = noted.done("GET", f"{UNIT}/evidence", token=noted.editor())["files"]
    gone = noted.done("POST", f"{UNIT}/evidence/{first['evidence']}/remove", {}, noted.editor())
    added, objected = (sheets.key(ROUND, "so-a", part) for part in ("supplement", "objection"))
    keep(added, "e2")
    keep(replacements.partition(added), "e3", replaces="e2")
    keep(replacements.partition(added), "e4", replaces="e3")
    keep(objected, "e5")
    keep(objected, "e6", leaves=("1.1.1",))
    (criterion,) = noted.done("GET", CASE, token=noted.by_ops)["criteria"]
    told = [(one["part"], one["evidence"], one["replaces"]) for one in criterion["files"]]
    assert told == [
        ("self_assessment", first["evidence"], ""),
        ("supplement", "e2", ""),
        ("supplement", "e3", "e2.pdf"),
        ("supplement", "e4", "e3.pdf"),
        ("objection", "e5", ""),
    ]
    removed = [(one["removed_at"], one["removed_by"]) for one in criterion["files"]]
    assert removed == [(gone["removed_at"], gone["uploaded_by"]), *([(None, "")] * 4)]


def keep(sheet: str, file_id: str, leaves: tuple[str, ...] = ("1.2",), replaces: str = "") -> None:
    """A confirmed file of so-a as it is stored."""
    name, key = f"{file_id}.pdf", f"{sheet}/{file_id}"
    file = EvidenceFile(
        file_id,
        name,
        key,
        "so-a-1@example.test",
        NOW,
        leaves,
        9,
        uploaded_at=NOW,
        replaces=replaces,
    )
    evidence.put(sheet, file)


def test_a_refused_exclusion_leaves_the_unit_in_and_the_case_can_be_opened_again(
    noted: Site,
) -> None:
    reply(noted)
    assert exclude(noted).status == 200
    settle(noted, confirm=False)
    body = noted.done("GET", CASE, token=noted.by_ops)
    assert (body["exclusion"]["state"], body["exclusion"]["note"]) == ("refused", "chưa rõ")
    assert take(noted, 5, "/reverse").json["state"] == "open"
    assert take(noted, 6, "/decide", decision="dismiss").json["state"] == "dismissed"
    assert not excluded() and kinds(noted) == ["note", "reply", "dismissed"]


def test_reversing_an_exclusion_that_only_waits_closes_it(noted: Site) -> None:
    reply(noted)
    exclude(noted)
    assert take(noted, 5, "/reverse").json["exclusion"]["state"] == "withdrawn"
    settled = noted.done("GET", COUNCIL, token=noted.by_ops)["proposals"]
    assert [each["state"] for each in settled] == ["withdrawn"]


def test_a_unit_has_a_day_to_reply_at_least(noted: Site) -> None:
    assert take(noted, 3, "/note", reply_until=SOON).problems == [("reply_until", "invalid")]


def test_who_confirms_an_exclusion_reads_whether_the_unit_was_heard(noted: Site) -> None:
    def hearings() -> dict[str, str | None]:
        shown = noted.done("GET", COUNCIL, token=noted.by_ops)["proposals"]
        return {each["ruling"]["unit"]: each["hearing"] for each in shown}

    rulings = f"/api/ops/rounds/{ROUND}/rulings"
    given = [{"kind": "exclusion", "unit": unit, "reason": "gian dối"} for unit in ("so-a", "so-b")]
    noted.done("PUT", rulings, {"rulings": given}, noted.by_ops)
    assert hearings() == {"so-a": "not_heard", "so-b": "no_case"}
    reply(noted)
    assert hearings() == {"so-a": "heard", "so-b": "no_case"}
    bonus = {"kind": "adjustment", "unit": "quan-c", "points": "1", "id": "khen", "reason": "khen"}
    noted.done("PUT", rulings, {"rulings": [bonus]}, noted.by_ops)
    assert hearings()["quan-c"] is None


def test_a_case_is_about_criteria_of_the_unit_and_begins_with_a_note(site: Site) -> None:
    site.load()
    assert take(site, 1, leaves=["9.9"]).problems == [("leaves", "unknown_leaf")]
    assert take(site, 1, leaves=["1.2"]).status == 201
    assert take(site, 2, leaves=["1.2"]).status == 409
    assert site.call("GET", f"{UNIT}/dishonesty", token=site.editor()).status == 404
