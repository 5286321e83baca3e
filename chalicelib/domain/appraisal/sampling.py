"""Sampling: which criteria of which units get a second score, and from whom.

The draw can be repeated by anyone who has the seed, the share and the frame (every unit and
criterion that is appraised, with its first appraiser): within each stratum, which is what one
member appraises first, the rows are put in order of the sha256 of `seed`, unit and criterion, one a
line, and the first ones are taken, as many as the share of the stratum, rounded up. Strata are
members since it is members who are compared: a plain draw could leave somebody without a pair.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

# A unit and the code of a leaf.
Case = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A leaf of a unit that `first` appraises."""

    unit: str
    leaf: str
    first: str

    @property
    def case(self) -> Case:
        """The unit and the leaf."""
        return self.unit, self.leaf


def rank(seed: str, case: Case) -> str:
    """Where a case stands in the order of a draw: a sha256 (hex), as good as a random number to
    anyone who did not choose the seed.
    """
    return hashlib.sha256("\n".join((seed, *case)).encode()).hexdigest()


def draw(seed: str, share: Fraction, frame: Iterable[FrameRow]) -> list[FrameRow]:
    """The sample, in order of the draw. The order of the frame does not matter."""
    strata: dict[str, list[FrameRow]] = defaultdict(list)
    for row in frame:
        strata[row.first].append(row)
    sample: list[FrameRow] = []
    for rows in strata.values():
        rows.sort(key=lambda row: rank(seed, row.case))
        sample += rows[: math.ceil(share * len(rows))]
    return sorted(sample, key=lambda row: rank(seed, row.case))


def deal(
    cases: Iterable[Case], able: Mapping[Case, Collection[str]], has: Mapping[str, int]
) -> dict[Case, str]:
    """A second member for each of these cases (in order of the draw) that somebody is `able` to
    take; `has` is how many each person has already.

    Those with the fewest people go first, each to the one with the least, by address where
    several have as few. Nobody takes a case for which he or she is not named.
    """
    loads, dealt = Counter(has), {}
    for case in sorted(cases, key=lambda case: len(able.get(case, ()))):
        if people := able.get(case, ()):
            dealt[case] = min(people, key=lambda person: (loads[person], person))
            loads[dealt[case]] += 1
    return dealt
