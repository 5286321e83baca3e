"""A unit asks that a criterion should not apply to it; the council decides, on record."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib import clock as real_clock
from chalicelib.actions import ticking
from chalicelib.actions.appraisal import assigning
from chalicelib.actions.evidence import inspecting
from chalicelib.actions.results import gathering
from chalicelib.actions.rounds import current
from chalicelib.domain.appraisal.assignments import OwnUnits
from chalicelib.domain.appraisal.not_applicable_requests import NotApplicableRequest
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit
from chalicelib.store import not_applicable_requests as store
from tests.api.conftest import SECRETARY, Clock, Prepare
from tests.calls import counted
from tests.documents import signing
from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.small_round import NOW, ROUND
from tests.survey_story import mailbox
from tests.unit_story import FILE, UNIT, attach, send

__all__ = ["mailbox"]
COUNCIL = f"/api/council/{ROUND}"
CHAIR = "chu-tich@example.test"


@pytest.fixture
def asked(site: Site, aws: Aws, prepare: Prepare) -> Site:
    """so-a has a file for 1.2 and asks that it should not apply."""

    def steps() -> None:
        site.load()
        site.open("self_assessment", "2026-11-20T06:00:00Z")
        assert attach(site, aws, signing.plain(), ["1.2"]).status == 200
        assert ask(site).status == 200

    prepare(steps)
    return site


def ask(site: Site, leaf: str = "1.2", reason: str = "không có chức năng này") -> Answer:
    body = {"leaf": leaf, "reason": reason}
    return site.call("POST", f"{UNIT}/not-applicable", body, site.editor())


def decide(site: Site, accept: bool = True, token: str = "", **changed: Any) -> Answer:
    body = {"leaf": "1.2", "number": 1, "accept": accept, "reason": "Biên bản số 6", **changed}
    path = f"{COUNCIL}/so-a/not-applicable/decide"
    return site.call("POST", path, body, token or site.account(CHAIR, "chair"))


def seen(site: Site, token: str) -> list[Any]:
    shown: list[Any] = site.done("GET", f"{COUNCIL}/not-applicable", token=token)["requests"]
    return shown


def applies(site: Site) -> bool:
    areas = site.done("GET", f"{UNIT}/criteria", token=site.editor())["areas"]
    criteria = [each for area in areas for each in area["criteria"]]
    return next(bool(each["applies"]) for each in criteria if each["code"] == "1.2")


def test_until_it_is_accepted_the_criterion_applies_and_then_leaves_the_maximum(
    asked: Site,
) -> None:
    assert applies(asked)
    body = decide(asked, document="12/BB", dated="2026-11-20").json
    assert (body["state"], body["decided_by"]) == ("accepted", CHAIR)
    assert not applies(asked)
    reason = gathering.gather(ROUND, NOW).not_applicable["so-a", "1.2"]
    assert (reason.text, reason.public) == ("Biên bản số 6", False)
    (kept,) = asked.done("GET", f"/api/ops/rounds/{ROUND}/rulings", token=asked.by_ops)["rulings"]
    assert (kept["document"], kept["dated"], kept["by"]) == ("12/BB", "2026-11-20", CHAIR)
    acts = {act.act for act in audit.list_acts(ROUND)}
    assert {"ask_not_applicable", "not_applicable_accepted"} <= acts


def test_the_council_sees_the_reason_and_opens_the_files_though_nothing_was_submitted(
    asked: Site,
) -> None:
    token = asked.account(SECRETARY, "secretariat")
    (request,) = seen(asked, token)
    assert (request["unit"], request["reason"]) == ("so-a", "không có chức năng này")
    (file,) = request["files"]
    here = f"{COUNCIL}/so-a/not-applicable/evidence"
    assert "url" in asked.done("GET", f"{here}/{file['evidence']}/link", token=token)
    assert asked.call("GET", f"{here}/khac/link", token=token).status == 404


def test_the_files_of_a_request_show_what_was_found_and_what_was_sent_in_their_place(
    asked: Site, aws: Aws, clock: Clock
) -> None:
    (file,) = asked.done("GET", f"{UNIT}/evidence", token=asked.editor())["files"]
    send(asked, aws, signing.plain())
    clock.pass_(minutes=5)
    inspecting.give_up(f"{ROUND}/so-a/{file['evidence']}", file["version_id"], real_clock.now())
    path = f"{UNIT}/evidence/{file['evidence']}/replacement"
    form = asked.done("POST", f"{path}/form", FILE, asked.editor())
    aws.client("s3").put_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"], Key=form["fields"]["key"], Body=signing.plain()
    )
    member = asked.account(SECRETARY, "secretariat")
    link = f"{COUNCIL}/so-a/not-applicable/evidence/{file['evidence']}/replacement/link"
    assert asked.call("GET", link, token=member).status == 404
    made = asked.done("POST", path, {"evidence": form["evidence"]}, asked.editor())
    mine = asked.done("GET", f"{UNIT}/not-applicable", token=asked.editor())["requests"]
    for request in (*seen(asked, member), *mine):
        (shown,) = request["files"]
        assert (shown["state"], shown["replacement"]) == ("quarantined", made)
    assert "/replacement/" in asked.done("GET", link, token=member)["url"]


def test_files_are_read_once_for_all_requests_of_a_unit(asked: Site, aws: Aws) -> None:
    def calls() -> list[int]:
        found = []
        for path, token in (
            (f"{COUNCIL}/not-applicable", asked.by_ops),
            (f"{UNIT}/not-applicable", asked.editor()),
        ):
            with counted() as made:
                asked.done("GET", path, token=token)
            found.append(made.total())
        return found

    calls()  # the round is read, of which the process keeps a copy
    before = calls()
    for leaf in ("1.1.1", "2.1.2"):
        attach(asked, aws, signing.plain(), [leaf])
        assert ask(asked, leaf).json["files"]
    assert calls() == before


@pytest.mark.usefixtures("mailbox")
def test_a_refusal_is_read_by_the_unit_with_its_reason_and_it_may_ask_again(
    asked: Site, aws: Aws, clock: Clock
) -> None:
    assert decide(asked, accept=False, reason="có chức năng này").status == 200
    ticking.tick(ROUND, clock.now())
    notices = asked.done("GET", f"{UNIT}/notices", token=asked.editor())["notices"]
    assert "not_applicable_decided" in {each["kind"] for each in notices}
    mine = asked.done("GET", f"{UNIT}/not-applicable", token=asked.editor())
    assert [(each["state"], each["note"]) for each in mine["requests"]] == [
        ("refused", "có chức năng này")
    ]
    assert "decided_by" not in mine["requests"][0]
    again = ask(asked, reason="chức năng đã chuyển đi")
    assert (again.json["number"], applies(asked)) == (2, True)


def test_one_request_waits_at_a_time_and_sent_again_it_is_the_same(asked: Site) -> None:
    assert ask(asked).json["number"] == 1
    assert ask(asked, reason="khác").status == 409
    assert len(seen(asked, asked.by_ops)) == 1


@pytest.mark.parametrize("leaf", ["3.2", "9.9"])
def test_what_the_council_does_not_appraise_cannot_be_asked_about(asked: Site, leaf: str) -> None:
    assert ask(asked, leaf).problems == [("leaf", "unknown_leaf")]


def test_a_unit_asks_in_its_own_windows_alone(asked: Site, clock: Clock) -> None:
    clock.pass_(hours=2)
    assert not asked.done("GET", f"{UNIT}/not-applicable", token=asked.editor())["open"]
    assert (ask(asked, "1.1.1").status, ask(asked, "1.1.1").code) == (409, "window_closed")


def test_a_decision_is_made_once_and_by_nobody_of_the_unit(asked: Site) -> None:
    site = asked
    secretary = site.account(SECRETARY, "secretariat")
    by = Account("ops", "dieu-hanh@example.test", "Điều hành", "ops")
    assigning.replace(ROUND, [], [OwnUnits(SECRETARY, ("so-a",))], 0, by, NOW)
    assert decide(site, token=secretary).status == 403
    assert (decide(site).status, decide(site, accept=False).status) == (200, 409)


def test_the_same_decision_by_the_same_person_is_a_success_and_is_kept_once(
    asked: Site, clock: Clock
) -> None:
    first = decide(asked)
    clock.pass_(minutes=1)
    again = decide(asked)
    assert (again.status, again.json) == (200, first.json)
    assert decide(asked, reason="khác").status == 409
    assert decide(asked, token=asked.account(SECRETARY, "secretariat")).status == 409
    assert len(decisions()) == 1


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_cancelled_transaction_is_no_decision_of_somebody_else(
    asked: Site, monkeypatch: pytest.MonkeyPatch, is_kept: bool
) -> None:
    really, tried = store.decide, list[str]()

    def cancelled_at_first(round_id: str, made: NotApplicableRequest, act: audit.Act) -> bool:
        tried.append(made.state)
        if len(tried) > 1:
            return really(round_id, made, act)
        assert not is_kept or really(round_id, made, act)
        return False

    monkeypatch.setattr(store, "decide", cancelled_at_first)
    assert decide(asked).json["state"] == "accepted"
    assert len(tried) == (1 if is_kept else 2)
    assert len(decisions()) == 1


def decisions() -> list[str]:
    acts = [act.act for act in audit.list_acts(ROUND)]
    return [act for act in acts if act == "not_applicable_accepted"]


def test_what_a_unit_asked_that_left_the_round_is_no_obstacle_to_the_list(
    asked: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = asked.account(CHAIR, "chair")
    shown = asked.done("GET", f"{COUNCIL}/not-applicable", token=token)["requests"]
    assert [each["unit"] for each in shown] == ["so-a"]
    with_all = current.units

    def without(*given: Any) -> Any:
        return {name: unit for name, unit in with_all(*given).items() if name != "so-a"}

    monkeypatch.setattr(current, "units", without)
    assert asked.done("GET", f"{COUNCIL}/not-applicable", token=token)["requests"] == []
