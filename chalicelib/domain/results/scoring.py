"""Scoring: the points of a unit (contract §4). Exact parts are added up; nothing is rounded here.

A leaf that does not apply counts in neither the points nor the maximum. The latest appraisal of a
leaf counts; self-scores never do. A value that is missing counts 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from chalicelib.domain.bundles.bundle import Bundle, Value, cells_of
from chalicelib.domain.criteria.rules import Survey
from chalicelib.domain.criteria.tree import APPRAISED, Leaf
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.survey.tallies import Cell, Cells

ZERO = Fraction(0)
EXCLUDED, MISSING, UNRANKED, RANKED = "excluded", "missing", "unranked", "ranked"
NOT_APPRAISED = "not appraised"


def percent(points: Fraction, maximum: Fraction) -> Fraction:
    """Points as a percentage of the maximum; 0 where the maximum is 0."""
    return points / maximum * 100 if maximum else ZERO


@dataclass(frozen=True, slots=True)
class AreaScore:
    """The points of a unit in an area, by every method, without adjustments."""

    code: str
    points: Fraction
    maximum: Fraction

    @property
    def index(self) -> Fraction:
        """The percentage of the area."""
        return percent(self.points, self.maximum)


@dataclass(frozen=True, slots=True)
class UnitScore:
    """The exact points of a unit; `invited` and `answered` are None if they are not known.

    `without_data` are the applying leaves that nothing was given for, so that they count 0;
    `surveyed` if an answer about the unit counts. `points` has those of every applying leaf, by its
    code.
    """

    unit: Unit
    status: str
    reason: str | None
    maximum: Fraction
    appraised: Fraction
    survey: Fraction
    external: Fraction
    adjustments: Fraction
    areas: tuple[AreaScore, ...]
    invited: int | None
    answered: int | None
    voided: bool
    without_data: tuple[Leaf, ...] = ()
    surveyed: bool = False
    points: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def total(self) -> Fraction:
        """All points with the adjustments, not clipped to 0…maximum."""
        return self.appraised + self.survey + self.external + self.adjustments

    @property
    def index(self) -> Fraction:
        """The exact index: `total` as a percentage of `maximum`."""
        return percent(self.total, self.maximum)

    @property
    def scored(self) -> bool:
        """Whether the unit has an index."""
        return self.status in (UNRANKED, RANKED)


def score_index(bundle: Bundle, index: Index) -> list[UnitScore]:
    """The scores of the units of the index, in the order of the bundle."""
    scorer = Scorer(bundle, index)
    return [scorer.score(unit) for unit in bundle.units if unit.index == index.id]


def survey_mean(unit: str, rule: Survey, cells: Cells, min_answers: int) -> Fraction | None:
    """Σ w·m ÷ Σ w over the groups with answers, 0…1; None if there are none.

    m is the mean weight of all answers that the group gave to the rule's questions, leaving out
    each question that fewer than `min_answers` of the unit's respondents in the group answered.
    """
    weighted, weights = ZERO, ZERO
    for group, weight in rule.weights.items():
        given = counted(unit, group, rule, cells, min_answers).values()
        if given:
            mean = sum((cell.weight_sum for cell in given), ZERO) / sum(
                cell.answered for cell in given
            )
            weighted, weights = weighted + weight * mean, weights + weight
    return weighted / weights if weights else None


def counted(unit: str, group: str, rule: Survey, cells: Cells, min_answers: int) -> dict[str, Cell]:
    """The cells of a group that count for a rule, by question: those with enough answers."""
    return {
        question: cell
        for question in rule.questions
        if (cell := cells.get((unit, group, question))) and cell.answered >= max(1, min_answers)
    }


def _is_answered(leaf: Leaf, given: Fraction | None) -> bool:
    return isinstance(leaf.rule, Survey) and given is not None


class Scorer:
    """Scores the units of one index of a bundle."""

    def __init__(self, bundle: Bundle, index: Index) -> None:
        self._bundle, self._index = bundle, index
        self._cells = cells_of(bundle, index)
        self._points_of: dict[tuple[str, int], Fraction] = {}
        self._adjustments: dict[str, Fraction] = defaultdict(Fraction)
        for adjustment in bundle.adjustments:
            self._adjustments[adjustment.unit] += adjustment.points

    def score(self, unit: Unit) -> UnitScore:
        """The unit's score."""
        applying = {
            leaf.code: leaf
            for leaf in self._index.leaves.values()
            if (unit.id, leaf.code) not in self._bundle.not_applicable
        }
        given = {code: self._points(unit, leaf) for code, leaf in applying.items()}
        points = {code: worth or ZERO for code, worth in given.items()}
        sums = {
            method: sum(
                (points[code] for code, leaf in applying.items() if leaf.method in methods), ZERO
            )
            for method, methods in (
                ("appraised", APPRAISED),
                ("survey", "survey"),
                ("external", "external"),
            )
        }
        status, reason = self._status(unit, applying)
        voided = unit.id in self._bundle.voids
        return UnitScore(
            unit,
            status,
            reason,
            sum((leaf.max for leaf in applying.values()), ZERO),
            sums["appraised"],
            sums["survey"],
            sums["external"],
            self._adjustments[unit.id],
            self._areas(applying, points),
            *self._turnout(unit.id),
            voided,
            tuple(leaf for code, leaf in applying.items() if given[code] is None),
            not voided and any(map(_is_answered, applying.values(), given.values())),
            points,
        )

    def _points(self, unit: Unit, leaf: Leaf) -> Fraction | None:
        """The points of a leaf; None if nothing was given for it."""
        if isinstance(leaf.rule, Survey):
            if unit.id in self._bundle.voids:
                return ZERO
            least = self._bundle.round.min_answers
            mean = survey_mean(unit.id, leaf.rule, self._cells, least)
            return None if mean is None else leaf.max * mean
        value = self._value(unit.id, leaf)
        return None if value is None else self._worth(value, leaf)

    def _worth(self, value: Value, leaf: Leaf) -> Fraction:
        """The points of a value, computed once: units with the same text share one object."""
        key = (leaf.code, id(value))
        if key not in self._points_of:
            self._points_of[key] = leaf.rule.points(value, leaf)
        return self._points_of[key]

    def _value(self, unit: str, leaf: Leaf) -> Value | None:
        if leaf.method == "external":
            return self._bundle.external.get((unit, leaf.code))
        for number in (2, 1):
            if appraisal := self._bundle.appraisals.get((unit, leaf.code, number)):
                return appraisal.value
        return None

    def _status(self, unit: Unit, applying: Mapping[str, Leaf]) -> tuple[str, str | None]:
        if unit.id in self._bundle.exclusions:
            return EXCLUDED, self._bundle.exclusions[unit.id].text or None
        appraised = [leaf for leaf in applying.values() if leaf.method in APPRAISED]
        if appraised and all(self._value(unit.id, leaf) is None for leaf in appraised):
            return MISSING, NOT_APPRAISED
        return (RANKED if unit.ranked else UNRANKED), None

    def _areas(
        self, applying: Mapping[str, Leaf], points: Mapping[str, Fraction]
    ) -> tuple[AreaScore, ...]:
        areas = (
            (area.code, [leaf for leaf in area.leaves if leaf.code in applying])
            for area in self._index.areas
        )
        return tuple(
            AreaScore(
                code,
                sum((points[leaf.code] for leaf in leaves), ZERO),
                sum((leaf.max for leaf in leaves), ZERO),
            )
            for code, leaves in areas
            if leaves
        )

    def _turnout(self, unit: str) -> tuple[int | None, int | None]:
        """How many were invited and answered: from participation if it has the unit, else by
        counting answers.

        Cells do not say how many people answered; with cells alone both are None.
        """
        rows = [row for (name, _), row in self._bundle.participation.items() if name == unit]
        if rows:
            return sum(row.invited for row in rows), sum(row.answered for row in rows)
        if self._bundle.cells:
            return None, None
        width = max(1, len(self._index.questions))
        return None, sum(
            len(box) // width for (name, _), box in self._bundle.boxes.items() if name == unit
        )
