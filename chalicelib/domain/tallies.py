"""Tallies: how often each option was chosen, counted by C-speed byte operations, and the exact sums they give.

The box of one (unit, group) holds the answer strings of its respondents end to end: fixed-width records of one ASCII
character a question of the index. Only counts are kept, so any number of boxes can be streamed in flat memory.

A piece of a box in which one option is 1 and everything else 0 is one big number; adding its lower and its upper half,
and so on until one record is left, counts that option in every column at once. 255 ones fill a byte and not more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm

from chalicelib.domain.questionnaires import MAX_OPTIONS, Option, Question

Counts = tuple[int, ...]  # of one question: how many chose option 1, 2, …, 9

_PIECE = 255  # records
_CHOICES = tuple(bytes([ord("0") + choice]) for choice in range(1, MAX_OPTIONS + 1))
# For `bytes.translate`: 1 for the choice, 0 for everything else.
_ONES = tuple(bytes(bytes([value]) == choice for value in range(256)) for choice in _CHOICES)


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
    step = _PIECE * width
    if len(box) <= step:
        return _tally(box, width)
    return add((_tally(box[start:start + step], width) for start in range(0, len(box), step)), width)


def _tally(piece: bytes, width: int) -> tuple[Counts, ...]:
    by_choice = (_count(piece.translate(ones), width) if choice in piece else bytes(width)
                 for choice, ones in zip(_CHOICES, _ONES, strict=True))
    return tuple(zip(*by_choice, strict=True))


def _count(ones: bytes, width: int) -> bytes:
    """The ones of each column, in a byte each."""
    number, records = int.from_bytes(ones, "big"), len(ones) // width
    while records > 1:
        records = (records + 1) // 2
        size = 8 * width * records
        number = (number >> size) + (number & ((1 << size) - 1))
    return number.to_bytes(width, "big")


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
    """The weights of a scale as whole numbers over one denominator.

    `terms` are (place of the option, weight, its square); an option of weight null has none.
    """

    terms: tuple[tuple[int, int, int], ...]
    denominator: int

    def cell(self, counts: Counts) -> Cell:
        """The cell that the counts of a question on this scale give."""
        answered = total = squares = 0
        for place, weight, square in self.terms:
            count = counts[place]
            answered += count
            total += count * weight
            squares += count * square
        return Cell(answered, _reduced(total, self.denominator), _reduced(squares, self.denominator ** 2))


# Cells share many sums, and reducing a fraction takes longer than looking it up.
_reduced = lru_cache(maxsize=1 << 14)(Fraction)


def weights_of(options: Sequence[Option]) -> Weights:
    """The weights of the options of a scale."""
    given = {place: option.weight for place, option in enumerate(options) if option.weight is not None}
    denominator = lcm(*(weight.denominator for weight in given.values()))
    whole = ((place, int(weight * denominator)) for place, weight in given.items())
    return Weights(tuple((place, weight, weight * weight) for place, weight in whole), denominator)


def tallied(boxes: Iterable[tuple[tuple[str, str], bytes]], questions: Sequence[Question]) -> dict[
        tuple[str, str, str], Cell]:
    """The cells of boxes by (unit, group), for the questions that the group is asked and somebody answered.

    `questions` are all those of the index, in order. One box is in memory at a time if they come so.
    """
    asked = [(question.id, frozenset(question.groups), weights_of(question.options)) for question in questions]
    found = {}
    for (unit, group), box in boxes:
        for (question, groups, weights), counts in zip(asked, tally(box, len(asked)), strict=True):
            if group in groups and (cell := weights.cell(counts)).answered:
                found[unit, group, question] = cell
    return found
