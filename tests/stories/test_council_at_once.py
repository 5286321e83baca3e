"""The council at work on the deployed system: two members on one criterion, one who is removed in
the middle, a pass that closes under bulk acceptances. Nothing that was accepted is lost.

An assignment that moves, a draft that is asked for twice and a vote after the freeze was lifted are
in the deployed tests of their rooms (tests/api).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from chalicelib.domain.instants import from_text, to_text
from infra.local.stack import NAME, Stack
from tests.documents import signing
from tests.patience import PATIENCE
from tests.site import Answer, Site, deployed_site
from tests.small_round import document, unit_rows

ROUND = "cung-luc-2026"
COUNCIL, UNIT = f"/api/council/{ROUND}", f"/api/units/{ROUND}/so-a"
AN, BINH, SECRETARY = "an@example.test", "binh@example.test", "thu-ky@example.test"
UNITS = ["so-a", *(f"so-{number:02}" for number in range(39))]
LEAVES = {"1.2": {"count": 3}, "2.1.1": {"breaches": 1}}
SAVES = 12


def two_criteria() -> dict[str, Any]:
    """The small round without a survey, with one index of two criteria that need no evidence."""
    made = {**document(), "id": ROUND}
    index = {**made["indexes"][0], "groups": [], "questions": []}
    one, two, *_ = index["areas"]
    found = [one["criteria"][1], two["criteria"][0]["leaves"][0]]
    criteria = [{**each, "evidence": "none"} for each in found]
    index["areas"] = [{"code": "1", "title": one["title"], "criteria": criteria}]
    return {**made, "indexes": [index]}


@pytest.fixture
def live(stack: Stack) -> Site:
    """Forty units have sent their sheets, the first pass is open for an hour; nothing is assigned,
    so that every member appraises everything.
    """
    site = deployed_site(stack, ROUND)
    units = [{**unit_rows()[0], "unit": unit} for unit in UNITS]
    body = {"round": two_criteria(), "units": units}
    site.done("PUT", f"/api/ops/rounds/{ROUND}", body, site.by_ops)
    hour = to_text(datetime.now(UTC) + timedelta(hours=1))
    site.open("self_assessment", hour)
    send(site)
    copy_to_the_others(stack)
    for email, role in ((AN, "council"), (BINH, "council"), (SECRETARY, "secretariat")):
        site.account(email, role)
    site.open("appraisal_first", hour)
    return site


def send(site: Site) -> None:
    """so-a fills in, approves, signs and sends."""
    token = site.editor()
    entries = [{"leaf": code, "value": value, "version": 0} for code, value in LEAVES.items()]
    site.done("POST", f"{UNIT}/sheet", {"save_id": "save-0001", "entries": entries}, token)
    version = site.done("GET", f"{UNIT}/sheet", token=token)["version"]
    body = {"save_id": "approve-1", "version": version}
    site.done("POST", f"{UNIT}/approve", body, site.leader())
    report = {"name": "Báo cáo.pdf", "size": 1000, "type": "application/pdf"}
    form = site.done("POST", f"{UNIT}/report/forms", report, token)
    content = {"file": ("a.pdf", signing.plain())}
    requests.post(form["url"], data=form["fields"], files=content, timeout=PATIENCE)
    site.done("POST", f"{UNIT}/report", {"evidence": form["evidence"]}, token)
    site.done("POST", f"{UNIT}/submit", {"save_id": "submit-01"}, token)


def stored(stack: Stack, sheet: str) -> list[dict[str, Any]]:
    """The items of a sheet as DynamoDB gives them."""
    found: list[dict[str, Any]] = stack.client("dynamodb").query(
        TableName=f"{NAME}-sheets",
        KeyConditionExpression="sheet = :sheet",
        ExpressionAttributeValues={":sheet": {"S": sheet}},
        ConsistentRead=True,
    )["Items"]
    return found


def copy_to_the_others(stack: Stack) -> None:
    """The other units have sent the same; by HTTP that would take minutes."""
    client, items = stack.client("dynamodb"), stored(stack, f"{ROUND}/so-a")
    for unit in UNITS[1:]:
        for item in items:
            copy = {**item, "sheet": {"S": f"{ROUND}/{unit}"}}
            client.put_item(TableName=f"{NAME}-sheets", Item=copy)


def current(site: Site, unit: str = "so-a") -> dict[str, Any]:
    """The values of the first pass by leaf, as the secretariat reads them."""
    sheet = site.done("GET", f"{COUNCIL}/{unit}/sheet", token=site.tokens[SECRETARY])
    entries: dict[str, Any] = sheet["appraisals"]["1"]
    return {leaf: entry for leaf, entry in entries.items() if entry["version"]}


def save(site: Site, member: str, number: int) -> Answer:
    """A member changes 1.2 of so-a, from what is there at that moment."""
    version = current(site).get("1.2", {"version": 0})["version"]
    reason = f"{member} {number}"
    entry = {"leaf": "1.2", "version": version, "value": {"count": number % 3}, "comment": reason}
    body = {"save_id": f"save-{member[:2]}-{number:04d}", "pass": 1, "entries": [entry]}
    return site.call("POST", f"{COUNCIL}/so-a/appraisals", body, site.tokens[member])


def saves_of(stack: Stack, sheet: str = f"{ROUND}/so-a/1") -> list[str]:
    """Whose every kept save is."""
    items = [item for item in stored(stack, sheet) if item["item"]["S"].startswith("save#")]
    return [item["by"]["S"] for item in items]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result() for each in [pool.submit(act) for act in acts]]


def test_of_two_members_on_one_criterion_each_hears_of_the_other_and_no_save_is_lost(
    live: Site, stack: Stack
) -> None:
    def go_on(member: str) -> list[Answer]:
        return [save(live, member, number) for number in range(SAVES)]

    by_an, by_binh = at_once(lambda: go_on(AN), lambda: go_on(BINH))
    taken = {
        email: sum(answer.status == 200 for answer in answers)
        for email, answers in ((AN, by_an), (BINH, by_binh))
    }
    assert min(taken.values()) > 0
    kept = saves_of(stack)
    assert {email: kept.count(email) for email in taken} == taken
    assert current(live)["1.2"]["version"] == sum(taken.values())
    for answer in (*by_an, *by_binh):
        if answer.status != 200:
            (told,) = answer.json["errors"]
            assert (answer.status, told["at"]) == (412, "1.2")
            assert told["yours"] != told["theirs"]


def test_a_member_who_is_removed_in_the_middle_saves_no_more_and_what_was_saved_stays(
    live: Site, stack: Stack
) -> None:
    row = {"index": "departments", "part": "1", "member": AN}
    path, token = f"{COUNCIL}/assignments", live.tokens[SECRETARY]
    live.done("PUT", path, {"version": 0, "assignments": [row]}, token)
    accounts = live.done("GET", f"/api/ops/rounds/{ROUND}/accounts", token=live.by_ops)["accounts"]
    (sub,) = [each["sub"] for each in accounts if each["email"] == AN]

    def go_on() -> list[int]:
        """Until it is refused, and twice more."""
        statuses: list[int] = []
        while len(statuses) < 100 and statuses[-3:].count(200) in (len(statuses), 1, 2, 3):
            statuses.append(save(live, AN, len(statuses)).status)
        return statuses

    def remove() -> None:
        while not current(live):
            time.sleep(0.05)
        body = {"reason": "chuyển công tác"}
        live.done("POST", f"/api/ops/rounds/{ROUND}/accounts/{sub}/disable", body, live.by_ops)

    statuses, _ = at_once(go_on, remove)
    taken = statuses.count(200)
    assert statuses == [200] * taken + [401] * (len(statuses) - taken)
    assert 0 < taken < len(statuses)
    assert saves_of(stack) == [AN] * taken
    before = current(live)["1.2"]
    assert (before["version"], before["saved_by"]) == (taken, AN)
    shown = live.done("GET", path, token=token)
    assert {gap["why"] for gap in shown["gaps"]} == {"left"}

    assert save(live, BINH, 0).status == 403
    live.done("PUT", path, {"version": 1, "assignments": [{**row, "member": BINH}]}, token)
    assert save(live, BINH, 1).status == 200
    after = current(live)["1.2"]
    assert (after["version"], after["saved_by"]) == (taken + 1, BINH)
    assert sorted(saves_of(stack)) == [AN] * taken + [BINH]


def accept(site: Site, act: str, units: list[str]) -> Answer:
    entries = [{"unit": unit, "leaf": leaf} for unit in units for leaf in LEAVES]
    body = {"act": act, "pass": 1, "entries": entries}
    return site.call("POST", f"{COUNCIL}/acceptances", body, site.tokens[AN])


def test_when_the_pass_closes_under_bulk_acceptances_each_says_what_it_accepted(live: Site) -> None:
    closes = from_text(live.close("appraisal_first")["closes"])

    def left() -> float:
        return (closes - datetime.now(UTC)).total_seconds()

    def one_by_one() -> dict[str, Answer]:
        """Acts of one unit each, from before the closing until after it."""
        answers = {}
        for number, unit in enumerate(UNITS[:20]):
            time.sleep(max(0.0, left() - 3 + 0.2 * number))
            answers[f"accept-{number:02}"] = accept(live, f"accept-{number:02}", [unit])
        return answers

    def in_one() -> dict[str, Answer]:
        """One act of many units, which the closing meets in the middle."""
        time.sleep(max(0.0, left() - 0.3))
        return {"accept-all": accept(live, "accept-all", UNITS[20:])}

    first, second = at_once(one_by_one, in_one)
    acts = {**first, **second}
    told: dict[str, list[str]] = {}
    for answer in acts.values():
        if answer.status == 200:
            told.update(answer.json["changed"])
        else:
            assert answer.code == "window_closed"
    assert told and {answer.status for answer in first.values()} == {200, 409}
    while left() > -1:
        time.sleep(0.1)
    kept = {unit: sorted(current(live, unit)) for unit in UNITS}
    assert {unit: leaves for unit, leaves in kept.items() if leaves} == told
    assert all(leaves in ([], sorted(LEAVES)) for leaves in kept.values())
    listed = live.done("GET", f"{COUNCIL}/acceptances", token=live.tokens[AN])["acceptances"]
    assert {unit: each for act in listed for unit, each in act["changed"].items()} == told
    for act in listed:
        path = f"{COUNCIL}/acceptances/{act['act']}/undo"
        assert live.call("POST", path, {}, live.tokens[AN]).code == "window_closed"
    assert {unit: sorted(current(live, unit)) for unit in UNITS} == kept
