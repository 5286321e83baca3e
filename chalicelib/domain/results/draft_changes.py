"""What changed between two drafts: inputs by criterion and unit, and what became of the units."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.bundles.reading import ROUND
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.csv_tables import TABLES

Files = Mapping[str, bytes]

# What makes a row of a table unique (contract §3). Rows of other tables are counted for each unit.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "units": ("unit",),
    "scores": ("unit", "leaf"),
    "appraisals": ("unit", "leaf", "pass"),
    "external": ("unit", "leaf"),
    "participation": ("unit", "group"),
    "not_applicable": ("unit", "leaf"),
    "exclusions": ("unit",),
    "voids": ("unit",),
    "previous": ("unit",),
}
_WHAT = {
    "round": ("cấu hình kỳ đánh giá", "the round"),
    "units": ("đơn vị", "the unit"),
    "scores": ("điểm tự đánh giá", "self-assessment"),
    "appraisals": ("điểm thẩm định", "appraisal"),
    "external": ("số liệu bên ngoài", "external figure"),
    "answers": ("phiếu trả lời", "answers"),
    "cells": ("kết quả điều tra", "survey"),
    "participation": ("số người được mời và trả lời", "people invited and answered"),
    "not_applicable": ("không áp dụng", "not applicable"),
    "exclusions": ("không xếp hạng", "exclusion"),
    "voids": ("hủy kết quả điều tra", "void survey"),
    "adjustments": ("điểm thưởng, phạt", "adjustment"),
    "previous": ("kết quả năm trước", "last year's result"),
}
# Computed from the other tables: what changed there says it.
_DERIVED = ("intervals",)
_SHOWN = ("status", "rank", "band", "index")


@dataclass(frozen=True, slots=True)
class InputChange:
    """An input that is not what it was. `what` is its table; `unit`, `leaf` and `part` (the pass,
    the group) are "" where it has none; `before` and `after` are its content in words, None where
    there was or is none.
    """

    what: str
    unit: str
    leaf: str
    part: str
    before: str | None
    after: str | None

    def as_problem(self) -> Problem:
        """Why a draft from before cannot be published, at `unit/criterion`."""
        (vi, en), part = _WHAT[self.what], f" ({self.part})" if self.part else ""
        before, after = self.before or "–", self.after or "–"
        criterion_vi = f", tiêu chí {self.leaf}" if self.leaf else ""
        criterion_en = f", criterion {self.leaf}" if self.leaf else ""
        return Problem(
            "/".join(filter(None, (self.unit, self.leaf))) or self.what,
            f"{self.unit}{criterion_vi}: {vi}{part}: {before} → {after}".removeprefix(": "),
            f"{self.unit}{criterion_en}: {en}{part}: {before} → {after}".removeprefix(": "),
            "input_changed",
        )


def changed_inputs(before: Files, after: Files) -> list[InputChange]:
    """Every input that differs between the files of two bundles, in the order of the tables."""
    changes = []
    if before.get(ROUND) != after.get(ROUND):
        changes.append(InputChange("round", "", "", "", None, None))
    for name in TABLES:
        if name not in _DERIVED and before.get(f"{name}.csv") != after.get(f"{name}.csv"):
            changes += _changed_rows(name, before, after)
    return changes


def _changed_rows(name: str, before: Files, after: Files) -> list[InputChange]:
    """At least one: the table as a whole where no row of it tells the difference."""
    was, now = dict(_rows(name, before)), dict(_rows(name, after))
    changed = [
        InputChange(name, *key, was.get(key), now.get(key))
        for key in sorted({*was, *now})
        if was.get(key) != now.get(key)
    ]
    return changed or [InputChange(name, "", "", "", None, None)]


def _rows(name: str, files: Files) -> Iterator[tuple[tuple[str, str, str], str]]:
    """The rows of a table as {(unit, leaf, part): content in words}.

    Cells and answers are counted for each unit, since nobody is told single ones; adjustments are
    listed.
    """
    text = files.get(f"{name}.csv", b"").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    if name in ("answers", "cells"):
        for unit, given in sorted(Counter(row["unit"] for row in rows).items()):
            yield (unit, "", ""), f"{given}"
        return
    if name not in _KEYS:
        for unit in sorted({row["unit"] for row in rows}):
            yield (unit, "", ""), "; ".join(_content(row) for row in rows if row["unit"] == unit)
        return
    keys = _KEYS[name]
    for row in rows:
        part = next((row[key] for key in keys if key in ("pass", "group")), "")
        yield (
            (row["unit"], row.get("leaf", "") if "leaf" in keys else "", part),
            _content(row, keys),
        )


def _content(row: Mapping[str, str], keys: Iterable[str] = ("unit",)) -> str:
    """What a row says besides its keys; a value of a criterion without the names of JSON."""
    texts = [
        _value(text) if name == "value" else text for name, text in row.items() if name not in keys
    ]
    return " · ".join(filter(None, texts)) or "✓"


def _value(text: str) -> str:
    """`{"points": "8"}` is `8`, `{"numerator": "3", "denominator": "4"}` is
    `numerator 3, denominator 4`.
    """
    value = json.loads(text)
    if len(value) == 1:
        return str(next(iter(value.values())))
    return ", ".join(f"{name} {each}" for name, each in value.items())


def changed_units(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The units whose status, rank, band, index or total differs between two ranking.json:
    {unit, name, before, after}, each with those five, None where the unit is in one alone; in the
    order of the later ranking.
    """
    was = {unit["unit"]: unit for unit in before["units"]}
    now = {unit["unit"]: unit for unit in after["units"]}
    moved = []
    for name, unit in {**now, **{name: was[name] for name in was if name not in now}}.items():
        earlier, later = _place(was.get(name)), _place(now.get(name))
        if earlier != later:
            moved.append({"unit": name, "name": unit["name"], "before": earlier, "after": later})
    return moved


def _place(unit: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if unit is None:
        return None
    points = unit["points"]
    return {**{name: unit[name] for name in _SHOWN}, "total": points["total"] if points else None}
