"""Tallies: how often each option was chosen, counted by C-speed byte operations, and the exact sums they give.

The box of one (unit, group) holds the answer strings of its respondents end to end: fixed-width records of one ASCII
character a question of the index. A column is a strided slice, an option a `count`; only counts are kept, so
any number of boxes can be streamed in flat memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm

from chalicelib.domain.questionnaires import MAX_OPTIONS, Option, Question

Counts = tuple[int, ...]  # of one question: how many chose option 1, 2, …, 9

_CHOICES = tuple(bytes([ord("0") + choice]) for choice in range(1, MAX_OPTIONS + 1))
# A piece of a box is tallied at a time, so that its columns stay in the processor's cache.
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Cell:
    """What a group of a unit answered to one question; an option of weight null is no answer. Sums are exact."""

    answered: int
    weight_sum: Fraction
    weight_square_sum: Fraction


Cells = Mapping[tuple[str, str, str], Cell]  # by unit, group and question


def tally(box: bytes, width: int) -> tuple[Counts, ...]:
    """The counts of each question of a box whose records are `width` characters (the index's questions)."""
    if width == 0:
        return ()
    if len(box) % width:
        raise ValueError(f"a box of {len(box)} bytes does not hold records of {width}")
    step = max(1, _PIECE // width) * width
    if len(box) <= step:
        return _tally(box, width)
    return add((_tally(box[start:start + step], width) for start in range(0, len(box), step)), width)


def _tally(piece: bytes, width: int) -> tuple[Counts, ...]:
    columns = (piece[place::width] for place in range(width))
    return tuple(tuple(map(column.count, _CHOICES)) for column in columns)


def add(tallies: Iterable[tuple[Counts, ...]], width: int) -> tuple[Counts, ...]:
    """Tallies of parts of one box, added up."""
    sums = [[0] * MAX_OPTIONS for _ in range(width)]
    for counted in tallies:
        for total, counts in zip(sums, counted, strict=True):
            for place, count in enumerate(counts):
                total[place] += count
    return tuple(tuple(total) for total in sums)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a scale as whole numbers over one denominator; None is no answer."""

    numerators: tuple[int | None, ...]
    denominator: int

    def cell(self, counts: Counts) -> Cell:
        """The cell that the counts of a question on this scale give."""
        answered = total = squares = 0
        for count, weight in zip(counts, self.numerators, strict=False):
            if weight is not None:
                answered += count
                total += count * weight
                squares += count * weight * weight
        return Cell(answered, Fraction(total, self.denominator), Fraction(squares, self.denominator ** 2))


@lru_cache(maxsize=64)
def weights_of(options: tuple[Option, ...]) -> Weights:
    """The weights of the options of a scale."""
    given = [option.weight for option in options]
    denominator = lcm(*(weight.denominator for weight in given if weight is not None))
    return Weights(tuple(None if weight is None else int(weight * denominator) for weight in given), denominator)


def cells(unit: str, group: str, counted: Sequence[Counts], questions: Sequence[Question]) -> dict[
        tuple[str, str, str], Cell]:
    """The cells of a unit and group, of the questions that the group is asked; those nobody answered are left out.

    `questions` are all those of the index, in order.
    """
    scales = {question.scale: weights_of(question.options) for question in questions}
    found = {(unit, group, question.id): scales[question.scale].cell(counts)
             for question, counts in zip(questions, counted, strict=True) if group in question.groups}
    return {key: one for key, one in found.items() if one.answered}
