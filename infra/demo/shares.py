"""Divide people over cells (a unit seen by a respondent group) in proportion to the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Cell = TypeVar("Cell")


def share(
    people: int,
    weights: Mapping[Cell, int],
    least: int = 0,
    limits: Mapping[Cell, int] | None = None,
) -> dict[Cell, int]:
    """Give every cell its part of `people`; weights are above 0, parts sum to `people` unless
    limits forbid it.

    Each cell first gets `least` in the order given, as far as the numbers go: a cell with fewer
    than `min_answers` answers counts for nothing, so some whole cells serve better than many small
    ones.
    """
    room = dict(limits or {})
    parts = dict.fromkeys(weights, 0)
    left = people
    for cell in weights:
        parts[cell] = min(least, left, room.get(cell, least))
        left -= parts[cell]
    while left > 0 and (
        open_cells := [cell for cell in weights if parts[cell] < room.get(cell, people)]
    ):
        wanted = _proportional(left, {cell: weights[cell] for cell in open_cells})
        for cell, more in wanted.items():
            more = min(more, room.get(cell, people) - parts[cell])
            parts[cell] += more
            left -= more
    return parts


def _proportional(people: int, weights: Mapping[Cell, int]) -> dict[Cell, int]:
    """Largest remainders: whole parts first, then one each to the cells that lost most by rounding
    down.
    """
    total = sum(weights.values())
    parts = {cell: people * weight // total for cell, weight in weights.items()}
    by_loss = sorted(weights, key=lambda cell: -(people * weights[cell] % total))
    for cell in by_loss[: people - sum(parts.values())]:
        parts[cell] += 1
    return parts
