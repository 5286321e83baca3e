"""Faults in sending, receiving and answering: reported by a unit, answered by the operations
staff.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.actions import ticking
from chalicelib.domain.people.incidents import MAX_OPEN
from chalicelib.store import audit
from tests.api.conftest import Clock, Prepare
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import NOW, ROUND, document
from tests.survey_story import Mailbox, mailbox

__all__ = ["mailbox"]

UNIT, OPS = f"/api/units/{ROUND}/so-a/faults", f"/api/ops/rounds/{ROUND}/faults"
FAULT = {
    "save_id": "bao-loi-1",
    "kind": "receiving",
    "group": "leaders",
    "text": "Ba người chưa nhận được thư mời",
    "contact": "Người trực 01, 0900000001",
}
ANSWER = {"save_id": "tra-loi-1", "text": "Đã gửi lại, xin kiểm tra hộp thư rác"}


@pytest.fixture
def site(site: Site, prepare: Prepare) -> Site:
    """The application with the round loaded; units of its first index have a helper."""
    changed = document()
    changed["indexes"][0]["helpers"] = [
        {"title": {"vi": "Tổ hỗ trợ khối sở"}, "phone": "0900000009"}
    ]

    def steps() -> None:
        site.load(changed)

    prepare(steps)
    return site


def report(site: Site, **changes: Any) -> Any:
    return site.done("POST", UNIT, {**FAULT, **changes}, site.editor())


def test_a_unit_reports_a_incident_and_reads_what_was_answered(site: Site, clock: Clock) -> None:
    assert report(site)["status"] == "open"
    (listed,) = site.done("GET", OPS, token=site.by_ops)["faults"]
    assert (listed["unit"], listed["name"]["vi"], listed["text"]) == ("so-a", "Sở A", FAULT["text"])
    clock.pass_(minutes=1)
    site.done("POST", f"{OPS}/so-a/bao-loi-1/answer", ANSWER, site.by_ops)
    shown = site.done("GET", UNIT, token=site.editor())
    assert [
        (each["status"], [reply["text"] for reply in each["replies"]]) for each in shown["faults"]
    ] == [("answered", [ANSWER["text"]])]
    assert shown["helpers"] == [
        {"title": {"vi": "Tổ hỗ trợ khối sở", "en": ""}, "email": "", "phone": "0900000009"}
    ]
    assert site.done("POST", f"{OPS}/so-a/bao-loi-1/close", token=site.by_ops)["status"] == "closed"
    late = site.call(
        "POST", f"{OPS}/so-a/bao-loi-1/answer", {**ANSWER, "save_id": "tra-loi-2"}, site.by_ops
    )
    assert (late.status, late.code) == (409, "conflict")


def test_a_unit_closes_its_own_report_and_nobody_elses(site: Site) -> None:
    report(site)
    assert site.call("POST", f"{UNIT}/bao-loi-1/close", token=site.editor("so-b")).status == 403
    assert (
        site.call(
            "POST", f"/api/units/{ROUND}/so-b/faults/bao-loi-1/close", token=site.editor("so-b")
        ).status
        == 404
    )
    assert site.done("POST", f"{UNIT}/bao-loi-1/close", token=site.editor())["status"] == "closed"
    assert site.done("GET", OPS, token=site.by_ops)["faults"][0]["status"] == "closed"
    closed = [act.by for act in audit.list_acts(ROUND) if act.act == "close_fault"]
    assert closed == ["so-a-1@example.test"]


def test_helpers_of_another_index_are_not_shown(site: Site) -> None:
    other = f"/api/units/{ROUND}/quan-c/faults"
    assert site.done("GET", other, token=site.editor("quan-c"))["helpers"] == []


def test_a_report_or_an_answer_sent_twice_is_kept_once(site: Site) -> None:
    assert report(site) == report(site, text="Bấm hai lần")
    for _ in range(2):
        site.done("POST", f"{OPS}/so-a/bao-loi-1/answer", ANSWER, site.by_ops)
    (found,) = site.done("GET", UNIT, token=site.editor())["faults"]
    assert (found["text"], len(found["replies"])) == (FAULT["text"], 1)


def test_every_step_is_on_record(site: Site) -> None:
    report(site)
    site.done("POST", f"{OPS}/so-a/bao-loi-1/answer", ANSWER, site.by_ops)
    for _ in range(2):
        site.done("POST", f"{OPS}/so-a/bao-loi-1/close", token=site.by_ops)
    acts = [(act.act, act.subject) for act in audit.list_acts(ROUND) if "fault" in act.act]
    assert sorted(acts) == [
        (act, "so-a/bao-loi-1") for act in ("answer_fault", "close_fault", "report_fault")
    ]


def test_the_unit_is_told_of_an_answer_once_in_the_application_and_by_e_mail(
    site: Site, aws: Aws, mailbox: Mailbox
) -> None:
    report(site)
    site.done("POST", f"{OPS}/so-a/bao-loi-1/answer", ANSWER, site.by_ops)
    mailbox.letters.clear()
    for minute in (1, 2):
        ticking.tick(ROUND, NOW + timedelta(minutes=minute))
    ((address, values),) = mailbox.letters
    assert address == "so-a-1@example.test" and ANSWER["text"] in values["vi"]
    (notice,) = site.done("GET", f"/api/units/{ROUND}/so-a/notices", token=site.editor())["notices"]
    assert notice["kind"] == "fault_answered"


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"group": "council", "index": "districts"}, "group"),
        ({"group": "x"}, "group"),
        ({"kind": "x"}, "kind"),
        ({"text": " "}, "text"),
    ],
)
def test_a_report_that_says_nothing_or_names_a_foreign_group_is_refused(
    site: Site, wrong: dict[str, str], at: str
) -> None:
    refused = site.call("POST", UNIT, {**FAULT, **wrong}, site.editor())
    assert (refused.status, refused.problems[0][0]) == (422, at)


def test_a_unit_reaches_its_own_reports_only_and_ops_no_report_that_is_not_there(
    site: Site,
) -> None:
    report(site)
    assert site.call("GET", UNIT, token=site.editor("so-b")).status == 403
    assert site.call("GET", OPS, token=site.editor()).status == 403
    assert site.call("POST", f"{OPS}/so-b/bao-loi-1/close", token=site.by_ops).status == 404


def test_reports_nobody_has_answered_yet_do_not_pile_up_without_end(site: Site) -> None:
    for number in range(MAX_OPEN):
        report(site, save_id=f"bao-loi-{number:03}")
    refused = site.call("POST", UNIT, {**FAULT, "save_id": "mot-nua-1"}, site.editor())
    assert (refused.status, refused.code) == (409, "conflict")
