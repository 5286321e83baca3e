from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.errors import Invalid
from chalicelib.domain.rounds.round import parse_round
from chalicelib.domain.rounds.units import parse_units
from tests.domain.bundles.samples import plain_document

ROUND = parse_round(plain_document())


def row(**more: Any) -> dict[str, Any]:
    return {
        "unit": "so-a",
        "index": "so",
        "name_vi": "Sở A",
        "name_en": "",
        "region": "",
        "ranked": "yes",
        **more,
    }


def test_region_and_english_name_may_be_missing() -> None:
    bare = {
        key: value for key, value in row(ranked="no").items() if key not in ("name_en", "region")
    }
    (unit,) = parse_units([bare], ROUND)
    assert (unit.id, unit.index, unit.name.vi, unit.name.en, unit.region, unit.ranked) == (
        "so-a",
        "so",
        "Sở A",
        "",
        "",
        False,
    )


def test_every_problem_of_every_row_is_named() -> None:
    rows: list[Any] = [
        row(),
        row(),
        row(unit="sở b"),
        row(unit="c", index="x", name_vi="", ranked="có"),
        row(unit=None),
        "d",
    ]
    with pytest.raises(Invalid) as refusal:
        parse_units(rows, ROUND)
    assert [problem.at for problem in refusal.value.errors] == [
        "units[1].unit",
        "units[2].unit",
        "units[3].index",
        "units[3].name_vi",
        "units[3].ranked",
        "units[4].unit",
        "units[5].unit",
        "units[5].index",
        "units[5].name_vi",
        "units[5].ranked",
    ]


def test_a_round_needs_a_unit() -> None:
    with pytest.raises(Invalid):
        parse_units([], ROUND)
