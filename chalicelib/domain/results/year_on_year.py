"""Year on year: which criteria and units of a round are compared with which of the round before.

A leaf is compared with the one that it names in `was`, else with the one of the same code unless
another leaf names that; a unit with its predecessors, else with the one of the same id. Criteria
whose points cannot be compared say why, in CHANGES.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.criteria.rule_bases import Rule
from chalicelib.domain.criteria.rules import Levels
from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.errors import NotFound
from chalicelib.domain.results.contributions import Profile, mean_profile, profile_of
from chalicelib.domain.results.rankings import RankedUnit, Ranking
from chalicelib.domain.results.waterfalls import Match, Waterfall, waterfall
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.units import Unit

NEW, GONE, SPLIT = "new", "gone", "split"
METHOD, MAXIMUM, RULE = "method", "maximum", "rule"
CHANGES = (NEW, GONE, SPLIT, METHOD, MAXIMUM, RULE)


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """A unit's index against that of the units which it came from, their mean where there are
    several; `reorganised` unless it is the one unit of the same id.
    """

    before: tuple[RankedUnit, ...]
    reorganised: bool
    waterfall: Waterfall


def year_on_year(entry: RankedUnit, ranking: Ranking, before: Ranking) -> YearOnYear | None:
    """A scored unit of a ranking against the ranking of the round before; None if no unit that it
    came from was scored there. NotFound where a predecessor is not in that ranking.
    """
    unit = entry.score.unit
    entries = {known.score.unit.id: known for known in before.entries}
    names = unit.predecessors or tuple(name for name in (unit.id,) if name in entries)
    if unknown := [name for name in names if name not in entries]:
        listed = ", ".join(unknown)
        raise NotFound(
            f"Kỳ trước không có đơn vị {listed} mà đơn vị {unit.id} ghi là tiền thân.",
            f"The round before has no unit {listed}, which {unit.id} names as a predecessor.",
        )
    found = tuple(entries[name] for name in names if entries[name].score.scored)
    if not found:
        return None
    return YearOnYear(
        found,
        is_reorganised(unit),
        waterfall(
            profile_of(entry.score), _mean(found), matched_criteria(ranking.index, before.index)
        ),
    )


def is_reorganised(unit: Unit) -> bool:
    """Whether the unit came from others, so that years compare only with care."""
    return unit.predecessors not in ((), (unit.id,))


def _mean(entries: tuple[RankedUnit, ...]) -> Profile:
    return mean_profile([profile_of(entry.score) for entry in entries])


def matched_criteria(index: Index, before: Index) -> tuple[Match, ...]:
    """Every leaf of both indexes in one match: those of this year in order, then what is gone."""
    sources = _sources(index, before)
    matches, used = [], set[str]()
    for area in index.areas:
        for leaf in area.leaves:
            source = sources.get(leaf.code)
            if source in used:
                continue
            used |= {source} if source else set()
            heirs = tuple(code for code, name in sources.items() if name == source)
            codes = heirs if source else (leaf.code,)
            others = (source,) if source else ()
            changes = _changes(
                [index.leaves[code] for code in codes], before.leaves.get(source or "")
            )
            matches.append(Match(area.code, codes, others, changes))
    gone = (
        Match(area.code, (), (leaf.code,), (GONE,))
        for area in before.areas
        for leaf in area.leaves
        if leaf.code not in used
    )
    return (*matches, *gone)


def _sources(index: Index, before: Index) -> Mapping[str, str]:
    """The code of the year before of each leaf that was there."""
    named = {leaf.was for leaf in index.leaves.values() if leaf.was}
    sources = {}
    for code, leaf in index.leaves.items():
        source = leaf.was or (code if code not in named else "")
        if source in before.leaves:
            sources[code] = source
    return sources


def _changes(leaves: list[Leaf], before: Leaf | None) -> tuple[str, ...]:
    """Why the points of leaves do not compare with those of the leaf that they came from."""
    if before is None:
        return (NEW,)
    if len(leaves) > 1:
        return (SPLIT,)
    leaf = leaves[0]
    kinds = (
        (METHOD, leaf.method != before.method),
        (MAXIMUM, leaf.max != before.max),
        (RULE, _scale(leaf.rule) != _scale(before.rule)),
    )
    return tuple(kind for kind, is_other in kinds if is_other)


def _scale(rule: Rule) -> object:
    """What a rule gives points by; of levels the points alone, since their words are often only put
    better.
    """
    return [level.points for level in rule.levels] if isinstance(rule, Levels) else rule
