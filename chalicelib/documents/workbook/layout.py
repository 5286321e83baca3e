"""The layout of the workbook of a sheet, the same for writing and reading it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.documents.printable import printable
from chalicelib.domain.assessment.sheets import Entry
from chalicelib.domain.criteria.rules import Levels
from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.rounds.indexes import Index

FORMAT = "par-index-1"
SHEET, GUIDE, LISTS, ABOUT = "Tự đánh giá", "Hướng dẫn", "Danh mục", "Thông tin"
FIRST_ROW = 5
MARK = "x"


@dataclass(frozen=True, slots=True)
class Columns:
    """Column numbers from 1: code, title, maximum and hint are 1 to 4, then come `inputs` inputs,
    then the others.
    """

    inputs: int

    @property
    def first_input(self) -> int:
        return 5

    @property
    def points(self) -> int:
        return 5 + self.inputs

    @property
    def estimated(self) -> int:
        return 6 + self.inputs

    @property
    def explanation(self) -> int:
        return 7 + self.inputs

    @property
    def version(self) -> int:
        return 8 + self.inputs

    @property
    def original(self) -> int:
        return 9 + self.inputs


def columns(index: Index) -> Columns:
    """The columns for an index: as many inputs as the leaf with the most of them."""
    assessed = [leaf for leaf in index.leaves.values() if leaf.method == "self_assessed"]
    return Columns(max((len(leaf.rule.keys) for leaf in assessed), default=1))


def labels(leaf: Leaf) -> tuple[str, ...]:
    """The title of each input of a leaf, in Vietnamese."""
    return tuple(leaf.rule.title(key).vi for key in leaf.rule.keys)


def level_labels(rule: Levels) -> dict[str, str]:
    """The label of each level in the drop-down list: {id: label}; no label is there twice."""
    by_id: dict[str, str] = {}
    for level in rule.levels:
        label = " ".join(printable(level.title.vi).split())[:200]
        free = label and label not in by_id.values()
        by_id[level.id] = label if free else f"{label} ({level.id})".strip()
    return by_id


def inputs_of(leaf: Leaf, value: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The texts of the input cells of a value; empty texts if there is no value."""
    if isinstance(leaf.rule, Levels):
        return (level_labels(leaf.rule).get(value["level"], "") if value else "",)
    return tuple(str(value.get(key, "")) if value else "" for key in leaf.rule.keys)


def plain_text(text: str) -> str:
    """A text as it is read back from a cell: stripped, with plain line breaks."""
    return printable(text).strip()


def mark_of(text: str) -> str:
    """A short digest of a text, which shows whether it was changed."""
    return hashlib.sha256(plain_text(text).encode()).hexdigest()[:16]


def original_of(entry: Entry) -> str:
    """What a row has when the workbook is made, as JSON; a row that is the same when it is read
    changes nothing in the sheet.
    """
    return json.dumps(
        [entry.value, mark_of(entry.explanation), entry.estimated], ensure_ascii=False
    )
