"""Writing a bundle's files in one canonical form: rows sorted by their keys, LF, columns in the
contract's order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from chalicelib.domain.bundles import bundle as bundles
from chalicelib.domain.bundles.bundle import Adjustment, Bundle, Publication, Reason
from chalicelib.domain.bundles.reading import PUBLICATION, ROUND
from chalicelib.domain.decimals import plain
from chalicelib.domain.errors import Conflict
from chalicelib.domain.reading.csv_tables import write_table

MIN_PUBLIC = 5

Rows = Iterable[Sequence[object]]


def write_bundle(bundle: Bundle) -> dict[str, bytes]:
    """Every file of the bundle that has content, by name. Reading them gives the same bundle."""
    tables = {"units": _units(bundle), **_values(bundle), **_figures(bundle), **_decisions(bundle)}
    files = {f"{name}.csv": write_table(name, rows) for name, rows in tables.items() if rows}
    files[ROUND] = bundle.document
    if bundle.publication:
        files[PUBLICATION] = publication_file(bundle.publication)
    return files


def public_bundle(bundle: Bundle) -> dict[str, bytes]:
    """The files that are public, enough to recompute the ranking: cells of at least `min_answers`
    answers instead of single answers, no explanations or comments, and only public reasons.

    Conflict where min_answers is below 5: a smaller cell could show what one person answered
    (contract §3).
    """
    if bundle.round.min_answers < MIN_PUBLIC:
        raise Conflict(
            f"Kỳ này cho phép ô dưới {MIN_PUBLIC} câu trả lời nên không công bố được dữ liệu đầu"
            f" vào; hãy đặt min_answers từ {MIN_PUBLIC} trở lên.",
            f"This round lets cells of fewer than {MIN_PUBLIC} answers count, so its inputs cannot"
            f" be made public; set min_answers to {MIN_PUBLIC} or more.",
        )
    cells = {
        key: cell
        for index in bundle.round.indexes
        for key, cell in bundles.cells_of(bundle, index).items()
        if cell.answered >= bundle.round.min_answers
    }
    return write_bundle(
        replace(
            bundle,
            boxes={},
            cells=cells,
            scores={key: replace(score, explanation="") for key, score in bundle.scores.items()},
            appraisals={
                key: replace(appraisal, comment="") for key, appraisal in bundle.appraisals.items()
            },
            not_applicable={key: _public(reason) for key, reason in bundle.not_applicable.items()},
            exclusions={key: _public(reason) for key, reason in bundle.exclusions.items()},
            voids={key: _public(reason) for key, reason in bundle.voids.items()},
            adjustments=tuple(
                replace(adjustment, reason=_public(adjustment.reason))
                for adjustment in bundle.adjustments
            ),
        )
    )


def _public(reason: Reason) -> Reason:
    return reason if reason.public else Reason()


def _units(bundle: Bundle) -> Rows:
    return [
        (
            unit.id,
            unit.index,
            unit.name.vi,
            unit.name.en,
            unit.region,
            "yes" if unit.ranked else "no",
            " ".join(unit.predecessors),
        )
        for unit in sorted(bundle.units, key=lambda unit: unit.id)
    ]


def _values(bundle: Bundle) -> dict[str, Rows]:
    leaves = {unit.id: bundle.round.index(unit.index).leaves for unit in bundle.units}

    def text(unit: str, leaf: str, value: Mapping[str, Any]) -> str:
        return json.dumps(leaves[unit][leaf].rule.tidy(value), ensure_ascii=False)

    return {
        "scores": [
            (*key, text(*key, score.value), score.explanation)
            for key, score in sorted(bundle.scores.items())
        ],
        "appraisals": [
            (unit, leaf, number, text(unit, leaf, appraisal.value), appraisal.comment)
            for (unit, leaf, number), appraisal in sorted(bundle.appraisals.items())
        ],
        "external": [(*key, text(*key, value)) for key, value in sorted(bundle.external.items())],
    }


def _figures(bundle: Bundle) -> dict[str, Rows]:
    widths = {unit.id: len(bundle.round.index(unit.index).questions) for unit in bundle.units}
    return {
        "answers": [
            (unit, group, answers)
            for (unit, group), box in sorted(bundle.boxes.items())
            for answers in sorted(_records(box.decode(), widths[unit]))
        ],
        "cells": [
            (*key, cell.answered, plain(cell.weight_sum), plain(cell.weight_square_sum))
            for key, cell in sorted(bundle.cells.items())
        ],
        "participation": [
            (*key, turnout.invited, turnout.answered)
            for key, turnout in sorted(bundle.participation.items())
        ],
        "intervals": [
            (
                unit,
                plain(interval.index_low),
                plain(interval.index_high),
                interval.rank_low,
                interval.rank_high,
            )
            for unit, interval in sorted(bundle.intervals.items())
        ],
        "previous": [
            (unit, plain(result.index), result.rank)
            for unit, result in sorted(bundle.previous.items())
        ],
    }


def _records(box: str, width: int) -> list[str]:
    return [box[start : start + width] for start in range(0, len(box), width)]


def _decisions(bundle: Bundle) -> dict[str, Rows]:
    return {
        "not_applicable": [
            (*key, reason.text) for key, reason in sorted(bundle.not_applicable.items())
        ],
        "exclusions": [(unit, reason.text) for unit, reason in sorted(bundle.exclusions.items())],
        "voids": [(unit, reason.text) for unit, reason in sorted(bundle.voids.items())],
        "adjustments": [
            (adjustment.unit, plain(adjustment.points), adjustment.reason.text)
            for adjustment in sorted(bundle.adjustments, key=_by_content)
        ],
    }


def _by_content(adjustment: Adjustment) -> tuple[object, ...]:
    return adjustment.unit, adjustment.points, adjustment.reason.text


def publication_file(publications: Mapping[str, Publication]) -> bytes:
    """publication.json: what each index's published ranking says of itself."""
    content = {name: asdict(publication) for name, publication in sorted(publications.items())}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
