"""Made-up surveys whose truth is known: everybody's answers, of which some are heard."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.domain.bundles.bundle import Bundle, Participation
from chalicelib.domain.rounds.round import parse_round
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.survey.tallies import Cell, Cells
from chalicelib.domain.texts import Text
from tests.domain.bundles.samples import area, document, index, leaf

ASKED = {"g": ("q1", "q2"), "h": ("q1",)}
WEIGHTS = {"g": Fraction(3), "h": Fraction(1)}
SURVEY = {"type": "survey", "questions": ["q1", "q2"], "weights": {"g": "3", "h": "1"}}
ROUND = parse_round(document(index(area("1", leaf("1.1", "100", SURVEY, "survey")))))
OPTIONS = (Fraction(0), Fraction(1, 5), Fraction(3, 5), Fraction(1))

Answers = Mapping[tuple[str, str], list[tuple[Fraction, ...]]]  # by unit and group, one a person


@dataclass(frozen=True, slots=True)
class Made:
    """What was heard, as a bundle, and the true index of each unit, had everybody answered."""

    bundle: Bundle
    truth: Mapping[str, Fraction]


def made(chance: random.Random, units: int = 6) -> Made:
    """A survey of so many units that hardly differ. A person answers every question alike, so that
    the bound on how answers go together is reached, and no interval is wider than it must be.
    """
    everybody: dict[tuple[str, str], list[tuple[Fraction, ...]]] = {}
    heard: dict[tuple[str, str], list[tuple[Fraction, ...]]] = {}
    for number in range(units):
        mood = chance.uniform(0.5, 0.54)
        for group, asked in ASKED.items():
            people = [_answers(chance, mood, len(asked)) for _ in range(chance.randint(30, 80))]
            everybody[f"u{number}", group] = people
            heard[f"u{number}", group] = chance.sample(people, chance.randint(8, len(people) // 2))
    names = sorted({unit for unit, _ in everybody})
    cells = _cells(everybody)
    truth = {unit: _index(unit, cells) for unit in names}
    bundle = Bundle(
        ROUND,
        b"",
        tuple(Unit(unit, "so", Text(unit), "", True) for unit in names),
        cells=_cells(heard),
        participation={
            key: Participation(len(people), len(heard[key])) for key, people in everybody.items()
        },
    )
    return Made(bundle, truth)


def _answers(chance: random.Random, mood: float, many: int) -> tuple[Fraction, ...]:
    place = round(3 * chance.gauss(mood, 0.28))
    return (OPTIONS[min(3, max(0, place))],) * many


def _cells(answers: Answers) -> Cells:
    return {
        (unit, group, question): Cell(
            len(people),
            sum((person[place] for person in people), Fraction(0)),
            sum((person[place] ** 2 for person in people), Fraction(0)),
        )
        for (unit, group), people in answers.items()
        for place, question in enumerate(ASKED[group])
    }


def _index(unit: str, cells: Cells) -> Fraction:
    total = Fraction(0)
    for group, asked in ASKED.items():
        found = [cells[unit, group, question] for question in asked]
        mean = sum((cell.weight_sum for cell in found), Fraction(0)) / sum(
            cell.answered for cell in found
        )
        total += WEIGHTS[group] * mean
    return 100 * total / sum(WEIGHTS.values())
