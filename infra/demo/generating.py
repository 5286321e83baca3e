"""Generated inputs of a whole round: seeded, plausible, and about no real body's real work.

The bodies of the shipped rounds are real, so nobody is excluded, fined or voided here:
a made-up accusation would stand beside a real name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from infra.demo.cells import generated_cells
from infra.demo.inputs import Inputs, Sheet, leaves
from infra.demo.seeds import Seed
from infra.demo.sheets import generated_sheet
from infra.demo.values import Points, decimal, plausible_value

Unit = dict[str, str]
Index = dict[str, Any]

_WRITTEN = ("self_assessed", "council_only")


@dataclass(frozen=True, slots=True)
class Generator:
    """Makes a round's inputs; `points` are the product's own rules by index: a value aims at points
    it really earns.
    """

    document: dict[str, Any]
    units: tuple[Unit, ...]
    points: Mapping[str, Points]
    seed: Seed

    def inputs(self, respondents: int) -> Inputs:
        """Sheets of every unit, `respondents` people who answer, and a tenth more who are listed
        and never do.
        """
        spared = {row["unit"]: self._not_applicable(row) for row in self.units}
        sheets = {row["unit"]: self._sheet(row, spared[row["unit"]]) for row in self.units}
        rulings = [
            ruling for row in self.units for ruling in self._rulings(row, spared[row["unit"]])
        ]
        cells = generated_cells(self.document, self.units, respondents, self.seed)
        return Inputs(self.document, self.units, sheets, tuple(rulings), tuple(cells))

    def _index(self, row: Unit) -> Index:
        return next(index for index in self.document["indexes"] if index["id"] == row["index"])

    def _sheet(self, row: Unit, spared: str | None) -> Sheet:
        written = [
            leaf
            for leaf in leaves(self._index(row))
            if leaf["method"] in _WRITTEN and leaf["code"] != spared
        ]
        return generated_sheet(
            row["unit"], row["name_vi"], written, self.points[row["index"]], self.seed
        )

    def _not_applicable(self, row: Unit) -> str | None:
        """For one unit in six, one of the leaves it would write on does not apply."""
        rng = self.seed.draw(row["unit"], "not applicable")
        codes = [
            leaf["code"] for leaf in leaves(self._index(row)) if leaf["method"] == "self_assessed"
        ]
        return rng.choice(codes) if codes and rng.random() < 1 / 6 else None

    def _rulings(self, row: Unit, spared: str | None) -> Iterator[dict[str, Any]]:
        unit = row["unit"]
        if spared:
            reason = "Đơn vị không có chức năng này (dữ liệu minh họa)"
            yield {
                "kind": "not_applicable",
                "unit": unit,
                "leaf": spared,
                "reason": reason,
                "public": True,
            }
        for leaf in leaves(self._index(row)):
            if leaf["method"] == "external":
                rng = self.seed.draw(unit, leaf["code"])
                value = plausible_value(
                    leaf, self.points[row["index"]], self.seed.quality(unit), rng
                )
                yield {"kind": "external", "unit": unit, "leaf": leaf["code"], "value": value}
        yield from self._bonus(unit)
        yield from self._previous(row)

    def _bonus(self, unit: str) -> Iterator[dict[str, Any]]:
        """Half a point for one unit in twenty, in rounds that allow adjustments."""
        if self.document.get("adjustments") and self.seed.draw(unit, "bonus").random() < 0.05:
            reason = "Sáng kiến cải cách hành chính được công nhận (dữ liệu minh họa)"
            yield {
                "kind": "adjustment",
                "unit": unit,
                "points": "0.5",
                "reason": reason,
                "public": True,
            }

    def _previous(self, row: Unit) -> Iterator[dict[str, Any]]:
        """Last year's generated index; its rank among the ranked units follows from it."""
        if row["ranked"] == "yes":
            rivals = [
                each["unit"]
                for each in self.units
                if each["index"] == row["index"] and each["ranked"] == "yes"
            ]
            before = {unit: self._index_before(unit) for unit in rivals}
            rank = 1 + sum(index > before[row["unit"]] for index in before.values())
            index = decimal(before[row["unit"]])
            yield {"kind": "previous", "unit": row["unit"], "index": index, "rank": rank}

    def _index_before(self, unit: str) -> Fraction:
        drawn = self.seed.draw(unit, "previous").gauss(self.seed.quality(unit) - 0.01, 0.01)
        return Fraction(round(10000 * drawn), 100)
