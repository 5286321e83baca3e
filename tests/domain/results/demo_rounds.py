"""The rounds of the demo as bundles: every ministry, province, department and district, scored in
both passes, surveyed and ruled on, generated from a seed.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from chalicelib.domain.bundles.bundle import Adjustment, Appraisal, Bundle, Previous, Reason
from chalicelib.domain.results.rankings import Ranking, rank
from chalicelib.domain.rounds.round import parse_round
from chalicelib.domain.rounds.units import parse_units
from infra.demo.inputs import Inputs
from infra.demo.sources import from_round

ROUNDS = ("national-2024", "hanoi-2023")


@cache
def rankings(name: str, respondents: int = 1000) -> tuple[Ranking, ...]:
    """The rankings of every index of a round of the demo."""
    bundle = _bundle(from_round(name, respondents, 1).inputs)
    return tuple(rank(bundle, index, "0" * 64) for index in bundle.round.indexes)


def _bundle(inputs: Inputs) -> Bundle:
    round_ = parse_round(inputs.document)
    rulings: dict[str, list[dict[str, Any]]] = {}
    for ruling in inputs.rulings:
        rulings.setdefault(ruling["kind"], []).append(ruling)
    by_leaf = {
        kind: {(row["unit"], row["leaf"]): row for row in rulings.get(kind, ())}
        for kind in ("external", "not_applicable")
    }
    return Bundle(
        round_,
        b"",
        parse_units(inputs.units, round_),
        appraisals={
            (unit, given.leaf, number): Appraisal(given.value)
            for unit, sheet in inputs.sheets.items()
            for number, values in ((1, sheet.first), (2, sheet.final))
            for given in values
        },
        external={key: row["value"] for key, row in by_leaf["external"].items()},
        boxes={(cell.unit, cell.group): "".join(cell.answers).encode() for cell in inputs.cells},
        not_applicable=dict.fromkeys(by_leaf["not_applicable"], Reason()),
        exclusions={row["unit"]: Reason() for row in rulings.get("exclusion", ())},
        voids={row["unit"]: Reason() for row in rulings.get("void", ())},
        adjustments=tuple(
            Adjustment(row["unit"], Fraction(row["points"]))
            for row in rulings.get("adjustment", ())
        ),
        previous={
            row["unit"]: Previous(Fraction(row["index"]), row["rank"])
            for row in rulings.get("previous", ())
        },
    )
