"""Reading a bundle's files: a Bundle, or every problem of every file as `file:row:column` (in JSON
files a path).

Everything is checked, also superseded passes, self-scores and other rows that do not count. If
round.json or units.csv has problems, the rest is checked against the parts of them that can be
read. Only files with the contract's names are read; there may be others beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain.bundles import figures
from chalicelib.domain.bundles import tables as bundle_tables
from chalicelib.domain.bundles.bundle import Bundle, Publication
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.instants import from_text
from chalicelib.domain.reading.csv_tables import TABLES, read_table
from chalicelib.domain.reading.fields import MISSING, Field
from chalicelib.domain.reading.json_texts import read_json
from chalicelib.domain.rounds.round import Round, read_round
from chalicelib.domain.rounds.units import Unit, read_unit

ROUND, UNITS, PUBLICATION = "round.json", "units.csv", "publication.json"
NAMES = (ROUND, *(f"{name}.csv" for name in TABLES), PUBLICATION)
STATUSES = ("provisional", "final")
READERS: Mapping[str, Callable[[bundle_tables.Scope, bundle_tables.Rows], Any]] = {
    "scores": bundle_tables.scores,
    "appraisals": bundle_tables.appraisals,
    "external": bundle_tables.external,
    "boxes": figures.boxes,
    "cells": figures.cells,
    "participation": figures.participation,
    "intervals": figures.intervals,
    "not_applicable": bundle_tables.not_applicable,
    "exclusions": bundle_tables.reasons,
    "voids": bundle_tables.reasons,
    "adjustments": bundle_tables.adjustments,
    "previous": figures.previous,
}

Files = Mapping[str, bytes]


def read_bundle(files: Files) -> Bundle:
    """The bundle in these files (by name); Invalid with every problem."""
    problems: list[Problem] = []
    round_ = _round(files, problems)
    units = _units(files, round_, problems)
    scope = bundle_tables.Scope(
        round_, None if units is None else {unit.id: unit for unit in units}
    )
    tables = {
        name: read(scope, rows)
        for name, read in READERS.items()
        if (rows := _table(name, files, problems)) is not None
    }
    if "answers.csv" in files and "cells.csv" in files:
        problems.append(
            Problem(
                "cells.csv:1:unit",
                "answers.csv và cells.csv không được có cùng lúc; hãy bỏ một tệp",
                "answers.csv and cells.csv must not be given together; drop one",
                "answers_and_cells",
            )
        )
    publication = _publication(files, round_, problems)
    if problems or round_ is None or units is None:
        raise Invalid(errors=problems)
    return Bundle(round_, files[ROUND], units, publication=publication, **tables)


def _table(name: str, files: Files, problems: list[Problem]) -> bundle_tables.Rows | None:
    table = "answers" if name == "boxes" else name
    data = files.get(f"{table}.csv")
    return None if data is None else read_table(table, data, problems)


def _json(name: str, data: bytes, problems: list[Problem]) -> Any:
    """The JSON value of a file; MISSING after noting that it is not JSON."""
    try:
        return read_json(data)
    except UnicodeDecodeError:
        problems.append(
            Problem(f"{name}:$", "tệp không phải UTF-8", "the file is not UTF-8", "encoding")
        )
    except ValueError as error:
        problems.append(
            Problem(
                f"{name}:$",
                f"không phải JSON đúng dạng ({error})",
                f"not valid JSON ({error})",
                "json",
            )
        )
    return MISSING


def _in_file(name: str, problems: list[Problem]) -> list[Problem]:
    return [replace(problem, at=f"{name}:{problem.at or '$'}") for problem in problems]


def _missing(name: str, problems: list[Problem]) -> None:
    place = f"{name}:$" if name.endswith(".json") else f"{name}:1:unit"
    problems.append(Problem(place, f"thiếu tệp {name}", f"the file {name} is missing", "missing"))


def _round(files: Files, problems: list[Problem]) -> Round | None:
    if ROUND not in files:
        _missing(ROUND, problems)
        return None
    document = _json(ROUND, files[ROUND], problems)
    if document is MISSING:
        return None
    noted: list[Problem] = []
    round_ = read_round(document, noted)
    problems += _in_file(ROUND, noted)
    return round_


def _units(files: Files, round_: Round | None, problems: list[Problem]) -> tuple[Unit, ...] | None:
    """The units of the rows whose id can be read; None if there are none."""
    if UNITS not in files:
        _missing(UNITS, problems)
        return None
    seen: set[str] = set()
    known = None if round_ is None else [index.id for index in round_.indexes]
    units = [
        read_unit(row.cell, known, seen) for row in read_table("units", files[UNITS], problems)
    ]
    if not units:
        problems.append(
            Problem(f"{UNITS}:1:unit", "chưa có đơn vị nào", "there is no unit", "missing")
        )
    return tuple(unit for unit in units if unit) or None


def _publication(
    files: Files, round_: Round | None, problems: list[Problem]
) -> dict[str, Publication]:
    """By index; entries of other names are ignored, as unknown keys are everywhere."""
    if PUBLICATION not in files:
        return {}
    document = _json(PUBLICATION, files[PUBLICATION], problems)
    if document is MISSING:
        return {}
    field = Field(document, "", [])
    content = field.object() or {}
    names = content if round_ is None else [index.id for index in round_.indexes]
    publications = {
        name: _published(field.key(name)) for name in names if field.key(name).value is not MISSING
    }
    problems += _in_file(PUBLICATION, field.problems)
    return publications


def _published(field: Field) -> Publication:
    if field.object() is None:
        return Publication(0, "", None, None, None, "")
    reason, supersedes = field.key("reason"), field.key("supersedes")
    return Publication(
        field.key("version").whole(1) or 0,
        field.key("status").choice(STATUSES) or "",
        _instant(field.key("published_at")),
        reason.text(empty=True) if reason.given else None,
        supersedes.whole(1) if supersedes.given else None,
        field.key("engine").text() or "",
    )


def _instant(field: Field) -> str | None:
    text = field.text()
    try:
        if text is None or (text.endswith("Z") and from_text(text)):
            return text
    except ValueError:
        pass
    field.refuse(
        'phải là thời điểm UTC viết như "2025-04-06T02:00:00Z"',
        'must be an instant in UTC, written as "2025-04-06T02:00:00Z"',
    )
    return None
