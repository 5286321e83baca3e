"""Comparisons: how many answers of one kind a unit has, beside what the other units of its index
let expect.

What is expected comes from the other units, group by group (indirect standardisation), and so does
how far honest units differ; the chance of what was seen is a beta-binomial tail (`chances`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.integrity.chances import LEAST_SPREAD, Expected, spread_of, tail
from chalicelib.domain.survey.boxes import Key

# Fewer answers say nothing, and a count of theirs would say too much about each.
LEAST = 5
_LEAST_UNITS = 3


@dataclass(frozen=True, slots=True)
class Share:
    """How many answers of a (unit, group) are of a kind, of how many.

    `prone` says how much more than others of its group this box is expected to hold, as a factor;
    `spread` how far such boxes differ at least.
    """

    seen: int
    of: int
    group: str
    prone: float = 1.0
    spread: float = LEAST_SPREAD


Tally = Mapping[Key, Share]
"""By (unit, group)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A unit in all (`group` "") or one of its groups: `seen` of `of`, `expected` by chance, the
    `chance` of that much or more.
    """

    unit: str
    group: str
    seen: int
    of: int
    expected: float
    chance: float


def compare(tally: Tally) -> list[Comparison]:
    """Compare each unit with the others, overall and per group. With a single group only the
    overall row is given.
    """
    scopes: dict[str, dict[str, list[Share]]] = defaultdict(lambda: defaultdict(list))
    for (unit, group), share in tally.items():
        if share.of:
            for scope in ("", group):
                scopes[scope][unit].append(share)
    groups = {unit: len(shares) for unit, shares in scopes[""].items()}
    return [
        found
        for scope, units in scopes.items()
        for found in _compare(scope, units)
        if not found.group or groups[found.unit] > 1
    ]


def _compare(scope: str, units: Mapping[str, list[Share]]) -> Iterable[Comparison]:
    seen: Counter[str] = Counter()
    size: dict[str, float] = defaultdict(float)
    for shares in units.values():
        for share in shares:
            seen[share.group] += share.seen
            size[share.group] += share.of * share.prone

    def count(shares: list[Share], without: list[Share]) -> Expected:
        """What the shares hold, beside what is usual in the boxes of their groups but those of
        `without`.
        """
        left = {share.group: share for share in without}
        expected = 0.0
        for share in shares:
            less = left.get(share.group, Share(0, 0, ""))
            usual = (seen[share.group] - less.seen + 0.5) / (
                size[share.group] - less.of * less.prone + share.prone
            )
            expected += share.of * share.prone * usual
        return Expected(
            sum(share.seen for share in shares), sum(share.of for share in shares), expected
        )

    for unit, shares in units.items():
        own = count(shares, shares)
        if own.of < LEAST or len(units) < _LEAST_UNITS:
            continue
        spread = max(
            spread_of([count(theirs, shares) for other, theirs in units.items() if other != unit]),
            *(share.spread for share in shares),
        )
        yield Comparison(
            unit, scope, own.seen, own.of, own.expected, tail(own.seen, own.of, own.chance, spread)
        )
