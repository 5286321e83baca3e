"""Seconding: a member gives the second score of what the sample dealt to him or her, without seeing
what the first appraiser gave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.actions.appraisal import allowing, appraising, reading_submissions, sampling
from chalicelib.actions.assessment import saving
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.appraisal import reasons
from chalicelib.domain.appraisal.sampling import Case
from chalicelib.domain.appraisal.second_scores import entry_of
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.criteria.tree import APPRAISED, Leaf
from chalicelib.domain.errors import Forbidden, Problem
from chalicelib.domain.people.accounts import APPRAISING, Account
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import second_scores as store
from chalicelib.store import sheets


@dataclass(frozen=True, slots=True)
class ToScore:
    """A criterion of a unit that waits for the member's second score, or has one (`given`)."""

    unit: Unit
    leaf: Leaf
    given: bool


def score(
    place: Place, save_id: str, changes: Sequence[Change], by: Account, now: datetime
) -> Save:
    """Save second scores as `appraising.appraise` saves values, in a sheet of their own; Forbidden
    names every leaf of which the member is not to give one.
    """
    by.require_appraiser(place.round.id)
    _require_second(place, [change.leaf for change in changes], by)
    sent = reading_submissions.sheet_sent(place.round.id, place.unit.id)

    def missing_reasons(second: Sheet) -> list[Problem]:
        return reasons.missing(changes, second, sent, place.index)

    return saving.save(
        replace(place, second=True), save_id, changes, by.email, now, missing_reasons
    )


def seconded(place: Place, by: Account) -> frozenset[str]:
    """The leaves of the unit of which the member gives the second score: those dealt to him or her,
    without any that he or she appraises, helps with, or gave a value for, since assignments move.
    """
    dealt = dealt_to(place, by)
    if not dealt or by.role not in APPRAISING or sampling.sees_pairs(by, place.round.id):
        return frozenset()
    may = allowing.allowed(place, by)
    if may.own_unit:
        return frozenset()
    passes = appraising.council_sheets(place.round.id, place.unit.id).values()
    own = {leaf for leaf in dealt if by.email in {each.entry(leaf).saved_by for each in passes}}
    absent = ruling.not_applicable(place.round.id).get(place.unit.id, ())
    return dealt.difference(may.appraises, may.prepares, own, absent)


def dealt_to(place: Place, by: Account) -> frozenset[str]:
    """The leaves of the unit that were dealt to this person for a second score."""
    if not place.round.second_share:
        return frozenset()
    seconds = store.get_dealing(place.round.id).seconds
    return frozenset(
        leaf
        for (unit, leaf), person in seconds.items()
        if unit == place.unit.id and person == by.email
    )


def hidden(place: Place, by: Account, now: datetime) -> frozenset[str]:
    """The leaves of which this person is not shown what the council gave, proposed or asked: those
    of the second score, until the final pass has closed.
    """
    if sampling.is_over(place.round.id, now):
        return frozenset()
    return seconded(place, by)


def hidden_units(round_id: str, leaf: str, by: Account, now: datetime) -> dict[str, bool]:
    """By unit, whether the leaf is hidden from this person there; only units that were dealt."""
    round_, units = current.get(round_id, now), current.units(round_id, now)
    if not round_.second_share:
        return {}
    seconds = store.get_dealing(round_id).seconds
    dealt = [unit for (unit, code), who in seconds.items() if code == leaf and who == by.email]
    table = current.timetable(round_id, now)
    return {
        unit: leaf in hidden(Place(round_, table, units[unit], "appraisal_first"), by, now)
        for unit in dealt
    }


def own_scores(place: Place, by: Account) -> dict[int, Sheet]:
    """The member's second scores of the unit by pass (1, 2), and nobody else's."""
    leaves = seconded(place, by)
    found = {}
    for number, kind in appraising.PASSES.items():
        sheet = sheets.get(replace(place, kind=kind, second=True).key)
        own = {code: entry for code, entry in sheet.entries.items() if code in leaves}
        found[number] = replace(sheet, entries=own)
    return found


def to_score(round_id: str, by: Account, now: datetime) -> list[ToScore]:
    """Everything of which the member gives the second score, in the order of units and criteria."""
    round_, units = current.get(round_id, now), current.units(round_id, now)
    table = current.timetable(round_id, now)
    dealt: list[Case] = [
        case for case, who in store.get_dealing(round_id).seconds.items() if who == by.email
    ]
    given = sampling.second_sheets(round_id, {unit for unit, _ in dealt})
    found = []
    for unit in units.values():
        if unit.id not in given:
            continue
        place = Place(round_, table, unit, "appraisal_first")
        mine = seconded(place, by)
        found += [
            ToScore(unit, leaf, entry_of(leaf.code, given[unit.id]).value is not None)
            for leaf in place.index.leaves.values()
            if leaf.code in mine
        ]
    return found


def _require_second(place: Place, leaves: Sequence[str], by: Account) -> None:
    free = seconded(place, by)
    foreign = [
        leaf
        for leaf in leaves
        if leaf in place.index.leaves
        and place.index.leaf(leaf).method in APPRAISED
        and leaf not in free
    ]
    if foreign or not free:
        raise Forbidden(
            "Có tiêu chí không giao Ông/Bà chấm lần hai; chưa lưu gì.",
            "You are not asked for a second score of some criteria; nothing was saved.",
            [
                Problem(
                    leaf,
                    f"{leaf} không giao Ông/Bà chấm lần hai",
                    f"You are not asked for a second score of {leaf}",
                    "not_second",
                )
                for leaf in foreign
            ],
        )
