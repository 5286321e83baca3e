"""An invitation is made once, taken in hand by one, and never set back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from chalicelib.domain.letters.delivery import STALE, News, claimed, told
from chalicelib.domain.letters.invitations import ANSWERED, SENT, Invitation
from chalicelib.store import invitations as store
from tests.small_round import NOW

pytestmark = pytest.mark.usefixtures("aws")


def made(count: int, lister: str = "so-a") -> list[Invitation]:
    return [
        Invitation(f"invitation{at:02}", "r", "departments", "leaders", "so-a", lister, at)
        for at in range(count)
    ]


def status(invitation: str) -> str:
    found = store.find(invitation)
    return found.status if found else "none"


def answered(invitation: Invitation) -> Invitation:
    return replace(invitation, status=ANSWERED, claimed_at=None)


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


def test_of_two_workers_who_read_the_same_one_takes_the_letters_and_the_other_decides_anew() -> (
    None
):
    both = made(2)
    store.put_missing(both)
    first = store.change(both, partial(claimed, now=NOW))
    assert [after for _, after in first] == [
        replace(each, sends=1, claimed_at=NOW) for each in both
    ]
    assert store.change(both, partial(claimed, now=NOW)) == []
    assert store.find_all(each.id for each in both) == {after.id: after for _, after in first}


def test_a_letter_left_behind_is_taken_over_once() -> None:
    store.put_missing(made(1))
    store.change(made(1), partial(claimed, now=NOW))
    later = partial(claimed, now=NOW + STALE + timedelta(seconds=1))
    assert [after.sends for _, after in store.change(made(1), later)] == [2]
    assert store.change(made(1), later) == []


def test_news_leaves_alone_whoever_answered_meanwhile() -> None:
    both = made(2)
    store.put_missing(both)
    taken = [after for _, after in store.change(both, partial(claimed, now=NOW))]
    store.change(taken[:1], answered)
    store.change(taken, partial(told, news=News(1)))
    assert [status(each.id) for each in both] == [ANSWERED, SENT]


def test_a_step_that_others_keep_overtaking_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    store.put_missing(made(1))
    monkeypatch.setattr(store, "_write", lambda _: False)
    with pytest.raises(TimeoutError):
        store.change(made(1), partial(claimed, now=NOW))


def test_statuses_of_many_come_in_batches() -> None:
    store.put_missing(made(100))
    ids = [*(each.id for each in made(100)), *(f"unknown{at}" for at in range(50))]
    assert len(list(store.list_statuses(ids))) == 100
