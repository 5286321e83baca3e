"""Allowing: what a person of the council may do with the criteria of a unit, by the assignments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chalicelib.actions.places import Place
from chalicelib.domain.appraisal import assignments
from chalicelib.domain.appraisal.assignments import Assignments, OwnUnits, Plan
from chalicelib.domain.criteria.tree import APPRAISED
from chalicelib.domain.errors import Forbidden, Problem
from chalicelib.domain.people.accounts import APPRAISING, Account
from chalicelib.domain.rounds.round import Index, Round
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import accounts
from chalicelib.store import assignments as store

_OWN = "own_unit"


@dataclass(frozen=True, slots=True)
class Allowed:
    """The criteria of a unit that a person appraises, those that the person prepares, and whether
    it is the own unit, of which the person does neither.
    """

    appraises: tuple[str, ...] = ()
    prepares: tuple[str, ...] = ()
    own_unit: bool = False


def allowed(place: Place, by: Account) -> Allowed:
    """What the person may do with the criteria of a unit; with no assignments at all in the round,
    members appraise the areas of their accounts.
    """
    return allowed_of(place.round, [place.unit], by)[place.unit.id]


def allowed_of(round_: Round, units: Sequence[Unit], by: Account) -> dict[str, Allowed]:
    """The same for each of these units, by unit."""
    kept, plan = _plan(round_, units, by)
    return {unit.id: _allowed(round_.index(unit.index), unit, kept, plan, by) for unit in units}


def _allowed(index: Index, unit: Unit, kept: Assignments, plan: Plan, by: Account) -> Allowed:
    area_of = {leaf.code: area.code for area in index.areas for leaf in area.leaves}
    codes = [leaf.code for leaf in index.leaves.values() if leaf.method in APPRAISED]
    if plan.works_at(by.email, unit.id):
        return Allowed(own_unit=True)
    if by.role not in APPRAISING:
        return Allowed(prepares=tuple(codes))
    if not kept.rows:
        areas = (code for code in codes if by.may_appraise(index.id, area_of[code]))
        return Allowed(tuple(areas))
    who = {code: plan.who(unit, code) for code in codes}
    return Allowed(
        tuple(code for code in codes if who[code].member == by.email and not who[code].gap),
        tuple(code for code in codes if by.email in who[code].helpers),
    )


def require_assigned(place: Place, leaves: Iterable[str], by: Account) -> None:
    """Raise Forbidden, naming each, if any of these leaves is not the person's to appraise; those
    that nobody appraises are refused elsewhere.
    """
    by.require_appraiser(place.round.id)
    may = allowed(place, by)
    _refuse(_foreign(place, leaves, may.appraises, may))


def require_all_assigned(wanted: Iterable[tuple[Place, Sequence[str]]], by: Account) -> None:
    """As `require_assigned` for leaves of several units of a round, each named `unit/leaf`."""
    found = list(wanted)
    round_ = found[0][0].round
    by.require_appraiser(round_.id)
    may = allowed_of(round_, [place.unit for place, _ in found], by)
    _refuse(
        [
            replace(problem, at=f"{place.unit.id}/{problem.at}")
            for place, leaves in found
            for here in (may[place.unit.id],)
            for problem in _foreign(place, leaves, here.appraises, here)
        ]
    )


def require_helping(place: Place, leaves: Iterable[str], by: Account) -> None:
    """As `require_assigned`, for what the person prepares."""
    by.require_council(place.round.id)
    may = allowed(place, by)
    _refuse(_foreign(place, leaves, may.prepares, may))


def _foreign(
    place: Place, leaves: Iterable[str], free: Iterable[str], may: Allowed
) -> list[Problem]:
    """A problem for each of these leaves that is appraised and not among the free ones."""
    appraised = {leaf.code for leaf in place.index.leaves.values() if leaf.method in APPRAISED}
    code, vi, en = (
        (_OWN, "là của đơn vị nơi Ông/Bà công tác", "is of the unit where you work")
        if may.own_unit
        else ("not_assigned", "không được phân công", "is not assigned to you")
    )
    foreign = (leaf for leaf in leaves if leaf in appraised - set(free))
    return [Problem(leaf, f"{leaf} {vi}", f"{leaf} {en}", code) for leaf in foreign]


def _refuse(problems: Sequence[Problem]) -> None:
    if not problems:
        return
    if all(problem.code == _OWN for problem in problems):
        raise Forbidden(
            "Không ai thẩm định đơn vị nơi mình công tác; chưa lưu gì.",
            "Nobody appraises the unit where they work; nothing was saved.",
            problems,
        )
    raise Forbidden(
        "Có tiêu chí không được phân công cho Ông/Bà; chưa lưu gì.",
        "Some criteria are not assigned to you; nothing was saved.",
        problems,
    )


def _plan(round_: Round, units: Sequence[Unit], by: Account) -> tuple[Assignments, Plan]:
    """The current assignments, and those that are about these units, ready to be asked."""
    kept, by_id = store.get(round_.id), {unit.id: unit for unit in units}
    indexes = {unit.index for unit in units}
    rows = [
        row
        for row in kept.rows
        if row.index in indexes and (not row.units or any(unit in by_id for unit in row.units))
    ]
    # A member may have got a post at a unit since the table was saved; then the deputy is asked.
    replaced = {row.member for row in rows if row.deputy == by.email}
    members = filter(None, (accounts.find(kept.subs[each]) for each in replaced & {*kept.subs}))
    known = known_own(round_.id, [by, *members], by_id)
    own = assignments.joined([*kept.own, *(OwnUnits(*each) for each in known.items())])
    return kept, Plan(rows, round_, own)


def known_own(
    round_id: str, people: Iterable[Account], units: Mapping[str, Unit]
) -> dict[str, tuple[str, ...]]:
    """The units for which these people act themselves in the round, by e-mail address."""
    return {
        account.email: tuple(unit for unit in units if account.role_in(round_id, unit))
        for account in people
    }
