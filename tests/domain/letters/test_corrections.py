"""A corrected person looks the same to the one who corrected it, answered or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.letters import delivery
from chalicelib.domain.letters.corrections import moved
from chalicelib.domain.letters.delivery import STALE, STRENGTH, News
from chalicelib.domain.letters.invitations import ANSWERED, QUEUED, SENT, VOID, Invitation
from tests.small_round import NOW

NEWS = st.lists(st.builds(News, st.just(1), st.sampled_from(STRENGTH)), max_size=4)
INVITATION = Invitation("abcdefghijkl", "thu-2026", "departments", "leaders", "so-a", "so-a", 0)
FIRST = delivery.told(delivery.claimed(INVITATION, NOW), News(1))


def history(
    invitation: Invitation, before: Iterable[News], after: Iterable[News], dies: bool
) -> list[object]:
    """What a lister sees step by step, and which letters go out, from the first letter to the
    corrected one's news.
    """
    seen: list[object] = []
    for news in before:
        invitation = delivery.told(invitation, news)
        seen.append(delivery.shown(invitation))
    gone, fresh = moved(invitation, "dung-dia-chi@example.test")
    assert gone.status == VOID
    now = NOW
    for _ in range(1 + dies):  # a worker that dies leaves the letter to the next one
        seen.append(delivery.claimable(fresh, now))
        fresh = delivery.claimed(fresh, now)
        now += STALE + timedelta(seconds=1)
    for news in (News(1), *after):
        fresh = delivery.told(fresh, news)
        seen += [delivery.shown(fresh), delivery.is_due(fresh), fresh.letters, fresh.sends]
    return seen


@given(NEWS, NEWS, st.booleans())
def test_what_a_lister_sees_does_not_depend_on_the_answer(
    before: list[News], after: list[News], dies: bool
) -> None:
    answered = replace(FIRST, status=ANSWERED)
    assert history(answered, before, after, dies) == history(FIRST, before, after, dies)


def test_a_person_who_has_answered_stays_answered() -> None:
    stands = [
        moved(replace(FIRST, status=status), "x@example.test")[1].status
        for status in (SENT, ANSWERED)
    ]
    assert stands == [QUEUED, ANSWERED]
