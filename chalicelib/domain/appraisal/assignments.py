"""Assignments: which council member appraises which criterion of which unit ([1] II.3: members take
the field of their own ministry).

What is more specific wins: a sub-criterion over its criterion, a criterion over its area, and at
the same depth named units over all units.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from chalicelib.domain.criteria.tree import APPRAISED, Leaf
from chalicelib.domain.rounds.round import Index, Round
from chalicelib.domain.rounds.units import Unit

# Why nobody appraises a criterion of a unit.
NOBODY, OWN_UNIT, LEFT = "nobody", "own_unit", "left"


@dataclass(frozen=True, slots=True)
class AppraisalAssignment:
    """A part of an index (the code of an area, a criterion or a sub-criterion), of these `units` or
    of every unit (none named), goes to `member`.

    `helpers` prepare values for the member. `deputy` appraises in place of the member what is the
    member's own unit. People are known by e-mail address.
    """

    index: str
    part: str
    member: str
    units: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class OwnUnits:
    """The units at which a person of the council works, and so appraises nothing."""

    person: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assignments:
    """Everything that is assigned in a round; `version` counts the changes (0: never assigned).

    `subs` has the account (its `sub`) of each member who has a deputy, so that a unit at which the
    member works since then is the deputy's at once.
    """

    rows: tuple[AppraisalAssignment, ...] = ()
    own: tuple[OwnUnits, ...] = ()
    version: int = 0
    subs: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Appraisers:
    """Who appraises one criterion of one unit, and who helps.

    `gap` is why nobody can (NOBODY, OWN_UNIT, LEFT), else ""; `member` is then who would have.
    """

    member: str = ""
    helpers: tuple[str, ...] = ()
    gap: str = ""


@dataclass(frozen=True, slots=True)
class UnappraisedPart:
    """Criteria of one area that nobody appraises for these units, and why; `member` is as in
    Appraisers.
    """

    index: str
    area: str
    leaves: tuple[str, ...]
    units: tuple[str, ...]
    why: str
    member: str


def parts_of(index: Index) -> dict[str, tuple[int, tuple[str, ...]]]:
    """The depth (0 area, 1 criterion, 2 sub-criterion) and the appraised leaves of each part of an
    index, by code. Where parts of two depths have one code, it means the more general one.
    """
    criteria = [criterion for area in index.areas for criterion in area.criteria]
    levels: list[list[tuple[str, tuple[Leaf, ...]]]] = [
        [(area.code, area.leaves) for area in index.areas],
        [(criterion.code, criterion.leaves) for criterion in criteria],
        [(leaf.code, (leaf,)) for leaf in index.leaves.values()],
    ]
    parts: dict[str, tuple[int, tuple[str, ...]]] = {}
    for depth, level in enumerate(levels):
        for code, leaves in level:
            codes = tuple(leaf.code for leaf in leaves if leaf.method in APPRAISED)
            parts.setdefault(code, (depth, codes))
    return parts


def joined(own: Iterable[OwnUnits]) -> dict[str, frozenset[str]]:
    """The own units of each person; several entries of a person add up."""
    units: dict[str, frozenset[str]] = defaultdict(frozenset)
    for each in own:
        units[each.person] |= frozenset(each.units)
    return dict(units)


def changed_own(kept: Iterable[OwnUnits], given: Iterable[OwnUnits]) -> tuple[OwnUnits, ...]:
    """The own units after a change: of the people who are given those given, of others those kept;
    by person, and nobody without any.
    """
    own = {**joined(kept), **joined(given)}
    return tuple(
        OwnUnits(person, tuple(sorted(own[person]))) for person in sorted(own) if own[person]
    )


class Plan:
    """The assignments of a round, ready to be asked who appraises what.

    `own` are the units at which each person works. `people` are those who can appraise today; an
    assignment to anyone else is a gap. None: everybody who is named can.
    """

    def __init__(
        self,
        rows: Iterable[AppraisalAssignment],
        round_: Round,
        own: Mapping[str, Collection[str]],
        people: Collection[str] | None = None,
    ) -> None:
        self._round, self._own, self._people = round_, own, people
        # By index, unit ("" for all) and leaf: the depth of the assignment, and itself.
        self._rows: dict[tuple[str, str, str], tuple[int, AppraisalAssignment]] = {}
        parts = {index.id: parts_of(index) for index in round_.indexes}
        known = [(parts.get(row.index, {}).get(row.part, (0, ())), row) for row in rows]
        for (depth, leaves), row in sorted(known, key=lambda each: each[0][0]):
            for unit in row.units or ("",):
                self._rows |= {(row.index, unit, leaf): (depth, row) for leaf in leaves}

    def who(self, unit: Unit, leaf: str) -> Appraisers:
        """Who appraises this leaf of this unit; nobody for one that no member appraises."""
        named = self._rows.get((unit.index, unit.id, leaf))
        general = self._rows.get((unit.index, "", leaf))
        found = max(filter(None, (named, general)), key=lambda each: each[0], default=None)
        return self._who(found[1], unit.id) if found else Appraisers(gap=NOBODY)

    def _who(self, row: AppraisalAssignment, unit: str) -> Appraisers:
        member = row.member
        if self.works_at(member, unit):
            if not row.deputy or self.works_at(row.deputy, unit):
                return Appraisers(row.member, gap=OWN_UNIT)
            member = row.deputy
        if self._people is not None and member not in self._people:
            return Appraisers(member, gap=LEFT)
        helpers = (each for each in row.helpers if not self.works_at(each, unit) and each != member)
        return Appraisers(member, tuple(helpers))

    def works_at(self, person: str, unit: str) -> bool:
        """Whether that is the person's own unit, of which the person appraises nothing."""
        return unit in self._own.get(person, ())

    def cells(
        self, units: Iterable[Unit], skipped: Mapping[str, Collection[str]]
    ) -> Iterator[tuple[Unit, str, str, Appraisers]]:
        """Unit, area, leaf and appraisers of everything that is to be appraised, in the order of
        the units and the tree; `skipped` are the leaves that do not apply, by unit.
        """
        for unit in units:
            absent = skipped.get(unit.id, ())
            for area in self._round.index(unit.index).areas:
                for leaf in area.leaves:
                    if leaf.method in APPRAISED and leaf.code not in absent:
                        yield unit, area.code, leaf.code, self.who(unit, leaf.code)


Cells = Iterable[tuple[Unit, str, str, Appraisers]]


def load(cells: Cells) -> Counter[tuple[str, str, str]]:
    """How many criteria of units each member appraises, by index, area and member; those that
    nobody appraises are counted under "".
    """
    return Counter(
        (unit.index, area, "" if who.gap else who.member) for unit, area, _, who in cells
    )


def gaps(cells: Cells) -> list[UnappraisedPart]:
    """What nobody appraises, in the order of the tree: criteria of one area with the same units,
    for the same reason, are one gap.
    """
    units: dict[tuple[str, str, str, Appraisers], list[str]] = defaultdict(list)
    for unit, area, leaf, who in cells:
        if who.gap:
            units[unit.index, area, leaf, who].append(unit.id)
    leaves: dict[tuple[str, str, Appraisers, tuple[str, ...]], list[str]] = defaultdict(list)
    for (index, area, leaf, who), same in units.items():
        leaves[index, area, who, tuple(same)].append(leaf)
    return [
        UnappraisedPart(index, area, tuple(codes), same, who.gap, who.member)
        for (index, area, who, same), codes in leaves.items()
    ]
