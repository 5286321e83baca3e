"""Settling: the secretariat sees where a second score differs from the first, and a person settles
it; how far each member is from the others follows from all pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.actions.appraisal import allowing, asking_again, pairing, sampling
from chalicelib.actions.rounds import current
from chalicelib.domain.appraisal import consistency
from chalicelib.domain.appraisal.consistency import MemberConsistency
from chalicelib.domain.appraisal.sampling import Case
from chalicelib.domain.appraisal.second_scores import ASK, Dealing, Draw, Pair, Settlement, entry_of
from chalicelib.domain.errors import ChangedMeanwhile, Conflict, NotFound
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import audit
from chalicelib.store import second_scores as store

_DIFFER = ("open", "asked", "looked", "kept")


@dataclass(frozen=True, slots=True)
class SecondScores:
    """What there is of second scores in a round: the draw, how many of the sample have one, what
    nobody can give (`undealt`), by member how many are dealt and given, all pairs that differ, how
    many do not (`alike`), and how far each member is from the others.
    """

    draw: Draw
    dealing: Dealing
    given: Mapping[Case, str]
    undealt: Sequence[Case]
    pairs: Sequence[Pair]
    states: Mapping[str, int]
    members: Sequence[MemberConsistency]

    @property
    def dealt(self) -> dict[str, tuple[int, int]]:
        """By member how many second scores are dealt, and how many of them given."""
        dealt = Counter(self.dealing.seconds.values())
        given = Counter(
            person for case, person in self.dealing.seconds.items() if case in self.given
        )
        return {person: (count, given[person]) for person, count in sorted(dealt.items())}


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """A criterion of a unit that its appraiser is asked to look at again, in these words."""

    unit: Unit
    leaf: str
    text: str
    asked_at: datetime


def overview(round_id: str, now: datetime) -> SecondScores | None:
    """Everything of the round; None before the draw."""
    made = store.find_draw(round_id)
    if made is None:
        return None
    dealing = store.get_dealing(round_id)
    given = sampling.second_sheets(round_id, {row.unit for row in made.sample})
    authors = {
        row.case: entry.saved_by
        for row in made.sample
        if (entry := entry_of(row.leaf, given[row.unit])).value is not None
    }
    pairs = pairing.pairs_of(round_id, list(authors), now)
    differing = [pair for pair in pairs if pair.state in _DIFFER]
    return SecondScores(
        made,
        dealing,
        authors,
        sampling.undealt(round_id, made, dealing, now),
        pairing.with_texts(round_id, differing),
        Counter(pair.state for pair in pairs),
        consistency.of_members(scored for pair in pairs if (scored := pair.scored)),
    )


def settle(
    round_id: str, case: Case, how: str, reason: str, marks: str, by: Account, now: datetime
) -> Pair:
    """Ask the first appraiser, by letter too, to look again, or keep the first value; `marks` are
    those of the pair that the person saw. The same settlement sent again changes nothing.

    NotFound for a case without a second score; Conflict where the values do not differ;
    ChangedMeanwhile if they are other values by now, or somebody else settles at the same time;
    WindowClosed for asking once the final pass has closed.
    """
    found = pairing.with_texts(round_id, pairing.pairs_of(round_id, [case], now))
    if not found:
        raise NotFound(
            "Tiêu chí này của đơn vị không có điểm chấm lần hai.",
            "There is no second score of this criterion of the unit.",
        )
    pair = found[0]
    if marks != pair.marks:
        raise ChangedMeanwhile(
            "Một trong hai giá trị vừa được sửa; hãy tải lại trang rồi xem.",
            "One of the two values was changed meanwhile; load the page again.",
        )
    if pair.state not in _DIFFER:
        raise Conflict("Hai giá trị không khác nhau.", "The two values do not differ.")
    if how == ASK:
        sampling.require_in_time(round_id, now)
    before = pair.settlement
    if before and (before.how, before.reason, before.by, before.marks) == (
        how,
        reason,
        by.email,
        marks,
    ):
        return pair
    settled = Settlement(
        how,
        reason,
        by.email,
        now,
        marks,
        before.before if before else pair.then,
        before.version + 1 if before else 1,
    )
    subject = "/".join(case)
    act = audit.act_of(
        round_id, now, by.email, f"second_score_{how}", subject, reason, {"marks": marks}
    )
    if not store.put_settlement(round_id, case, settled, act):
        raise ChangedMeanwhile(
            "Người khác vừa xử lý khác biệt này; hãy tải lại trang.",
            "Somebody else has just settled this difference; load the page again.",
        )
    if how == ASK:
        asking_again.write(round_id, case, reason, by, now)
    return replace(pair, settlement=settled)


def to_look_at(round_id: str, by: Account, now: datetime) -> list[ToLookAt]:
    """What this member, who appraises it today, is asked to look at again and has not."""
    settled = store.list_settlements(round_id)
    asked = [case for case, each in settled.items() if each.how == ASK]
    if not asked:
        return []
    units = current.units(round_id, now)
    places = [units[unit] for unit in dict.fromkeys(unit for unit, _ in asked)]
    may = allowing.allowed_of(current.get(round_id, now), places, by)
    mine = [case for case in asked if case[1] in may[case[0]].appraises]
    return [
        ToLookAt(units[pair.case[0]], pair.leaf.code, settlement.reason, settlement.at)
        for pair in pairing.pairs_of(round_id, mine, now)
        if pair.state == "asked" and (settlement := pair.settlement)
    ]
