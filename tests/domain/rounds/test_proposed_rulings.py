"""An exclusion or an adjustment counts once a second person has confirmed it, and not before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.errors import Conflict, Forbidden, Invalid
from chalicelib.domain.instants import to_text
from chalicelib.domain.rounds.proposed_rulings import (
    CONFIRMED,
    REFUSED,
    WITHDRAWN,
    ProposedRuling,
    sort,
)
from chalicelib.domain.rounds.rulings import Ruling
from tests.small_round import NOW

FIRST, SECOND = "mot@example.test", "hai@example.test"
OUT = Ruling("exclusion", "so-a", reason="không trung thực", by=FIRST)
BONUS = Ruling("adjustment", "so-a", points="1", id="khen", reason="khen", by=FIRST)
FIGURE = Ruling("external", "so-a", leaf="3.2", value={"percent": "85.3"}, by=FIRST)


def test_exclusions_and_adjustments_wait_and_all_other_rulings_count_at_once() -> None:
    ruled = sort([OUT, FIGURE, BONUS], {})
    assert ruled.at_once == (FIGURE,)
    assert [each.ruling for each in ruled.waiting] == [OUT, BONUS]


def test_a_change_and_a_withdrawal_of_what_counts_wait_too() -> None:
    changes = [replace(BONUS, points="2"), replace(OUT, withdrawn=True)]
    ruled = sort(changes, {each.key: each for each in (OUT, BONUS)})
    assert (ruled.at_once, [each.ruling for each in ruled.waiting]) == ((), changes)


def test_what_counts_already_is_not_asked_for_again_and_drops_what_waits() -> None:
    kept = replace(OUT, by=SECOND, at="t", confirmed_by=FIRST)
    ruled = sort([OUT], {OUT.key: kept})
    assert (ruled.at_once, ruled.waiting, ruled.dropped) == ((), (), (OUT,))


@pytest.mark.parametrize("before", [None, replace(OUT, withdrawn=True)])
def test_withdrawing_what_does_not_count_needs_nobody(before: Ruling | None) -> None:
    withdrawn = replace(OUT, withdrawn=True, reason="nhầm")
    ruled = sort([withdrawn], {OUT.key: before} if before else {})
    assert (ruled.at_once, ruled.waiting, ruled.dropped) == ((), (), (withdrawn,))


def test_the_second_person_confirms_and_is_named_with_the_ruling() -> None:
    made = ProposedRuling(OUT).confirmed(SECOND, NOW)
    assert made.state == CONFIRMED
    named = made.outcome
    assert (named, named.confirmed_by, named.confirmed_at) == (OUT, SECOND, to_text(NOW))


def test_nobody_confirms_the_own_proposal() -> None:
    with pytest.raises(Forbidden):
        ProposedRuling(OUT).confirmed(FIRST, NOW)


def test_a_refusal_has_its_reason_and_by_who_proposed_it_is_a_withdrawal() -> None:
    proposed = ProposedRuling(OUT)
    with pytest.raises(Invalid):
        proposed.refused(" ", SECOND, NOW)
    for by, state in ((SECOND, REFUSED), (FIRST, WITHDRAWN)):
        made = proposed.refused("chưa đủ căn cứ", by, NOW)
        assert (made.state, made.note, made.decided_by) == (state, "chưa đủ căn cứ", by)


def test_what_was_decided_is_decided() -> None:
    decided = ProposedRuling(OUT).confirmed(SECOND, NOW)
    with pytest.raises(Conflict):
        decided.confirmed("ba@example.test", NOW)
    with pytest.raises(Conflict):
        decided.refused("thôi", FIRST, NOW)


def test_an_id_names_what_is_proposed_by_whom_and_no_instant() -> None:
    known = ProposedRuling(OUT).id
    assert ProposedRuling(replace(OUT, at="khác")).id == known
    others = [
        replace(OUT, by=SECOND),
        replace(OUT, reason="khác"),
        replace(OUT, public=True),
        replace(OUT, withdrawn=True),
        BONUS,
    ]
    assert len({known, *(ProposedRuling(each).id for each in others)}) == len(others) + 1
