"""Comparisons: how many answers of one kind a unit has, against the other units of its index.

The expected number comes from the other units, group by group (indirect standardisation), and so
does the spread of honest units. The chance of the seen number is a beta-binomial tail (`chances`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.integrity.chances import LEAST_SPREAD, Expected, spread_of, tail
from chalicelib.domain.survey.boxes import Key

# With fewer answers a comparison says nothing, and their count says too much about each person.
LEAST = 5
_LEAST_UNITS = 3


@dataclass(frozen=True, slots=True)
class Share:
    """How many answers of a (unit, group) are of a kind, of how many.

    `prone` is the factor by which this box is expected to have more than others of its group,
    `spread` the least spread of such boxes (a correlation).
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
    """A unit overall (`group` "") or one of its groups: `seen` of `of` answers, how many are
    `expected`, and the `chance` (0…1) of `seen` or more.
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
    comparisons: list[Comparison] = []
    for scope, units in scopes.items():
        comparisons += _compare(scope, units)
    return [each for each in comparisons if not each.group or groups[each.unit] > 1]


def _compare(scope: str, units: Mapping[str, list[Share]]) -> Iterable[Comparison]:
    seen: Counter[str] = Counter()
    size: dict[str, float] = defaultdict(float)
    for shares in units.values():
        for share in shares:
            seen[share.group] += share.seen
            size[share.group] += share.of * share.prone

    def count(shares: list[Share], without: list[Share]) -> Expected:
        """How many the shares have, and how many are usual in the boxes of their groups, without
        those of `without`.
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
        counted = count(shares, shares)
        if counted.of < LEAST or len(units) < _LEAST_UNITS:
            continue
        others = [count(given, shares) for other, given in units.items() if other != unit]
        spread = max(spread_of(others), *(share.spread for share in shares))
        chance = tail(counted.seen, counted.of, counted.chance, spread)
        yield Comparison(unit, scope, counted.seen, counted.of, counted.expected, chance)
