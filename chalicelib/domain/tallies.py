"""Tallies: how often each option was chosen, counted by C-speed byte operations, and the exact sums they give.

The box of one (unit, group) holds the answer strings of its respondents end to end: fixed-width records of one ASCII
character a question of the index. A column is a strided slice, an option a `count`; only counts are kept, so
any number of boxes can be streamed in flat memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

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


EMPTY = Cell(0, Fraction(0), Fraction(0))
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


def cell(counts: Sequence[int], options: Sequence[Option]) -> Cell:
    """The cell that the counts of a question with these options give."""
    answered, total, squares = 0, Fraction(0), Fraction(0)
    for count, option in zip(counts, options, strict=False):
        if option.weight is not None and count:
            answered += count
            total += count * option.weight
            squares += count * option.weight ** 2
    return Cell(answered, total, squares)


def cells(unit: str, group: str, counted: Sequence[Counts], questions: Sequence[Question]) -> dict[
        tuple[str, str, str], Cell]:
    """The cells of a unit and group, of the questions that the group is asked; those nobody answered are left out.

    `questions` are all those of the index, in order.
    """
    found = {(unit, group, question.id): cell(counts, question.options)
             for question, counts in zip(questions, counted, strict=True) if group in question.groups}
    return {key: one for key, one in found.items() if one.answered}
