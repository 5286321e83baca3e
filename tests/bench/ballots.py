"""Generated answers in the shape of national-2024 (82 units, four or five respondent groups each,
20 questions), sealed as the product seals them, and counted as its publisher counts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from random import Random

from chalicelib.domain.bundles.bundle import Bundle
from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.survey import boxes as packing
from chalicelib.domain.survey.boxes import Key
from chalicelib.domain.survey.tallies import Cells, tallied
from infra.demo.shares import share
from infra.folders import PROJECT

ROUND = "national-2024"
QUESTIONS = 20
PEOPLE = 50_155
# What 64 people choose of five options, the last of which is "don't know"; three leave the question
# blank.
_CHOICES = b"1" * 22 + b"2" * 20 + b"3" * 10 + b"4" * 4 + b"5" * 5 + b"." * 3
_BY_BYTE = _CHOICES * 4


def survey() -> Bundle:
    """The shipped round and its units; every index puts its first 20 questions, on one scale, to
    all its groups.
    """
    folder = PROJECT / "rounds" / ROUND
    bundle = read_bundle(
        {name: (folder / name).read_bytes() for name in ("round.json", "units.csv")}
    )
    return replace(
        bundle, round=replace(bundle.round, indexes=tuple(map(_even, bundle.round.indexes)))
    )


def _even(index: Index) -> Index:
    groups = tuple(group.id for group in index.groups)
    first = index.questions[0]
    return replace(
        index,
        questions=tuple(
            replace(each, groups=groups, scale=first.scale, options=first.options)
            for each in index.questions[:QUESTIONS]
        ),
    )


def numbers(bundle: Bundle, people: int) -> dict[str, dict[Key, int]]:
    """By index, how many answer in each of its boxes when `people` answer in the whole round, by
    the plan.
    """
    plans = {
        (index.id, group.id): group.plan or 1
        for index in bundle.round.indexes
        for group in index.groups
    }
    found: dict[str, dict[Key, int]] = {}
    for (index, group), number in share(people, plans).items():
        units = {unit.id: 1 for unit in bundle.units if unit.index == index}
        parts = {(unit, group): part for unit, part in share(number, units).items()}
        found[index] = found.get(index, {}) | parts
    return found


def answers(boxes: Mapping[Key, int], seed: int) -> Iterator[tuple[Key, str]]:
    """Box by box, so many answer strings of QUESTIONS characters end to end; always the same for
    the same seed.
    """
    random = Random(seed)
    for key, number in boxes.items():
        yield key, random.randbytes(number * QUESTIONS).translate(_BY_BYTE).decode()


def seal(bundle: Bundle, people: int, seed: int = 1) -> dict[str, bytes]:
    """The sealed object of each index when so many people answer in the whole round."""
    return {
        index: packing.to_bytes(
            packing.Boxes(bundle.round.id, index, QUESTIONS, dict(answers(boxes, seed)))
        )
        for index, boxes in numbers(bundle, people).items()
    }


def publish(bundle: Bundle, sealed: Mapping[str, tuple[Iterable[bytes], str]]) -> Cells:
    """What the publisher makes of the sealed objects, given as lines with the digest of the whole.

    They are verified, then counts and exact sums by (unit, group, question) are taken.
    """
    return {
        key: cell
        for index in bundle.round.indexes
        for key, cell in tallied(packing.read(*sealed[index.id]), index.questions).items()
    }
