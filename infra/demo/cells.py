"""Generated answers: how many people of each group rate each unit, and what they think of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from infra.demo.answering import answers, complete_answers
from infra.demo.inputs import Cell
from infra.demo.seeds import Seed
from infra.demo.shares import share

Key = tuple[str, str, str]  # index, unit, group


def generated_cells(
    document: dict[str, Any], units: tuple[dict[str, str], ...], people: int, seed: Seed
) -> list[Cell]:
    """Cells with `people` answers between them, and a tenth more people who are listed and never
    answer.
    """
    indexes = {index["id"]: index for index in document["indexes"]}
    weights = _weights(indexes, units)
    least = int(document.get("min_answers", 1))
    room = _limits(indexes, weights)
    answering = share(people, weights, least + 1, room)
    room = {key: limit - answering[key] for key, limit in room.items()}
    silent = share(people // 10, weights, limits=room)
    return [
        Cell(*key, _answers(document, indexes[key[0]], key, count, least, seed), silent[key])
        for key, count in answering.items()
        if count + silent[key]
    ]


def _weights(indexes: dict[str, Any], units: tuple[dict[str, str], ...]) -> dict[Key, int]:
    """A group's plan is for the whole index, so a cell's weight is the plan over the number of its
    units.

    First one group of every unit, then the next: where people are few, each unit has some answers.
    """
    sizes = {name: sum(row["index"] == name for row in units) for name in indexes}
    placed = [
        (
            place,
            (row["index"], row["unit"], group["id"]),
            max(1, (group.get("plan") or 1) * 100 // sizes[row["index"]]),
        )
        for row in units
        for place, group in enumerate(indexes[row["index"]]["groups"])
    ]
    return {key: weight for _, key, weight in sorted(placed, key=lambda each: each[0])}


def _limits(indexes: dict[str, Any], keys: Iterable[Key]) -> dict[Key, int]:
    """The longest list a unit may send, where it lists those who rate itself."""
    groups = {
        (name, group["id"]): group for name, index in indexes.items() for group in index["groups"]
    }
    own = {key: groups[key[0], key[2]] for key in keys}
    return {
        key: group["limit"]
        for key, group in own.items()
        if group.get("limit") and group.get("rates") != "row"
    }


def _answers(
    document: dict[str, Any], index: dict[str, Any], key: Key, count: int, least: int, seed: Seed
) -> tuple[str, ...]:
    rng = seed.draw(*key)
    rows = []
    for number in range(count):
        write = complete_answers if number < least else answers
        rows.append(
            write(document, index, key[2], rng.gauss(seed.quality(key[1]) - 0.05, 0.1), rng)
        )
    rng.shuffle(rows)
    return tuple(rows)
