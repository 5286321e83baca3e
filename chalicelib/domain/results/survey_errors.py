"""Survey errors: how far an index could be off because not everybody answered the survey.

The published mean of a group is that of the invited who answered. If they are a random part of the
invited, the exact index is a sum Σ a·W over the cells, W the sum of a question's weights, and of a
cell with n answers out of N invited

    sd(W) = √( n · s² · (1 - n/N) ),  s² = (Σy² - (Σy)²/n) ÷ (n - 1)

(W. G. Cochran, Sampling Techniques, 1977, theorem 2.2, for n times the mean). Cells do not say how
the answers of one person to several questions go together, so the deviations of a group are added
up: sd(Σ a·W) ≤ Σ a·sd(W), by Minkowski, which is never too little. Groups are different people;
their variances add up. docs/uncertainty.md says what this covers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chalicelib.domain.bundles.bundle import Bundle
from chalicelib.domain.criteria.rules import Survey
from chalicelib.domain.results.scoring import ZERO, UnitScore, counted
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.survey.tallies import Cell, Cells
from chalicelib.domain.t_distribution import MOST


@dataclass(frozen=True, slots=True)
class GroupError:
    """The standard deviation that one group of respondents gives to an index, and its degrees of
    freedom.
    """

    deviation: Decimal
    freedom: int


@dataclass(frozen=True, slots=True)
class SurveyError:
    """What the survey leaves open about an index: the deviations of its groups, all independent.
    `low` and `high` are the index if the survey gave nothing and everything.
    """

    groups: tuple[GroupError, ...]
    low: Fraction
    high: Fraction

    @property
    def freedom(self) -> int:
        """The degrees of freedom of the sum (see `freedom_of`)."""
        return freedom_of(float(self.variance), float(self.spread))

    @property
    def spread(self) -> Decimal:
        """Σ deviation⁴ ÷ degrees of freedom, for `freedom_of`."""
        return sum((group.deviation**4 / group.freedom for group in self.groups), Decimal(0))

    @property
    def variance(self) -> Decimal:
        """The variance of the index."""
        return sum((group.deviation**2 for group in self.groups), Decimal(0))


def freedom_of(variance: float, spread: float) -> int:
    """The whole degrees of freedom, 1 to MOST, of a sum of independent errors with this variance
    and Σ deviation⁴ ÷ degrees of freedom (B. L. Welch, Biometrika 34 (1947), 28-35).
    """
    return min(MOST, max(1, int(variance**2 / spread))) if spread else MOST


def survey_error(
    bundle: Bundle, index: Index, score: UnitScore, cells: Cells
) -> SurveyError | None:
    """What the survey leaves open about a unit's index; None if that is not known."""
    unit = score.unit.id
    surveyed = [
        (leaf.max, leaf.rule)
        for leaf in index.leaves.values()
        if isinstance(leaf.rule, Survey) and leaf.code in score.points
    ]
    if score.voided or not surveyed or not score.maximum:
        return SurveyError((), score.index, score.index)
    factors: dict[str, dict[str, Fraction]] = {}
    for maximum, rule in surveyed:
        worth = 100 * maximum / score.maximum
        shares = _shares(unit, rule, cells, bundle.round.min_answers)
        if not shares:
            return None
        for (group, question), share in shares.items():
            known = factors.setdefault(group, {})
            known[question] = known.get(question, ZERO) + worth * share
    errors = []
    for group, by_question in factors.items():
        turnout = bundle.participation.get((unit, group))
        error = _group_error(
            [(factor, cells[unit, group, name]) for name, factor in by_question.items()],
            turnout.invited if turnout else None,
        )
        if error is None:
            return None
        errors.append(error)
    most = sum((maximum for maximum, _ in surveyed), ZERO) * 100 / score.maximum
    floor = score.index - 100 * score.survey / score.maximum
    return SurveyError(tuple(errors), floor, floor + most)


def _shares(
    unit: str, rule: Survey, cells: Cells, min_answers: int
) -> dict[tuple[str, str], Fraction]:
    """What one point of a cell's weight sum adds to the rule's mean, by group and question."""
    given = {group: counted(unit, group, rule, cells, min_answers) for group in rule.weights}
    weights = sum((rule.weights[group] for group, found in given.items() if found), ZERO)
    return {
        (group, question): rule.weights[group] / weights / sum(c.answered for c in found.values())
        for group, found in given.items()
        for question in found
    }


def _group_error(parts: Sequence[tuple[Fraction, Cell]], invited: int | None) -> GroupError | None:
    """The error that a group's cells give, each with its factor; None if a single answer stands
    for others.
    """
    deviation, fewest = Decimal(0), MOST + 1
    for factor, cell in parts:
        unheard = Fraction(1) if invited is None else 1 - Fraction(cell.answered, max(invited, 1))
        if unheard <= 0:
            continue
        if cell.answered < 2:
            return None
        squares = cell.weight_square_sum - cell.weight_sum**2 / cell.answered
        variance = cell.answered * squares / (cell.answered - 1) * unheard
        deviation += decimal(factor) * decimal(variance).sqrt()
        fewest = min(fewest, cell.answered)
    return GroupError(deviation, fewest - 1)


def decimal(value: Fraction) -> Decimal:
    """The value with as many digits as the context has."""
    return Decimal(value.numerator) / Decimal(value.denominator)
