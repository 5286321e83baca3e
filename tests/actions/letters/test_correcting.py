"""A bounced address is put right once, on record; nobody learns from it who has answered, and
nobody answers twice.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from chalicelib.actions.letters import correcting, linking, listed_people, mailing
from chalicelib.actions.lists import listing
from chalicelib.actions.lists.listing import Lister
from chalicelib.actions.people import notifying
from chalicelib.actions.survey import responding
from chalicelib.domain.errors import (
    AlreadyAnswered,
    ChangedMeanwhile,
    Conflict,
    Invalid,
    LinkInvalid,
    NotFound,
)
from chalicelib.domain.integrity.traces import Origin
from chalicelib.domain.letters.corrections import APPLIED, REFUSED, WAITING, Correction
from chalicelib.domain.letters.delivery import News, told
from chalicelib.domain.letters.invitations import (
    ANSWERED,
    BOUNCED,
    COMPLAINED,
    DELIVERED,
    SENT,
    UNDELIVERED,
    VOID,
    Invitation,
    invitation_id,
)
from chalicelib.store import audit, invitation_items, signals
from chalicelib.store import corrections as kept
from chalicelib.store import invitations as store
from chalicelib.store import snapshots as counting
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, OPS, Mailbox, mailbox, people

__all__ = ["mailbox"]

FIRST, SECOND, THIRD = (f"nguoi-000{at}@example.test" for at in (1, 2, 3))
NEW = "dung-dia-chi@example.test"
OTHER = "dia-chi-khac@example.test"
ELSEWHERE = "dung-dia-chi@khac.example.test"


@pytest.fixture
def tokens(aws: Aws, mailbox: Mailbox) -> dict[str, str]:
    """Three leaders of so-a with their letters, the first of which came back."""
    story.load()
    story.put("so-a", "leaders", people(1, 3))
    story.send("so-a")
    story.open_window("survey")
    story.invite()
    story.deliver(aws)
    hear(FIRST, BOUNCED)
    return mailbox.tokens()


def find(email: str) -> Invitation:
    found = store.find(invitation_id(ROUND, "departments", email))
    assert found
    return found


def hear(email: str, delivery: str) -> None:
    store.change([find(email)], partial(told, news=News(1, delivery)))


def lister() -> Lister:
    return listing.lister_of(ROUND, "so-a", NOW)


def states() -> list[str]:
    return [each["state"] for each in listed_people.people(lister(), "leaders", "")["people"]]


def correct(new: str = NEW, old: str = FIRST) -> Correction:
    return correcting.correct(lister(), "leaders", "", old, new, EDITOR, NOW)


def answer(token: str) -> None:
    responding.answer(responding.open_link(token, NOW)["ballot"], {"q1": 1}, "r1", NOW)


def test_a_lister_sees_listed_sent_or_bounced(aws: Aws, tokens: dict[str, str]) -> None:
    assert states() == ["bounced", "sent", "sent"]
    hear(SECOND, COMPLAINED)
    assert states() == ["bounced", "sent", "sent"]


def test_who_was_not_written_to_is_listed(aws: Aws) -> None:
    story.load()
    story.put("so-a", "leaders", people(1, 2))
    assert states() == ["listed", "listed"]


@pytest.mark.parametrize("heard", [None, DELIVERED, BOUNCED, COMPLAINED])
def test_nothing_that_a_lister_sees_changes_when_somebody_answers(
    aws: Aws, tokens: dict[str, str], heard: str | None
) -> None:
    if heard:
        hear(SECOND, heard)
    before = listed_people.people(lister(), "leaders", "")
    answer(tokens[SECOND])
    assert listed_people.people(lister(), "leaders", "") == before


def test_a_corrected_address_gets_its_own_letter_and_the_old_link_is_dead(
    aws: Aws, mailbox: Mailbox, tokens: dict[str, str]
) -> None:
    ballot = responding.open_link(tokens[FIRST], NOW)["ballot"]
    mailbox.letters.clear()
    assert correct().state == APPLIED
    story.deliver(aws)
    assert [address for address, _ in mailbox.letters] == [NEW]
    with pytest.raises(LinkInvalid):
        responding.open_link(tokens[FIRST], NOW)
    with pytest.raises(LinkInvalid):
        responding.answer(ballot, {"q1": 1}, "r0", NOW)
    answer(mailbox.tokens()[NEW])
    assert (find(FIRST).status, find(NEW).status, find(NEW).corrections) == (VOID, ANSWERED, 1)
    assert states() == ["sent", "sent", "sent"]


@pytest.mark.parametrize("outcome", [DELIVERED, UNDELIVERED, BOUNCED, COMPLAINED])
def test_of_two_people_whose_letters_came_back_late_nothing_tells_who_had_answered(
    aws: Aws, mailbox: Mailbox, tokens: dict[str, str], outcome: str
) -> None:
    answer(tokens[FIRST])
    hear(SECOND, BOUNCED)
    seen: list[list[Any]] = [[], []]

    def look() -> None:
        shown, written = (
            listed_people.people(lister(), "leaders", "")["people"],
            [each for each, _ in mailbox.letters],
        )
        for at, address in enumerate((NEW, OTHER)):
            seen[at].append((shown[at]["state"], shown[at]["waiting"], address in written))

    look()
    for old, new in ((FIRST, NEW), (SECOND, OTHER)):
        assert correct(new, old).state == APPLIED
    look()
    story.deliver(aws)
    look()
    for email in (NEW, OTHER):
        hear(email, outcome)
    look()
    assert seen[0] == seen[1]
    assert [state for state, *_ in seen[0]] == [
        "bounced",
        "sent",
        "sent",
        "bounced" if outcome in (UNDELIVERED, BOUNCED) else "sent",
    ]
    assert (find(NEW).status, find(OTHER).status) == (ANSWERED, SENT)
    with pytest.raises(AlreadyAnswered):
        responding.open_link(mailbox.tokens()[NEW], NOW)


def test_what_an_answer_left_goes_along_with_the_person(aws: Aws, tokens: dict[str, str]) -> None:
    ballot = responding.open_link(tokens[FIRST], NOW)["ballot"]
    responding.answer(ballot, {"q1": 1}, "r1", NOW, Origin("198.51.100.7", "Firefox"))
    before = invitation_items.InvitationItem.get(find(FIRST).id)
    correct()
    after = invitation_items.InvitationItem.get(find(NEW).id)
    assert all(
        getattr(before, name) and getattr(before, name) == getattr(after, name)
        for name in invitation_items.MARKS
    )


def test_late_news_of_the_letters_to_the_old_address_concerns_nobody_any_more(
    aws: Aws, mailbox: Mailbox, tokens: dict[str, str]
) -> None:
    correct()
    story.deliver(aws)
    before, counted = find(NEW), counting.count(ROUND)
    for delivery in (DELIVERED, COMPLAINED, BOUNCED):
        hear(FIRST, delivery)
    assert find(NEW) == before
    assert states() == ["sent", "sent", "sent"]
    assert [each for each in counting.count(ROUND) - counted if each[2] != VOID] == []


def test_the_address_of_a_revoked_link_is_not_corrected(aws: Aws, tokens: dict[str, str]) -> None:
    linking.revoke(ROUND, "departments", FIRST, "nghỉ hưu", OPS, NOW)
    with pytest.raises(Conflict, match="revoked this"):
        correct()
    shown = listed_people.people(lister(), "leaders", "")["people"]
    assert [(each["state"], each["revoked"]) for each in shown] == [
        ("sent", True),
        ("sent", False),
        ("sent", False),
    ]


@pytest.mark.parametrize("old", [SECOND, "nguoi-0009@example.test"])
def test_only_an_address_that_bounced_can_be_corrected(
    aws: Aws, tokens: dict[str, str], old: str
) -> None:
    with pytest.raises(NotFound if "0009" in old else Conflict):
        correct(old=old)


def test_a_problem_of_the_new_address_names_the_row_where_it_stands_or_that_it_is_the_old_one(
    aws: Aws, tokens: dict[str, str]
) -> None:
    for new, said in ((THIRD, f"{THIRD} đã có ở dòng 3"), (FIRST, "Đây chính là địa chỉ hiện nay")):
        with pytest.raises(Invalid) as refused:
            correct(new)
        (problem,) = refused.value.errors
        assert problem.vi.startswith(said)


def test_a_unit_is_told_once_what_was_decided_on_its_correction(
    aws: Aws, mailbox: Mailbox, tokens: dict[str, str]
) -> None:
    asked = correct(ELSEWHERE)
    assert (asked.person, notifying.notify(ROUND, NOW)) == ("Người trả lời 0001", 0)
    correcting.decide(ROUND, asked.id, True, "đã gọi điện xác nhận", OPS, NOW)
    assert [notifying.notify(ROUND, NOW) for _ in range(2)] == [1, 0]
    (notice,) = notifying.list_notices(ROUND, "so-a")
    assert "dòng 1 của nhóm “Lãnh đạo phòng” được chấp thuận" in notice.text.vi
    assert "Ý kiến: đã gọi điện xác nhận" in notice.text.vi and "@" not in notice.text.vi
    (kept_,) = correcting.list_corrections(ROUND, NOW)
    assert (kept_.decided_at, notice.at) == (NOW, NOW)


@pytest.mark.parametrize("new", ["khong-phai-thu", SECOND, " "])
def test_an_address_that_is_none_or_is_taken_is_refused(
    aws: Aws, tokens: dict[str, str], new: str
) -> None:
    with pytest.raises(Invalid) as refused:
        correct(new)
    assert {problem.at for problem in refused.value.errors} == {"new"}
    assert find(FIRST).status != VOID


def test_somebody_invited_by_another_list_is_not_invited_again(
    aws: Aws, tokens: dict[str, str]
) -> None:
    store.put_missing(
        [replace(story.invitation("so-b", 0), id=invitation_id(ROUND, "departments", NEW))]
    )
    with pytest.raises(Invalid):
        correct()


def test_another_mail_domain_waits_for_ops(
    aws: Aws, mailbox: Mailbox, tokens: dict[str, str]
) -> None:
    asked = correct(ELSEWHERE)
    assert (asked.state, asked.moves_domain) == (WAITING, True)
    assert correct(ELSEWHERE) == asked
    assert find(FIRST).status != VOID
    shown = listed_people.people(lister(), "leaders", "")["people"][0]
    assert (shown["state"], shown["waiting"]) == ("bounced", True)
    decided = correcting.decide(ROUND, asked.id, True, "đã gọi điện xác nhận", OPS, NOW)
    assert (decided.state, decided.decided_by) == (APPLIED, OPS.email)
    story.deliver(aws)
    assert ELSEWHERE in mailbox.tokens()
    with pytest.raises(Conflict):
        correcting.decide(ROUND, asked.id, False, "thôi", OPS, NOW)


def test_what_ops_refused_stays_refused(aws: Aws, tokens: dict[str, str]) -> None:
    asked = correct(ELSEWHERE)
    assert (
        correcting.decide(ROUND, asked.id, False, "không đúng cơ quan", OPS, NOW).state == REFUSED
    )
    with pytest.raises(Conflict):
        correct(ELSEWHERE)
    with pytest.raises(NotFound):
        correcting.decide(ROUND, "khong-co", True, "x", OPS, NOW)


def test_each_correction_is_kept_and_on_record_without_an_address(
    aws: Aws, tokens: dict[str, str]
) -> None:
    correct(ELSEWHERE)
    correct()
    found = {
        (each.unit, each.lister, each.state, each.moves_domain)
        for each in correcting.list_corrections(ROUND, NOW)
    }
    assert found == {("so-a", "so-a", APPLIED, False), ("so-a", "so-a", WAITING, True)}
    acts = [act for act in audit.list_acts(ROUND) if "correct" in act.act]
    assert sorted(act.act for act in acts) == ["ask_correction", "correct_address"]
    assert {act.subject for act in acts} == {"so-a/departments/leaders/0"}
    assert "example.test" not in "".join(act.details + act.subject for act in acts)
    assert {json.loads(act.details)["moves_domain"] for act in acts} == {True, False}


def test_of_two_corrections_at_once_one_counts(
    aws: Aws, tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, others = kept.apply, [OTHER]

    def overtaken(*arguments: Any) -> bool:
        if others:
            correct(others.pop())
        return real(*arguments)

    monkeypatch.setattr(kept, "apply", overtaken)
    with pytest.raises((ChangedMeanwhile, Conflict)):
        correct()
    assert story.rows_of("so-a", "leaders")[0].email == OTHER


def test_a_letter_in_hand_while_its_address_is_corrected_goes_nowhere_with_the_dead_link(
    aws: Aws, mailbox: Mailbox, tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.change([find(SECOND)], lambda each: replace(told(each, News(1, UNDELIVERED)), wanted=2))
    mailbox.letters.clear()
    real = store.change

    def overtaken(found: Any, step: Any) -> Any:
        changed = real(found, step)
        monkeypatch.setattr(store, "change", real)
        correct(old=SECOND)
        return changed

    monkeypatch.setattr(store, "change", overtaken)
    assert not mailing.send(ROUND, [find(SECOND).id], NOW + timedelta(minutes=1)).invitations
    assert mailbox.letters == []  # nothing went to the new one with the dead link
    story.deliver(aws, NOW + timedelta(minutes=2))
    assert [address for address, _ in mailbox.letters] == [NEW]
    assert responding.open_link(mailbox.tokens()[NEW], NOW)


def test_a_link_handed_over_replaces_the_mailed_one_and_ends_the_letters(
    aws: Aws, mailbox: Mailbox, tokens: dict[str, str]
) -> None:
    ballot = responding.open_link(tokens[SECOND], NOW)["ballot"]
    link = linking.hand_over(ROUND, "departments", SECOND, "hộp thư hỏng", OPS, NOW)
    token = link.partition("#")[2]
    with pytest.raises(LinkInvalid):
        responding.open_link(tokens[SECOND], NOW)
    with pytest.raises(LinkInvalid):
        responding.answer(ballot, {"q1": 1}, "r0", NOW)
    again = linking.hand_over(ROUND, "departments", SECOND, "mất giấy", OPS, NOW).partition("#")[2]
    with pytest.raises(LinkInvalid):
        responding.open_link(token, NOW)
    answer(again)
    with pytest.raises(LinkInvalid):  # as before: the first ballot does not tell that it was used
        responding.answer(ballot, {"q1": 1}, "r0", NOW)
    with pytest.raises(AlreadyAnswered):
        responding.open_link(again, NOW)
    acts = [act for act in audit.list_acts(ROUND) if act.act == "hand_over_link"]
    assert acts and not any(
        part in act.subject + act.details for act in acts for part in (again, SECOND)
    )


def test_a_bounced_address_with_a_link_in_hand_is_bounced_no_more(
    aws: Aws, tokens: dict[str, str]
) -> None:
    linking.hand_over(ROUND, "departments", FIRST, "trả lại", OPS, NOW)
    assert states() == ["sent", "sent", "sent"]
    with pytest.raises(Conflict):
        correct()


@pytest.mark.parametrize("handed", [False, True])
def test_once_a_link_is_revoked_nothing_tells_who_had_answered(
    aws: Aws, mailbox: Mailbox, tokens: dict[str, str], handed: bool
) -> None:
    both = (SECOND, THIRD)
    if handed:
        tokens = {
            email: (
                linking.hand_over(ROUND, "departments", email, "hộp thư hỏng", OPS, NOW).partition(
                    "#"
                )[2]
            )
            for email in both
        }
    late = responding.open_link(tokens[THIRD], NOW)["ballot"]
    answer(tokens[SECOND])
    before = counting.count(ROUND)
    for email in both:
        linking.revoke(ROUND, "departments", email, "nghỉ hưu", OPS, NOW)
    for email in both:
        with pytest.raises(LinkInvalid):
            responding.open_link(tokens[email], NOW)
        with pytest.raises(Conflict):
            linking.hand_over(ROUND, "departments", email, "nhầm", OPS, NOW)
    with pytest.raises(LinkInvalid):
        responding.answer(late, {"q1": 1}, "r2", NOW)
    assert (
        counting.count(ROUND) == before
    )  # both go on being counted as invited, and the answer as given
    _, second, third = listed_people.people(lister(), "leaders", "")["people"]
    assert second | {"name": "", "email": ""} == third | {"name": "", "email": ""}
    for email in both:
        hear(email, BOUNCED)
        with pytest.raises(Conflict):
            correct(old=email)
    story.deliver(aws)
    assert not [letter for letter in mailbox.letters if letter[0] == NEW]
    assert [each.handed for each in store.find_all(find(email).id for email in both).values()] == [
        handed
    ] * 2
    traces = [trace.handed for trace in signals.list_changes(ROUND, "departments")]
    assert sum(traces) == (2 if handed else 0)


def test_a_letter_that_was_never_sent_is_counted_alike_whoever_answered_by_a_link_in_hand(
    aws: Aws,
) -> None:
    story.load()
    story.put("so-a", "leaders", people(1, 2))
    story.send("so-a")
    story.open_window("survey")
    story.invite()
    first, _ = [
        linking.hand_over(ROUND, "departments", email, "hộp thư hỏng", OPS, NOW).partition("#")[2]
        for email in (FIRST, SECOND)
    ]
    before = {status for *_, status, _ in counting.count(ROUND)}
    answer(first)
    assert (before, {status for *_, status, _ in counting.count(ROUND)}) == (
        {SENT},
        {SENT, ANSWERED},
    )


def test_who_has_no_invitation_has_no_link(aws: Aws, tokens: dict[str, str]) -> None:
    for act in (linking.hand_over, linking.revoke):
        with pytest.raises(NotFound):
            act(ROUND, "departments", "khong-ai@example.test", "x", OPS, NOW)
