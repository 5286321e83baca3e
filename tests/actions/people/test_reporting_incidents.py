"""An incident is kept once, every step of it is on record, and no reply is lost to another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.actions.lists import listing
from chalicelib.actions.people import reporting_incidents as incidents
from chalicelib.domain.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from chalicelib.domain.people.incidents import MAX_OPEN, Incident, IncidentNote
from chalicelib.store import audit
from chalicelib.store import incidents as store
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, OPS

ABOUT = ("departments", "leaders", "receiving", "Chưa nhận được thư", "Người trực 01")
MADE = Incident("bao-loi-1", "so-a", *ABOUT, EDITOR.email, NOW)
REPLY = IncidentNote("tra-loi-1", "Đã gửi lại", OPS.email, NOW)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
@told_once
def _loaded(aws: Aws) -> None:
    story.load()


def report(incident: Incident = MADE) -> Incident:
    return incidents.report(listing.lister_of(ROUND, incident.unit, NOW), incident, NOW)


def answer(reply: IncidentNote = REPLY) -> Incident:
    return incidents.answer(ROUND, "so-a", MADE.id, reply)


def close(by: Any = OPS) -> Incident:
    return incidents.close(ROUND, "so-a", MADE.id, by, LATER)


def kept(unit: str = "so-a") -> list[Incident]:
    return incidents.list_incidents(ROUND, unit)


def acts() -> list[tuple[str, str, str]]:
    found = [act for act in audit.list_acts(ROUND) if act.act.endswith("_fault")]
    return [(act.act, act.subject, act.by) for act in found]


def overtake(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """So many times a colleague's reply is kept just before one's own change."""
    put, left = store.put, iter(range(1, times + 1))

    def slow(*arguments: Any) -> bool:
        if number := next(left, 0):
            with monkeypatch.context() as quick:
                quick.setattr(store, "put", put)
                answer(replace(REPLY, id=f"dong-nghiep-{number}"))
        return put(*arguments)

    monkeypatch.setattr(store, "put", slow)


def test_every_unit_reports_under_its_own_name_and_operations_staff_see_all() -> None:
    report()
    report(replace(MADE, unit="so-b", reported_at=LATER))
    assert [each.unit for each in kept("")] == ["so-b", "so-a"]
    assert kept("so-a") == [MADE]
    assert set(acts()) == {
        ("report_fault", f"{unit}/{MADE.id}", EDITOR.email) for unit in ("so-a", "so-b")
    }


def test_an_incident_of_a_group_that_is_not_the_units_is_not_kept() -> None:
    with pytest.raises(Invalid):
        report(replace(MADE, unit="quan-c", index="districts"))
    report(replace(MADE, group="council"))  # of its own index, though others list the people
    assert (kept("quan-c"), len(acts())) == ([], 1)


def test_too_many_unanswered_incidents_are_refused_but_never_one_that_is_kept_already() -> None:
    for number in range(MAX_OPEN):
        report(replace(MADE, id=f"bao-loi-{number}"))
    one_more = replace(MADE, id="mot-nua")
    with pytest.raises(Conflict):
        report(one_more)
    assert report(replace(MADE, text="bấm hai lần")) == MADE
    assert (len(kept()), len(acts())) == (MAX_OPEN, MAX_OPEN)
    answer()
    assert report(one_more) == one_more


def test_a_report_that_arrives_twice_at_once_is_kept_once(monkeypatch: pytest.MonkeyPatch) -> None:
    put = store.put

    def slow(*arguments: Any) -> bool:
        monkeypatch.setattr(store, "put", put)
        report()
        return put(*arguments)

    monkeypatch.setattr(store, "put", slow)
    assert report(replace(MADE, text="bấm hai lần")) == MADE
    assert (kept(), len(acts())) == ([MADE], 1)


def test_of_two_replies_at_once_both_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    report()
    overtake(monkeypatch, 4)
    assert [reply.id for reply in answer().replies] == [
        *(f"dong-nghiep-{number}" for number in range(1, 5)),
        REPLY.id,
    ]
    assert [act for act, *_ in acts()].count("answer_fault") == 5


def test_a_change_that_is_too_slow_again_and_again_is_not_on_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report()
    overtake(monkeypatch, incidents.ATTEMPTS)
    with pytest.raises(ChangedMeanwhile):
        close()
    assert kept()[0].status == "answered"
    assert "close_fault" not in {act for act, *_ in acts()}


def test_the_first_who_closed_it_is_on_record_and_a_later_reply_is_refused() -> None:
    report()
    answer()
    closed = close(EDITOR)
    assert (closed.closed_by, closed.closed_at) == (EDITOR.email, LATER)
    assert close() == answer() == closed
    with pytest.raises(Conflict):
        answer(replace(REPLY, id="tra-loi-2"))
    assert kept() == [closed]
    assert [(act, by) for act, _, by in acts()][-1] == ("close_fault", EDITOR.email)
    assert len(acts()) == 3


def test_an_incident_that_is_not_there_is_not_closed() -> None:
    with pytest.raises(NotFound):
        close()
    assert acts() == []
