"""The product's own rules, asked how many points a value earns."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from chalicelib.domain.errors import Invalid
from chalicelib.domain.rounds.round import Index, parse_round
from infra.demo.values import Leaf, Points, Value


def points_by_index(document: dict[str, Any]) -> dict[str, Points]:
    """For each index of a round.json what values earn at its leaves; Invalid names every fault of
    the round.
    """
    return {index.id: _points(index) for index in parse_round(document).indexes}


def _points(index: Index) -> Points:
    def points(leaf: Leaf, value: Value) -> Fraction:
        known = index.leaf(leaf["code"])
        try:
            return known.rule.points(value, known)
        except Invalid as error:
            raise ValueError(str(error)) from error

    return points
