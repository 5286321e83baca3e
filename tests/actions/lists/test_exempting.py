"""An exception is asked for, decided once, kept on record, and honoured by the list."""

from __future__ import annotations

import pytest

from chalicelib.actions.lists import exempting, listing, reviewing
from chalicelib.actions.people import notifying
from chalicelib.domain.errors import AlreadySubmitted, Conflict, Invalid, NotFound
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.store import audit
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, OPS, people


@pytest.fixture(autouse=True)
@told_once
def _loaded(aws: Aws) -> None:
    story.load()


def ask(
    kind: str = "fewer", number: int = 2, name: str = "request-1", unit: str = "so-a"
) -> Exemption:
    wanted = Exemption(name, unit, "", "leaders", kind, number, "Đơn vị mới thành lập", NOW, "")
    return exempting.request(listing.lister_of(ROUND, unit, NOW), wanted, EDITOR, NOW)


def decide(approve: bool = True, name: str = "request-1") -> Exemption:
    return exempting.decide(ROUND, "so-a", name, approve, "Theo công văn số 12", OPS, NOW)


def state() -> tuple[int | None, int | None, bool]:
    group = reviewing.overview(listing.lister_of(ROUND, "so-a", NOW), NOW)["leaders"]
    return group["expected"], group["limit"], group["short"]


def test_only_an_approved_exception_counts() -> None:
    story.put("so-a", "leaders", people(1, 2))
    ask()
    assert state() == (15, 100, True)
    assert decide().state == "approved"
    assert state() == (2, 100, False)
    listing.send(listing.lister_of(ROUND, "so-a", NOW), "", EDITOR, NOW)


def test_a_refused_exception_changes_nothing_and_its_note_stays() -> None:
    ask()
    decide(approve=False)
    assert state() == (15, 100, True)
    (kept,) = exempting.list_of(ROUND, NOW, "so-a")
    assert (kept.state, kept.note, kept.decided_by) == ("refused", "Theo công văn số 12", OPS.email)


def test_an_approved_exception_lets_a_list_be_longer() -> None:
    with pytest.raises(Invalid):
        story.put("so-a", "leaders", people(1, 120))
    ask("more", 120)
    decide()
    story.put("so-a", "leaders", people(1, 120))
    with pytest.raises(Invalid):
        story.put("so-a", "leaders", people(1, 121))
    with pytest.raises(Invalid):
        story.put("so-b", "leaders", people(1, 120))


def test_request_and_decision_are_on_record_with_their_reasons() -> None:
    ask()
    decide()
    acts = [
        (act.act, act.subject, act.by, act.reason)
        for act in audit.list_acts(ROUND)
        if "exception" in act.act
    ]
    assert sorted(acts) == [
        ("approve_exception", "so-a/request-1", OPS.email, "Theo công văn số 12"),
        ("request_exception", "so-a/request-1", EDITOR.email, "Đơn vị mới thành lập"),
    ]


def test_a_request_sent_twice_is_one_and_a_decision_stands() -> None:
    assert ask() == ask()
    decide()
    with pytest.raises(Conflict):
        decide(approve=False)
    assert [each.state for each in exempting.list_of(ROUND, NOW)] == ["approved"]
    with pytest.raises(NotFound):
        decide(name="request-2")


def test_the_latest_approved_request_counts() -> None:
    for name, number in (("request-1", 5), ("request-2", 3)):
        ask(number=number, name=name)
        decide(name=name)
    assert state()[0] == 3


def test_after_sending_nothing_is_asked_any_more() -> None:
    story.send("so-a")
    with pytest.raises(AlreadySubmitted):
        ask()


@pytest.mark.parametrize(("kind", "number"), [("fewer", -1), ("more", 0), ("more", 5001)])
def test_a_number_that_no_list_can_have_is_refused(kind: str, number: int) -> None:
    with pytest.raises(Invalid):
        ask(kind, number)


def test_the_unit_is_told_of_the_decision_once() -> None:
    ask()
    assert notifying.notify(ROUND, NOW) == 0
    decide()
    assert [notifying.notify(ROUND, NOW) for _ in range(2)] == [1, 0]
    (notice,) = notifying.list_notices(ROUND, "so-a")
    assert "Ý kiến: Theo công văn số 12" in notice.text.vi
