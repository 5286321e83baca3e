"""Plausible answers of respondents, written as contract §3 writes them: one character a
question.
"""

from __future__ import annotations

import math
import random
from typing import Any

_BLANK, _WITHOUT_WEIGHT = 0.02, 0.03


def answers(
    round_document: dict[str, Any],
    index: dict[str, Any],
    group: str,
    mood: float,
    rng: random.Random,
) -> str:
    """One person's answers to the index's questions; `mood` (about 0…1) is how good the unit looks
    to that person.

    Some questions are skipped and some get an option without weight ("don't know").
    """
    scales = round_document["scales"]
    return "".join(
        _answer(scales[question["scale"]], mood, rng) if group in question["groups"] else "."
        for question in index["questions"]
    )


def complete_answers(
    round_document: dict[str, Any],
    index: dict[str, Any],
    group: str,
    mood: float,
    rng: random.Random,
) -> str:
    """As `answers`, but a weighted option at every question: `min_answers` of these make a cell
    count.
    """
    scales = round_document["scales"]
    return "".join(
        _weighted(scales[question["scale"]], mood, rng) if group in question["groups"] else "."
        for question in index["questions"]
    )


def _answer(options: list[dict[str, Any]], mood: float, rng: random.Random) -> str:
    without_weight = [
        place for place, option in enumerate(options, start=1) if option["weight"] is None
    ]
    drawn = rng.random()
    if drawn < _BLANK:
        return "."
    if without_weight and drawn < _BLANK + _WITHOUT_WEIGHT:
        return str(rng.choice(without_weight))
    return _weighted(options, mood, rng)


def _weighted(options: list[dict[str, Any]], mood: float, rng: random.Random) -> str:
    """The nearer an option's weight lies to the mood, the likelier it is."""
    places = [
        place for place, option in enumerate(options, start=1) if option["weight"] is not None
    ]
    if not places:
        return "."
    distances = [float(options[place - 1]["weight"]) - mood for place in places]
    return str(
        rng.choices(
            places, [math.exp(-((distance / 0.22) ** 2)) + 0.002 for distance in distances]
        )[0]
    )
