"""The result of a unit, criterion by criterion: what it gave itself, what the council gave in each
pass, with points, and sums by area and in all.

It has the criteria that the council appraises; those of the survey and official figures come with
the publication. Parts are added up exactly and rounded once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from chalicelib.domain.assessment.sheets import Entry
from chalicelib.domain.criteria.tree import APPRAISED, Leaf
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.texts import Text

COLUMNS = ("own", "first", "final")
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class ResultLine:
    """An area, a criterion or a leaf, or (`total`) the whole: exact points by column of COLUMNS,
    None where there are none yet; `entries` are a leaf's own, `counted` is the pass that counts.
    """

    kind: str
    code: str
    title: Text
    maximum: Fraction
    points: Mapping[str, Fraction | None]
    leaf: Leaf | None = None
    entries: Mapping[str, Entry] | None = None
    counted: int | None = None
    applies: bool = True


def lines(
    index: Index,
    own: Mapping[str, Entry],
    first: Mapping[str, Entry] | None,
    final: Mapping[str, tuple[int, Entry]] | None,
    skipped: Collection[str],
) -> list[ResultLine]:
    """The lines of a unit's result in the order of the tree, the total at last; a criterion that is
    its own only leaf is one line. `first` and `final` are None where the unit sees nothing of them.
    """
    shown = {"first": first is not None, "final": final is not None, "own": True}
    found: list[ResultLine] = []
    every: list[ResultLine] = []
    for area in index.areas:
        inside: list[ResultLine] = []
        of_area: list[ResultLine] = []
        for criterion in area.criteria:
            leaves = [
                _leaf(leaf, own, first or {}, final or {}, leaf.code not in skipped)
                for leaf in criterion.leaves
                if leaf.method in APPRAISED
            ]
            if leaves and criterion.leaves[0].code != criterion.code:
                inside.append(_sum("criterion", criterion.code, criterion.title, leaves, shown))
            inside += leaves
            of_area += leaves
        if of_area:
            found += [_sum("area", area.code, area.title, of_area, shown), *inside]
            every += of_area
    return [*found, _sum("total", "", Text("Tổng cộng", "Total"), every, shown)]


def _leaf(
    leaf: Leaf,
    own: Mapping[str, Entry],
    first: Mapping[str, Entry],
    final: Mapping[str, tuple[int, Entry]],
    applies: bool,
) -> ResultLine:
    counted, last = final.get(leaf.code, (None, Entry()))
    entries = {
        "own": own.get(leaf.code, Entry()) if leaf.method == "self_assessed" else Entry(),
        "first": first.get(leaf.code, Entry()),
        "final": last,
    }
    line = ResultLine("leaf", leaf.code, leaf.title, leaf.max, {}, leaf, entries, counted, applies)
    return replace(line, points={name: _points(line, name) for name in COLUMNS})


def _points(line: ResultLine, column: str) -> Fraction | None:
    value = line.entries[column].value if line.entries else None
    if value is None or line.leaf is None or not line.applies:
        return None
    return line.leaf.rule.points(value, line.leaf)


def _sum(
    kind: str, code: str, title: Text, leaves: Iterable[ResultLine], shown: Mapping[str, bool]
) -> ResultLine:
    applying = [line for line in leaves if line.applies]
    points = {
        name: sum((line.points[name] or ZERO for line in applying), ZERO) if shown[name] else None
        for name in COLUMNS
    }
    maximum = sum((line.maximum for line in applying), ZERO)
    return ResultLine(kind, code, title, maximum, points, applies=bool(applying))
