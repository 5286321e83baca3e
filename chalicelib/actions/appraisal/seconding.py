"""Seconding: a member gives the second score of what the sample dealt to him or her, without seeing
what the first appraiser gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.actions.appraisal import allowing, appraising, reading_submissions, sampling
from chalicelib.actions.assessment import saving
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.appraisal import reasons
from chalicelib.domain.appraisal.second_scores import entry_of
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.criteria.tree import APPRAISED, Leaf
from chalicelib.domain.errors import Forbidden, Problem
from chalicelib.domain.people.accounts import APPRAISING, Account
from chalicelib.domain.rounds.round import Round
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
    names every leaf of which the member is not to give one. WindowClosed once the final pass has
    closed for the round, though it is open again for the unit: first values are seen by then.
    """
    by.require_appraiser(place.round.id)
    sampling.require_in_time(place.round.id, now)
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
    return seconded_of(place.round, [place.unit], by).get(place.unit.id, frozenset())


def seconded_of(round_: Round, units: Iterable[Unit], by: Account) -> dict[str, frozenset[str]]:
    """The same for those of these units that have any, by unit."""
    dealt = _dealt_to(round_, units, by)
    if not dealt or by.role not in APPRAISING or sampling.sees_pairs(by, round_.id):
        return {}
    may = allowing.allowed_of(round_, [unit for unit, _ in dealt.values()], by)
    passes = sampling.first_sheets(round_.id, dealt)
    absent = ruling.not_applicable(round_.id)
    found = {}
    for unit, (_, leaves) in dealt.items():
        allowed = may[unit]
        given = {
            leaf
            for leaf in leaves
            if by.email in {sheet.entry(leaf).saved_by for sheet in passes[unit].values()}
        }
        taken = {*allowed.appraises, *allowed.prepares, *given, *absent.get(unit, ())}
        if not allowed.own_unit and (free := frozenset(leaves) - taken):
            found[unit] = free
    return found


def _dealt_to(
    round_: Round, units: Iterable[Unit], by: Account
) -> dict[str, tuple[Unit, list[str]]]:
    """By unit, itself and the leaves that were dealt to this person."""
    if not round_.second_share:
        return {}
    known = {unit.id: unit for unit in units}
    dealt: dict[str, tuple[Unit, list[str]]] = {}
    for (unit, leaf), person in store.get_dealing(round_.id).seconds.items():
        if person == by.email and unit in known:
            dealt.setdefault(unit, (known[unit], []))[1].append(leaf)
    return dealt


def hidden(place: Place, by: Account, now: datetime) -> frozenset[str]:
    """The leaves of which this person is not shown what the council gave, proposed or asked: those
    of the second score, until the final pass has closed.
    """
    if sampling.is_over(place.round.id, now):
        return frozenset()
    return seconded(place, by)


def hidden_at(round_id: str, leaf: str, by: Account, now: datetime) -> frozenset[str]:
    """The units of which this person is not shown what the council gave for the leaf."""
    round_, units = current.get(round_id, now), current.units(round_id, now)
    if sampling.is_over(round_id, now):
        return frozenset()
    mine = seconded_of(round_, units.values(), by)
    return frozenset(unit for unit, leaves in mine.items() if leaf in leaves)


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
    mine = seconded_of(round_, units.values(), by)
    given = sampling.second_sheets(round_id, mine)
    return [
        ToScore(unit, leaf, entry_of(leaf.code, given[unit.id]).value is not None)
        for unit in units.values()
        if unit.id in mine
        for leaf in round_.index(unit.index).leaves.values()
        if leaf.code in mine[unit.id]
    ]


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
