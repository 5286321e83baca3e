"""After the final release a unit objects to a criterion; what the council accepts counts."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib import clock as real_clock
from chalicelib.actions import ticking
from chalicelib.actions.appraisal import assigning
from chalicelib.actions.evidence import inspecting
from chalicelib.actions.results import drafting
from chalicelib.actions.rounds import current
from chalicelib.domain.appraisal.assignments import OwnUnits
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit, sheets
from tests.api.conftest import SECRETARY, Clock, Prepare
from tests.calls import counted
from tests.documents import signing
from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.small_round import NOW, ROUND, document
from tests.survey_story import mailbox
from tests.unit_story import FILE, UNIT

__all__ = ["mailbox"]

COUNCIL = f"/api/council/{ROUND}"
MEMBER, CHAIR = "hoi-dong@example.test", "chu-tich@example.test"
THREE = {"count": 3}


@pytest.fixture
def released(site: Site, clock: Clock, prepare: Prepare) -> Site:
    """The final result of the departments is released, so-a may object for five days."""

    def steps() -> None:
        site.load({**document(), "objection_days": 5})
        site.editor()
        site.open("appraisal_first", "2026-11-20T05:10:00Z")
        site.open("appraisal_final", "2026-11-20T05:30:00Z")
        for number, leaf, value in ((1, "2.1.1", {"breaches": 1}), (2, "1.2", {"count": 2})):
            entry = {"leaf": leaf, "value": value, "comment": "thiếu một", "version": 0}
            body = {"save_id": f"appraise-{number}", "pass": number, "entries": [entry]}
            token = site.account(MEMBER, "council")
            site.done("POST", f"{COUNCIL}/so-a/appraisals", body, token)
        clock.pass_(hours=1)
        release(site)

    prepare(steps)
    return site


def release(site: Site) -> None:
    token = site.account(SECRETARY, "secretariat")
    seen = site.done("GET", f"{COUNCIL}/releases", token=token)
    waiting = {(one["pass"], one["index"]): one["waiting"] for one in seen["passes"]}
    body = {
        "pass": 2,
        "indexes": ["departments"],
        "waiting": waiting[2, "departments"],
        "version": seen["version"],
        "reason": "Biên bản số 5",
    }
    site.done("POST", f"{COUNCIL}/releases", body, token)


def object_(site: Site, leaf: str = "1.2", reason: str = "đã đủ ba văn bản") -> Answer:
    body = {"leaf": leaf, "reason": reason}
    return site.call("POST", f"{UNIT}/objections", body, site.editor())


def attach(site: Site, aws: Aws, leaf: str = "1.2") -> Answer:
    here = f"{UNIT}/objections/evidence"
    form = site.call("POST", f"{here}/forms", {"files": [FILE]}, site.editor())
    if form.status != 200:
        return form
    (made,) = form.json["forms"]
    aws.client("s3").put_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"], Key=made["fields"]["key"], Body=signing.plain()
    )
    body = {"evidence": made["evidence"], "leaves": [leaf]}
    return site.call("POST", here, body, site.editor())


def decide(site: Site, value: Any = THREE, token: str = "", **changed: Any) -> Answer:
    body = {"leaf": "1.2", "release": 1, "value": value, "reason": "đã xem lại", **changed}
    path = f"{COUNCIL}/so-a/objections/decide"
    return site.call("POST", path, body, token or site.account(CHAIR, "chair"))


def seen_by_unit(site: Site) -> Any:
    return site.done("GET", f"{UNIT}/objections", token=site.editor())


def test_a_unit_objects_with_a_reason_and_files_and_the_council_reads_both(
    released: Site, aws: Aws
) -> None:
    file = attach(released, aws).json
    made = object_(released).json
    assert (made["state"], made["was"]["points"], made["was"]["words"]) == (
        "requested",
        "1.00",
        "2",
    )
    assert [each["evidence"] for each in made["files"]] == [file["evidence"]]
    seen = seen_by_unit(released)
    assert (seen["closes"], seen["open"]) == ("2026-11-25T17:00:00.000Z", True)
    assert seen["objections"] == [made]
    token = released.account(MEMBER, "council")
    (shown,) = released.done("GET", f"{COUNCIL}/objections", token=token)["objections"]
    assert (shown["unit"], shown["reason"]) == ("so-a", "đã đủ ba văn bản")
    link = f"{COUNCIL}/so-a/objections/evidence/{file['evidence']}/link"
    assert "/objection/" in released.done("GET", link, token=token)["url"]
    acts = [(act.act, act.by) for act in audit.list_acts(ROUND)]
    assert ("object", "so-a-1@example.test") in acts and ("open_evidence", MEMBER) in acts


def test_files_of_an_objection_do_not_go_along_with_one_after_a_further_release(
    released: Site, aws: Aws, clock: Clock
) -> None:
    old = attach(released, aws).json
    object_(released)
    decide(released)
    clock.pass_(minutes=1)
    release(released)
    new = attach(released, aws).json
    made = object_(released, reason="còn thiếu một văn bản").json
    assert [each["evidence"] for each in made["files"]] == [new["evidence"]] != [old["evidence"]]


def test_a_file_of_an_objection_that_could_not_be_examined_is_examined_again_or_replaced(
    released: Site, aws: Aws, clock: Clock
) -> None:
    file = attach(released, aws).json
    key, token = f"{ROUND}/so-a/objection/{file['evidence']}", released.editor()
    path = f"{UNIT}/objections/evidence/{file['evidence']}"
    assert released.call("POST", f"{path}/replacement/form", FILE, token).code == "not_submitted"
    object_(released)
    clock.pass_(minutes=5)
    inspecting.give_up(key, file["version_id"], real_clock.now())
    clock.pass_(days=4, minutes=-30)
    ((shown,),) = [each["files"] for each in seen_by_unit(released)["objections"]]
    assert shown["again"] == "possible" and shown["replaceable_until"]
    assert released.done("POST", f"{path}/examine", {}, token)["again"] == "asked"
    form = released.done("POST", f"{path}/replacement/form", FILE, token)
    aws.client("s3").put_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"], Key=form["fields"]["key"], Body=signing.plain()
    )
    made = released.done("POST", f"{path}/replacement", {"evidence": form["evidence"]}, token)
    assert form["fields"]["key"] == f"{ROUND}/so-a/objection/replacement/{form['evidence']}"
    inspecting.inspect(form["fields"]["key"], made["version_id"], real_clock.now())
    assert "/replacement/" in released.done("GET", f"{path}/replacement/link", token=token)["url"]
    member = released.account(MEMBER, "council")
    (seen,) = released.done("GET", f"{COUNCIL}/objections", token=member)["objections"]
    assert seen["files"][0]["replacement"]["state"] == "inspected"
    link = f"{COUNCIL}/so-a/objections/evidence/{file['evidence']}/replacement/link"
    assert "/replacement/" in released.done("GET", link, token=member)["url"]


def test_a_file_of_an_objection_that_waits_too_long_is_watched(
    released: Site, aws: Aws, clock: Clock
) -> None:
    attach(released, aws)
    clock.pass_(hours=1)
    path = f"/api/ops/rounds/{ROUND}/evidence/waiting"
    (waits,) = released.done("GET", path, token=released.by_ops)["files"]
    assert (waits["unit"], waits["part"]) == ("so-a", "objection")


def test_files_are_read_once_for_all_objections_of_a_unit(released: Site, aws: Aws) -> None:
    def calls() -> list[int]:
        found = []
        for path, token in (
            (f"{COUNCIL}/objections", released.account(MEMBER, "council")),
            (f"{UNIT}/objections", released.editor()),
        ):
            with counted() as made:
                released.done("GET", path, token=token)
            found.append(made.total())
        return found

    attach(released, aws)
    object_(released)
    before = calls()
    for leaf in ("1.1.1", "2.1.2"):
        attach(released, aws, leaf)
        assert object_(released, leaf).json["files"]
    assert calls() == before


def test_a_file_of_an_objection_is_inspected_like_evidence(
    released: Site, aws: Aws, clock: Clock
) -> None:
    file = attach(released, aws).json
    key = f"{ROUND}/so-a/objection/{file['evidence']}"
    assert inspecting.inspect(key, file["version_id"], clock.now()) == "inspected"
    path = f"{UNIT}/objections/evidence"
    (shown,) = released.done("GET", path, token=released.editor())["files"]
    assert shown["verdicts"]
    body = {"leaves": ["1.2", "2.1.2"], "official": False, "version": shown["version"]}
    changed = released.done("PUT", f"{path}/{file['evidence']}", body, released.editor())
    assert changed["leaves"] == ["1.2", "2.1.2"]
    released.done("POST", f"{path}/{file['evidence']}/remove", {}, released.editor())
    assert object_(released).json["files"] == []


def test_an_accepted_objection_is_a_value_of_the_final_pass_with_its_reason_beside_what_was_before(
    released: Site, clock: Clock
) -> None:
    object_(released)
    before = drafting.draft(ROUND, ["departments"], "ops", "thử", clock.now())
    clock.pass_(minutes=1)
    decided = decide(released).json
    assert (decided["state"], decided["value"]["points"], decided["note"]) == (
        "accepted",
        "1.50",
        "đã xem lại",
    )
    key = sheets.key(ROUND, "so-a", "appraisal_final")
    entry = sheets.get(key).entry("1.2")
    assert (entry.value, entry.explanation, entry.saved_by) == (THREE, "đã xem lại", CHAIR)
    values = {save.id: save.changes["1.2"] for save in sheets.list_saves(key)}
    assert values["appraise-2"]["value"] == {"count": 2}
    assert values["objection-1-1.2"]["was"] == {"count": 2}
    after = drafting.draft(ROUND, ["departments"], "ops", "thử", clock.now())
    (number, (made, is_new)) = next(iter(after.items()))
    assert is_new and made.number == before[number][0].number + 1
    assert made.changed["inputs"] == 1
    (act,) = [act for act in audit.list_acts(ROUND) if act.act == "objection_accepted"]
    assert (act.by, act.subject, act.reason) == (CHAIR, "so-a/1.2/000001", "đã xem lại")


def test_an_accepted_value_reaches_the_unit_s_result_with_the_next_release(
    released: Site, clock: Clock
) -> None:
    object_(released)
    clock.pass_(minutes=1)
    decide(released)

    def final() -> Any:
        lines = released.done("GET", f"{UNIT}/results", token=released.editor())["lines"]
        return {line["code"]: line["points"]["final"] for line in lines if line["kind"] == "leaf"}

    assert final()["1.2"] == "1.00"
    release(released)
    assert final()["1.2"] == "1.50"
    assert object_(released, reason="vẫn chưa đúng").json["release"] == 2


def test_a_criterion_that_only_the_first_pass_appraised_is_corrected_in_the_final_one(
    released: Site,
) -> None:
    object_(released, "2.1.1")
    assert decide(released, {"breaches": 1}, leaf="2.1.1").problems == [("value", "same_value")]
    assert decide(released, {"breaches": 0}, leaf="2.1.1").status == 200
    entry = sheets.get(sheets.key(ROUND, "so-a", "appraisal_final")).entry("2.1.1")
    assert (entry.value, entry.version) == ({"breaches": 0}, 1)


def test_a_refused_objection_changes_no_value_and_the_unit_reads_why(released: Site) -> None:
    object_(released)
    assert decide(released, None, reason="chưa có căn cứ").json["state"] == "refused"
    (told,) = seen_by_unit(released)["objections"]
    assert (told["state"], told["note"], told["value"]) == ("refused", "chưa có căn cứ", None)
    assert CHAIR not in str(told)
    entry = sheets.get(sheets.key(ROUND, "so-a", "appraisal_final")).entry("1.2")
    assert entry.value == {"count": 2}


def test_an_objection_is_made_once_and_decided_once(released: Site) -> None:
    first = object_(released)
    assert object_(released).json == first.json
    assert object_(released, reason="khác").code == "conflict"
    first = decide(released, None)
    assert decide(released, None).json == first.json  # sent again
    assert decide(released).code == "conflict"
    assert decide(released, None, reason="khác").code == "conflict"
    assert decide(released, leaf="1.1.1").status == 404


def test_bad_objections_and_decisions_are_refused_with_what_is_wrong(released: Site) -> None:
    assert object_(released, "3.1").problems == [("leaf", "unknown_leaf")]
    assert object_(released, reason=" ").status == 422
    object_(released)
    assert decide(released, {"count": -1}).status == 422
    assert decide(released, {"count": 2}).problems == [("value", "same_value")]
    assert decide(released, reason="").status == 422
    assert seen_by_unit(released)["objections"][0]["state"] == "requested"


def test_nobody_objects_before_the_release_after_the_days_or_where_the_round_takes_none(
    released: Site, aws: Aws, clock: Clock
) -> None:
    quan = released.account("quan-c-1@example.test", unit="quan-c")
    there = f"/api/units/{ROUND}/quan-c/objections"
    body = {"leaf": "1.1", "reason": "sai"}
    assert released.call("POST", there, body, quan).code == "window_closed"
    clock.instant = NOW.replace(day=25, hour=16, minute=59)
    assert object_(released).status == 200
    clock.pass_(minutes=1)
    released.tokens.clear()
    token = released.sign_in("so-a-1@example.test", "Mật khẩu của tôi 2026").json["access_token"]
    released.tokens["so-a-1@example.test"] = token
    assert object_(released, "2.1.1").code == "window_closed"
    assert attach(released, aws).code == "window_closed"
    assert not seen_by_unit(released)["open"]


def test_a_round_without_the_key_takes_no_objections(site: Site, clock: Clock) -> None:
    site.load()
    site.open("appraisal_final", "2026-11-20T05:30:00Z")
    clock.pass_(hours=1)
    release(site)
    assert seen_by_unit(site) == {"closes": None, "open": False, "release": None, "objections": []}
    assert object_(site).code == "window_closed"


def test_the_chair_and_the_secretariat_decide_and_nobody_about_the_own_unit(released: Site) -> None:
    object_(released)
    for token in (released.account(MEMBER, "council"), released.by_ops, released.editor()):
        assert decide(released, token=token).status == 403
    secretary, _ = released.account(SECRETARY, "secretariat"), released.account(CHAIR, "chair")
    by = Account("x", SECRETARY, "Hồ Thư", "secretariat", ROUND)
    assigning.replace(ROUND, [], [OwnUnits(CHAIR, ("so-a",))], 0, by, NOW)
    assert decide(released).status == 403
    assert decide(released, token=secretary).status == 200


@pytest.mark.usefixtures("mailbox")
def test_a_decision_is_told_to_the_unit(released: Site, clock: Clock) -> None:
    object_(released)
    decide(released)
    ticking.tick(ROUND, clock.now())
    path = f"/api/units/{ROUND}/so-a/notices"
    kinds = [
        each["kind"] for each in released.done("GET", path, token=released.editor())["notices"]
    ]
    assert "objection_decided" in kinds


def test_what_a_unit_asked_that_left_the_round_is_no_obstacle_to_the_list(
    released: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert object_(released).status == 200
    token = released.account(CHAIR, "chair")
    shown = released.done("GET", f"{COUNCIL}/objections", token=token)["objections"]
    assert [each["unit"] for each in shown] == ["so-a"]
    with_all = current.units

    def without(*given: Any) -> Any:
        return {name: unit for name, unit in with_all(*given).items() if name != "so-a"}

    monkeypatch.setattr(current, "units", without)
    assert released.done("GET", f"{COUNCIL}/objections", token=token)["objections"] == []
