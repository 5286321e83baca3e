"""Plausible values for every rule of contract §2, aimed at a wanted number of points."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

Leaf = dict[str, Any]
Value = dict[str, Any]
Points = Callable[[Leaf, Value], Fraction]
"""The product's own rule: the points a value earns at a leaf; ValueError where the rule cannot take
it.
"""


def plausible_value(leaf: Leaf, points: Points, quality: float, rng: random.Random) -> Value:
    """A value as a unit of this quality (0…1) would have it."""
    share = min(1.0, max(0.0, rng.gauss(quality, 0.05)))
    return plausible(leaf, points, Fraction(leaf["max"]) * Fraction(round(share * 1000), 1000), rng)


def plausible(leaf: Leaf, points: Points, target: Fraction, rng: random.Random) -> Value:
    """A value whose points lie beside `target` (0…max).

    Of the nearest candidates below and above one is drawn so that the points come to `target` on
    average: a yes-or-no leaf is then "yes" for most units and "no" for some, as in life.
    """
    scored = []
    for value in _candidates(leaf["rule"], Fraction(leaf["max"]), rng):
        try:
            scored.append((points(leaf, value), value))
        except ValueError:
            continue  # a formula may divide by zero for some inputs; others do not
    if not scored:
        raise ValueError(f"no value fits leaf {leaf['code']}")
    below = max((each for each in scored if each[0] <= target), key=_by_points, default=None)
    above = min((each for each in scored if each[0] >= target), key=_by_points, default=None)
    if below is None or above is None:
        return (below or above or scored[0])[1]
    chance = (target - below[0]) / (above[0] - below[0]) if above[0] > below[0] else Fraction(0)
    return (above if rng.random() < chance else below)[1]


def _by_points(scored: tuple[Fraction, Value]) -> Fraction:
    return scored[0]


def _candidates(rule: dict[str, Any], maximum: Fraction, rng: random.Random) -> list[Value]:
    match rule["type"]:
        case "levels":
            return [{"level": level["id"]} for level in rule["levels"]]
        case "ratio":
            total = rng.randint(20, 240)
            return [
                {"numerator": str(total * part // 20), "denominator": str(total)}
                for part in range(8, 21)
            ]
        case "count":
            return [{"count": number} for number in range(_steps(maximum, rule["each"]) + 1)]
        case "deduction":
            return [{"breaches": number} for number in range(_steps(maximum, rule["step"]) + 1)]
        case "direct":
            steps = maximum // Fraction(rule["step"])
            return [
                {"points": decimal(Fraction(rule["step"]) * number)} for number in _spread(steps)
            ]
        case "percent":
            return [
                {"percent": decimal(Fraction(rng.randint(30 * part, 30 * part + 30), 10))}
                for part in range(33)
            ]
        case _:
            drawn = [_assignment(rule["variables"], rng) for _ in range(32)]
            return [*map(_rising, drawn[:16]), *drawn[16:]]


def _steps(maximum: Fraction, step: str) -> int:
    """How many steps use up the maximum; a step of 0 never does, and long stairs need not be
    climbed.
    """
    return min(40, -int(-maximum // Fraction(step))) if Fraction(step) else 0


def _spread(steps: int) -> list[int]:
    return sorted({round(steps * part / 40) for part in range(41)})


def _rising(value: Value) -> Value:
    """The same numbers, smallest first: "done" and "to be done" usually come in this order, so
    these go first.
    """
    return dict(zip(value, sorted(value.values(), key=int), strict=True))


def _assignment(variables: list[str], rng: random.Random) -> Value:
    whole = rng.randint(10, 90)
    return {
        name: str(round(whole * rng.choice((1.0, rng.uniform(0.4, 1.0))))) for name in variables
    }


def decimal(number: Fraction) -> str:
    """The plain decimal text of a number that has one: 5/4 → "1.25"."""
    digits = 0
    while (number * 10**digits).denominator != 1:
        digits += 1
    whole = f"{int(number * 10**digits):0{digits + 1}d}"
    return f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole
