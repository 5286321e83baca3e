"""A bundle: all inputs of a round, typed (contract §3). It is read from files in
`bundles.reading` and written in `bundles.writing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.survey import tallies
from chalicelib.domain.survey.tallies import Cell, Cells

Value = Mapping[str, Any]  # what a rule takes, as JSON


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's own value of a leaf, and its explanation."""

    value: Value
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The council's value of a leaf in one pass, and its comment."""

    value: Value
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Participation:
    """How many of a group of a unit were invited, and how many answered."""

    invited: int
    answered: int


@dataclass(frozen=True, slots=True)
class Interval:
    """The range of a unit's published index and of its rank."""

    index_low: Fraction
    index_high: Fraction
    rank_low: int
    rank_high: int


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason of a decision; `public` if operations staff made it public."""

    text: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Bonus (above 0) or penalty (below 0) points of a unit."""

    unit: str
    points: Fraction
    reason: Reason = field(default_factory=Reason)


@dataclass(frozen=True, slots=True)
class Previous:
    """A unit's published result of the year before."""

    index: Fraction
    rank: int


@dataclass(frozen=True, slots=True)
class Publication:
    """What a published ranking says of itself; `published_at` is ISO 8601 in UTC with `Z`."""

    version: int
    status: str
    published_at: str | None
    reason: str | None
    supersedes: int | None
    engine: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """The inputs of a round by their keys; what is not given is empty.

    `document` has the bytes of round.json. Surveys come either as `boxes` by (unit, group), answer
    strings end to end (see `tallies`), or as `cells` by (unit, group, question). `scores` and
    `external` are keyed by (unit, leaf), `appraisals` by (unit, leaf, pass), `publication` by
    index.
    """

    round: Round
    document: bytes
    units: tuple[Unit, ...]
    scores: Mapping[tuple[str, str], Score] = field(default_factory=dict)
    appraisals: Mapping[tuple[str, str, int], Appraisal] = field(default_factory=dict)
    external: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    boxes: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    cells: Mapping[tuple[str, str, str], Cell] = field(default_factory=dict)
    participation: Mapping[tuple[str, str], Participation] = field(default_factory=dict)
    intervals: Mapping[str, Interval] = field(default_factory=dict)
    not_applicable: Mapping[tuple[str, str], Reason] = field(default_factory=dict)
    exclusions: Mapping[str, Reason] = field(default_factory=dict)
    voids: Mapping[str, Reason] = field(default_factory=dict)
    adjustments: tuple[Adjustment, ...] = ()
    previous: Mapping[str, Previous] = field(default_factory=dict)
    publication: Mapping[str, Publication] = field(default_factory=dict)


def cells_of(bundle: Bundle, index: Index) -> Cells:
    """The cells of the index's units: as given, or tallied from their boxes."""
    units = {unit.id for unit in bundle.units if unit.index == index.id}
    if not bundle.boxes:
        return {key: cell for key, cell in bundle.cells.items() if key[0] in units}
    return tallies.tallied(
        ((key, box) for key, box in bundle.boxes.items() if key[0] in units), index.questions
    )
