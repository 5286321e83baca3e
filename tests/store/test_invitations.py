"""An invitation is made once, taken in hand by one, and never set back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.invitations import ANSWERED, SENDING, SENT, Invitation
from chalicelib.store import invitations as store
from tests.small_round import NOW

pytestmark = pytest.mark.usefixtures("aws")


def made(count: int, lister: str = "so-a") -> list[Invitation]:
    return [Invitation(f"invitation{at:02}", "r", "departments", "leaders", "so-a", lister, at) for at in range(count)]


def status(invitation: str) -> str:
    found = store.find(invitation)
    return found.status if found else "none"


def test_what_exists_is_never_touched_and_is_returned_as_it_is() -> None:
    first = made(2)
    assert store.put_missing(first) == {each.id: each for each in first}
    others = made(3, "so-b")
    there = store.put_missing(others)
    assert [there[each.id].lister for each in others] == ["so-a", "so-a", "so-b"]


def test_of_two_rows_of_one_person_the_first_is_invited() -> None:
    first = made(1)[0]
    assert store.put_missing([first, replace(first, at=7)])[first.id].at == 0


def test_a_hundred_are_made_at_once() -> None:
    assert len(store.put_missing(made(100))) == 100


def test_letters_are_taken_in_hand_all_or_none() -> None:
    both = made(2)
    store.put_missing(both)
    claimed = [each.claimed(NOW) for each in both]
    assert store.claim(both[:1], claimed[:1])
    assert not store.claim(both, claimed)
    assert [status(each.id) for each in both] == [SENDING, "queued"]


def test_a_stale_claim_is_taken_over_once() -> None:
    one = made(1)
    store.put_missing(one)
    stale = [each.claimed(NOW) for each in one]
    store.claim(one, stale)
    again = [each.claimed(NOW + timedelta(minutes=3)) for each in stale]
    assert store.claim(stale, again)
    assert not store.claim(stale, again)
    assert again[0].sends == 2


def test_settling_leaves_alone_whoever_answered_meanwhile() -> None:
    both = made(2)
    store.put_missing(both)
    store.claim(both, [each.claimed(NOW) for each in both])
    store.InvitationItem(both[0].id).update(store.become(ANSWERED))
    store.settle(both, SENT)
    assert [status(each.id) for each in both] == [ANSWERED, SENT]


def test_statuses_of_many_come_in_batches() -> None:
    store.put_missing(made(100))
    ids = [*(each.id for each in made(100)), *(f"unknown{at}" for at in range(50))]
    assert len(list(store.list_statuses(ids))) == 100
