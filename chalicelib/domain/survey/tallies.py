"""Tallies: how often each option was chosen, and the exact sums of the weights.

The box of one (unit, group) holds the answer strings of its respondents end to end: fixed-width
records of one ASCII character a question of the index. Only counts are kept, so any number of boxes
can be streamed in flat memory.

A piece of a box is one big number in which each answer is a byte, and an option is two bits of it:
four options are counted at once. Adding a number's upper half to its lower one halves the records,
and so on until one record is left. Two bits hold a sum of two records; then the options part into
numbers of their own, four bits for eight records, and then eight bits for 255 records, which a
piece may have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import add
from typing import NamedTuple

from chalicelib.domain.rounds.questionnaires import MAX_OPTIONS, Option, Question

Counts = tuple[int, ...]  # of one question: how many chose option 1, 2, …

_PIECE = 255  # records
_AT_ONCE = 4  # options


def _places(first: int) -> bytes:
    """For `bytes.translate`: options `first` to `first` + 3 become 1, 4, 16 and 64, everything else
    0.
    """
    places = {ord("0") + first + place: 1 << 2 * place for place in range(_AT_ONCE)}
    return bytes(places.get(value, 0) for value in range(256))


_TABLES = tuple(_places(first) for first in range(1, MAX_OPTIONS + 1, _AT_ONCE))


class Cell(NamedTuple):
    """The answers of a group of a unit to one question, with exact sums of their weights; an option
    of weight null is not an answer.
    """

    answered: int
    weight_sum: Fraction
    weight_square_sum: Fraction


Cells = Mapping[tuple[str, str, str], Cell]  # by unit, group and question


def tally(box: bytes, width: int, options: int = MAX_OPTIONS) -> tuple[Counts, ...]:
    """How often each of the first `options` options was chosen, for each question; a record of the
    box has `width` characters.

    ValueError if the box does not consist of whole records.
    """
    if width == 0:
        return ()
    if len(box) % width:
        raise ValueError(f"a box of {len(box)} bytes does not hold records of {width}")
    step = _PIECE * width
    tables = _TABLES[: -(-options // _AT_ONCE)]
    total: list[Sequence[int]] = [bytes(width)] * options
    for start in range(0, len(box), step):
        piece = box[start : start + step]
        counted = [counts for table in tables for counts in _count(piece.translate(table), width)]
        total = [list(map(add, before, more)) for before, more in zip(total, counted, strict=False)]
    return tuple(zip(*total, strict=True))


def _count(piece: bytes, width: int) -> tuple[bytes, ...]:
    """For each of four options, how often it is in each column of at most 255 records; a byte a
    column.
    """
    number, records = _halved(int.from_bytes(piece, "little"), len(piece) // width, width, 1)
    nibbles = _mask(0x33, records * width)
    even, records_left = _halved(number & nibbles, records, width, 2)
    odd, _ = _halved(number >> 2 & nibbles, records, width, 2)
    whole = _mask(0x0F, records_left * width)
    parted = (even & whole, odd & whole, even >> 4 & whole, odd >> 4 & whole)
    return tuple(
        _halved(part, records_left, width, _PIECE)[0].to_bytes(width, "little") for part in parted
    )


def _halved(number: int, records: int, width: int, times: int) -> tuple[int, int]:
    """The records added up by halves, `times` times or until one is left, and how many are left."""
    while records > 1 and times:
        records, times = (records + 1) // 2, times - 1
        number = (number >> 8 * width * records) + (number & _mask(0xFF, width * records))
    return number, records


@lru_cache(maxsize=256)
def _mask(byte: int, size: int) -> int:
    return int.from_bytes(bytes([byte]) * size, "little")


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a scale as whole numbers over one denominator.

    `terms` are (place of the option, weight, its square); an option of weight null has none.
    """

    terms: tuple[tuple[int, int, int], ...]
    denominator: int

    @property
    def options(self) -> int:
        """How many options have to be counted: up to the last one with a weight."""
        return max((place + 1 for place, *_ in self.terms), default=0)

    def cell(self, counts: Counts) -> Cell:
        """The cell that the counts of a question on this scale give."""
        answered = total = squares = 0
        for place, weight, square in self.terms:
            count = counts[place]
            answered += count
            total += count * weight
            squares += count * square
        return Cell(
            answered, _reduced(total, self.denominator), _reduced(squares, self.denominator**2)
        )


# Cells share many sums, and reducing a fraction takes longer than looking it up.
_reduced = lru_cache(maxsize=1 << 14)(Fraction)


def weights_of(options: Sequence[Option]) -> Weights:
    """The weights of the options of a scale as whole numbers."""
    given = {
        place: option.weight for place, option in enumerate(options) if option.weight is not None
    }
    denominator = lcm(*(weight.denominator for weight in given.values()))
    whole = ((place, int(weight * denominator)) for place, weight in given.items())
    return Weights(tuple((place, weight, weight * weight) for place, weight in whole), denominator)


def tallied(
    boxes: Iterable[tuple[tuple[str, str], bytes]], questions: Sequence[Question]
) -> dict[tuple[str, str, str], Cell]:
    """The cells of boxes by (unit, group), for the questions that the group is asked and somebody
    answered.

    `questions` are all those of the index, in order. Boxes are read one by one.
    """
    asked = [
        (question.id, frozenset(question.groups), weights_of(question.options))
        for question in questions
    ]
    options = max((weights.options for *_, weights in asked), default=0)
    cells = {}
    for (unit, group), box in boxes:
        counted = tally(box, len(asked), options)
        for (question, groups, weights), counts in zip(asked, counted, strict=True):
            if group in groups and (cell := weights.cell(counts)).answered:
                cells[unit, group, question] = cell
    return cells
