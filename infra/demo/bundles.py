"""A bundle (contract §3) as inputs that can be replayed."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from infra.demo.attaching import needed_attachment
from infra.demo.inputs import Appraisal, Cell, Entry, Inputs, Sheet, leaves

Row = dict[str, str]


class CannotReplay(Exception):
    """The bundle lacks what people did; the message says what to do instead."""


def bundle_inputs(files: Mapping[str, bytes]) -> Inputs:
    """The inputs of a bundle that has been checked, exactly as they lie; `files` are its files by
    name.
    """
    if "cells.csv" in files:
        raise CannotReplay(
            "Bundle này có số đếm (cells.csv) thay cho từng phiếu trả lời nên không gửi lại được;"
            " hãy chạy `python -m chalicelib.recompute BUNDLE`, hoặc dùng một bundle có"
            " answers.csv.\nThis bundle has counts (cells.csv) in place of answers, so nobody could"
            " send them again; run `python -m chalicelib.recompute BUNDLE`, or give a bundle with"
            " answers.csv."
        )
    return _Bundle(files).inputs()


@dataclass(frozen=True)
class _Bundle:
    files: Mapping[str, bytes]

    def inputs(self) -> Inputs:
        sheets = {row["unit"]: self._sheet(row) for row in self.units}
        return Inputs(self.document, self.units, sheets, tuple(self._rulings()), self._cells())

    def _rows(self, name: str) -> list[Row]:
        text = self.files.get(f"{name}.csv", b"").decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def _by_unit(self, name: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows(name):
            found[row["unit"]].append(row)
        return found

    @cached_property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.files["round.json"].decode("utf-8-sig"))
        return document

    @cached_property
    def units(self) -> tuple[Row, ...]:
        return tuple(self._rows("units"))

    @cached_property
    def scores(self) -> dict[str, list[Row]]:
        return self._by_unit("scores")

    @cached_property
    def appraisals(self) -> dict[str, list[Row]]:
        return self._by_unit("appraisals")

    @cached_property
    def spared(self) -> dict[str, list[Row]]:
        return self._by_unit("not_applicable")

    def _sheet(self, unit: Row) -> Sheet:
        scores = self.scores.get(unit["unit"], [])
        entries = tuple(
            Entry(row["leaf"], json.loads(row["value"]), row.get("explanation") or None)
            for row in scores
        )
        index = next(index for index in self.document["indexes"] if index["id"] == unit["index"])
        spared = {row["leaf"] for row in self.spared.get(unit["unit"], [])}
        applying = [leaf for leaf in leaves(index) if leaf["code"] not in spared]
        valued, explained = _codes(entries), {entry.leaf for entry in entries if entry.explanation}
        claimed = {leaf["code"] for leaf in applying if leaf["method"] == "self_assessed"}
        bare = [
            leaf["code"]
            for leaf in applying
            if _needs_evidence(leaf) and leaf["code"] not in explained
        ]
        return Sheet(
            entries=entries,
            attachments=needed_attachment(unit["name_vi"], bare) if entries else (),
            submits=bool(entries) and claimed <= valued,
            first=self._appraised(unit, "1"),
            final=self._appraised(unit, "2"),
        )

    def _appraised(self, unit: Row, number: str) -> tuple[Appraisal, ...]:
        rows = [
            row for row in self.appraisals.get(unit["unit"], []) if row["pass"].strip() == number
        ]
        return tuple(
            Appraisal(row["leaf"], json.loads(row["value"]), row.get("comment") or None)
            for row in rows
        )

    def _rulings(self) -> list[dict[str, Any]]:
        """Reasons are public, as they are in the bundle in hand; a missing one is said to be the
        bundle's.
        """
        found: list[dict[str, Any]] = []
        for name, kind in _RULINGS.items():
            for number, row in enumerate(self._rows(name)):
                ruling: dict[str, Any] = {"kind": kind} | {key: row[key] for key in _KEYS[kind]}
                if kind == "external":
                    ruling["value"] = json.loads(row["value"])
                elif kind == "previous":
                    ruling["rank"] = int(row["rank"])
                else:
                    ruling |= (
                        {"id": str(number)} if kind == "adjustment" else {}
                    )  # a unit may have several
                    ruling |= {
                        "reason": row.get("reason") or "Theo dữ liệu của bundle",
                        "public": True,
                    }
                found.append(ruling)
        return found

    def _cells(self) -> tuple[Cell, ...]:
        """One person answers each row; participation.csv tells how many more were invited."""
        rows: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._rows("answers"):
            rows[row["unit"], row["group"]].append(row["answers"])
        invited = Counter(
            {
                (row["unit"], row["group"]): int(row["invited"])
                for row in self._rows("participation")
            }
        )
        index_of = {row["unit"]: row["index"] for row in self.units}
        return tuple(
            Cell(
                index_of[unit],
                unit,
                group,
                tuple(rows[unit, group]),
                max(0, invited[unit, group] - len(answers)),
            )
            for (unit, group) in sorted({*rows, *invited})
            for answers in [rows[unit, group]]
        )


_RULINGS = {
    "external": "external",
    "not_applicable": "not_applicable",
    "exclusions": "exclusion",
    "voids": "void",
    "adjustments": "adjustment",
    "previous": "previous",
}
_KEYS = {
    "external": ("unit", "leaf"),
    "not_applicable": ("unit", "leaf"),
    "exclusion": ("unit",),
    "void": ("unit",),
    "adjustment": ("unit", "points"),
    "previous": ("unit", "index"),
}


def _codes(entries: tuple[Entry, ...]) -> set[str]:
    return {entry.leaf for entry in entries if entry.value is not None}


def _needs_evidence(leaf: dict[str, Any]) -> bool:
    return leaf["method"] in ("self_assessed", "council_only") and leaf["evidence"] == "required"
