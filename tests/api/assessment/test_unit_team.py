"""A unit's people among themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.actions import places, ticking
from chalicelib.actions.assessment import carrying_over
from chalicelib.aws import mail
from chalicelib.domain.errors import Forbidden
from tests import scoring_story as story
from tests.api.conftest import Clock, Prepare
from tests.site import Answer, Site
from tests.small_round import NOW, ROUND, VALUES, document, unit_rows
from tests.survey_story import LATER, Mailbox, mailbox

__all__ = ["mailbox"]

UNIT = f"/api/units/{ROUND}/so-a"
EMAIL = "so-a-1@example.test"
CONTACT = {
    "kind": "coordinator",
    "name": "Người trực 01",
    "position": "Chuyên viên",
    "phone": "0900000001",
}


@pytest.fixture
def filled(site: Site, prepare: Prepare) -> Site:
    """A unit that has filled its sheet, in a round at work."""

    def steps() -> None:
        story.load()
        story.assess("so-a")
        site.editor()

    prepare(steps)
    return site


def get(site: Site, what: str) -> Any:
    return site.done("GET", f"{UNIT}/{what}", token=site.editor())


def put(site: Site, what: str, body: dict[str, Any]) -> Answer:
    return site.call("PUT", f"{UNIT}/{what}", body, site.editor())


def test_the_history_of_a_leaf_says_who_when_from_and_to(filled: Site) -> None:
    story.assess("so-a", {"1.2": {"count": 1}}, 1)
    later, first = get(filled, "history?leaf=1.2")["history"]
    assert (later["by"], later["version"], later["was"]["value"]) == (
        "so-a@example.test",
        2,
        {"count": 3},
    )
    assert later["now"]["value"] == later["value"] == {"count": 1} and first["was"]["value"] is None
    assert len(get(filled, "history")["history"]) == len(VALUES) + 1
    assert get(filled, f"history?before={first['saved_at']}")["history"] == []
    assert filled.call("GET", f"{UNIT}/history?before=x", token=filled.editor()).status == 422


def test_leaves_are_assigned_with_an_internal_date_and_nobody_overwrites_unseen(
    filled: Site,
) -> None:
    body = {"assignments": [{"leaf": "1.2", "to": "Văn phòng", "due": "2026-11-18"}], "version": 0}
    assert put(filled, "assignments", body).json["version"] == 1
    assert get(filled, "assignments") == {**body, "version": 1}
    assert put(filled, "assignments", body).json["version"] == 1  # sent again
    other = {"assignments": [{"leaf": "1.2", "to": "Thanh tra", "due": "2026-11-18"}]}
    assert put(filled, "assignments", {**other, "version": 0}).code == "changed_meanwhile"
    assert put(filled, "assignments", {"assignments": []}).status == 200
    wrong = put(filled, "assignments", {"assignments": [{"leaf": "9.9", "to": "x"}]})
    assert wrong.problems == [("assignments[0].leaf", "unknown_leaf")]


def test_people_are_known_by_name_also_after_they_left(filled: Site) -> None:
    filled.editor()
    assert get(filled, "people") == {"people": {EMAIL: "Cán bộ thử"}}
    moved = {"email": EMAIL, "name": "Cán bộ thử", "role": "editor", "unit": "so-b"}
    filled.done("POST", f"/api/ops/rounds/{ROUND}/accounts", {"accounts": [moved]}, filled.by_ops)
    at_b = filled.done("GET", f"/api/units/{ROUND}/so-b/people", token=filled.editor("so-b", 2))
    assert at_b == {"people": {EMAIL: "Cán bộ thử", "so-b-2@example.test": "Cán bộ thử"}}
    assert (
        filled.done("GET", f"{UNIT}/people", token=filled.leader())["people"][EMAIL] == "Cán bộ thử"
    )


def test_contacts_keep_their_dates(filled: Site) -> None:
    put(filled, "contacts", {"contacts": [{**CONTACT, "from": "2026-11-01"}]})
    put(filled, "contacts", {"contacts": [{**CONTACT, "name": "Người trực 02"}]})
    found = get(filled, "contacts")
    assert [(each["name"], each["from"]) for each in found["contacts"]] == [
        ("Người trực 02", "2026-11-20")
    ]
    assert [(each["name"], each["until"]) for each in found["former"]] == [
        ("Người trực 01", "2026-11-20")
    ]


def test_each_notice_is_told_once_in_the_application_and_by_e_mail(
    filled: Site, mailbox: Mailbox, clock: Clock
) -> None:
    filled.editor()
    near = LATER - timedelta(minutes=10)
    assert ticking.tick(ROUND, near)["notices"] == 3
    assert "notices" not in ticking.tick(ROUND, near + timedelta(minutes=1))
    ((address, values),) = mailbox.letters
    assert address == EMAIL and "hạn cuối: 13:00 ngày 20/11/2026" in values["vi"]
    (notice,) = get(filled, "notices")["notices"]
    assert (notice["kind"], notice["read"]) == ("deadline_near", False)
    body = {"ids": [notice["id"], "reopened-never"]}
    (read,) = filled.done("POST", f"{UNIT}/notices/read", body, filled.editor())["notices"]
    assert read["read"]


def test_letters_that_could_not_be_sent_do_not_hide_the_notice(
    filled: Site, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.editor()

    def fail(*_: object) -> None:
        raise ConnectionError("the mail service went away")

    near = LATER - timedelta(minutes=10)
    with monkeypatch.context() as broken:
        broken.setattr(mail, "send", fail)
        with pytest.raises(ConnectionError):
            ticking.tick(ROUND, near)
    assert len(get(filled, "notices")["notices"]) == 1
    ticking.tick(ROUND, near + timedelta(minutes=6))
    assert [address for address, _ in mailbox.letters] == [EMAIL]


def next_year(site: Site, authority: str = "") -> str:
    changed = {**document(), "id": "thu-2027", "year": 2027}
    if authority:
        changed["authority"] = {"vi": authority, "en": authority}
    body = {"round": changed, "units": unit_rows()}
    site.done("PUT", "/api/ops/rounds/thu-2027", body, site.by_ops)
    until = {"until": "2026-11-20T06:00:00Z", "reason": "thử"}
    site.done("POST", "/api/ops/rounds/thu-2027/windows/self_assessment/open", until, site.by_ops)
    return "thu-2027"


def test_last_years_explanations_and_contacts_are_copied_and_marked(filled: Site) -> None:
    put(filled, "contacts", {"contacts": [CONTACT]})
    token = filled.editor()
    at = next_year(filled)
    new = {"email": EMAIL, "name": "Cán bộ thử", "role": "leader", "unit": "so-a"}
    filled.done("POST", f"/api/ops/rounds/{at}/accounts", {"accounts": [new]}, filled.by_ops)
    own = {
        "save_id": "save-own-1",
        "entries": [{"leaf": "1.2", "explanation": "năm nay", "version": 0}],
    }
    filled.done("POST", f"/api/units/{at}/so-a/sheet", own, token)
    offered = filled.done("GET", f"/api/units/{at}/so-a/carry-over", token=token)["rounds"]
    assert [(each["round"], each["contacts"]) for each in offered] == [
        (ROUND, [{"kind": CONTACT["kind"], "name": CONTACT["name"]}])
    ]
    assert {"leaf": "1.1.1", "text": "[Chép từ kỳ 2026] vì thế"} in offered[0]["explanations"]
    body = {"from": ROUND, "save_id": "carry-0001"}
    copied = filled.done("POST", f"/api/units/{at}/so-a/carry-over", body, token)
    assert (
        set(copied["copied"])
        == {each["leaf"] for each in offered[0]["explanations"]}
        == set(VALUES) - {"1.2"}
    )
    assert copied["contacts"] == 1
    assert filled.done("GET", f"/api/units/{at}/so-a/carry-over", token=token)["rounds"] == []
    again = filled.done("POST", f"/api/units/{at}/so-a/carry-over", body, token)
    assert set(again["copied"]) == set(copied["copied"])
    entries = filled.done("GET", f"/api/units/{at}/so-a/sheet", token=token)["entries"]
    assert entries["1.1.1"]["explanation"] == "[Chép từ kỳ 2026] vì thế"
    assert entries["1.2"]["explanation"] == "năm nay" and entries["1.1.1"]["value"] is None
    contacts = filled.done("GET", f"/api/units/{at}/so-a/contacts", token=token)["contacts"]
    assert [each["copied_from"] for each in contacts] == [ROUND]
    assert get(filled, "sheet")["entries"]  # last year's sheet stays in sight


def test_nothing_is_copied_from_another_authority(filled: Site) -> None:
    at = next_year(filled, "Tỉnh khác")
    assert carrying_over.offers(places.place(at, "so-a", "self_assessment", NOW), NOW) == []
    with pytest.raises(Forbidden):
        carrying_over.carry_over(
            places.place(at, "so-a", "self_assessment", NOW), ROUND, "carry-0001", EMAIL, NOW
        )
