"""Companions of a published bundle: what its files are, for people (README.txt) and for programs
(datapackage.json, Frictionless Data Package 1: https://specs.frictionlessdata.io/data-package/).

They lie in the zip beside the bundle's files and are no part of it: `inputs_digest` does not count
them (contract §3).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.bundles.reading import NAMES, ROUND
from chalicelib.domain.reading.csv_tables import TABLES

_KEYS = {
    "units": ["unit"],
    "scores": ["unit", "leaf"],
    "appraisals": ["unit", "leaf", "pass"],
    "external": ["unit", "leaf"],
    "cells": ["unit", "group", "question"],
    "participation": ["unit", "group"],
    "intervals": ["unit"],
    "not_applicable": ["unit", "leaf"],
    "exclusions": ["unit"],
    "voids": ["unit"],
    "previous": ["unit"],
}
_WHOLE = {"pass", "answered", "invited", "rank", "rank_low", "rank_high"}
_NUMBERS = {"points", "weight_sum", "weight_square_sum", "index_low", "index_high"}
# What each file holds, for README.txt.
_ABOUT = {
    "round.json": ("kỳ đánh giá: tiêu chí, câu hỏi", "the round: criteria, questions"),
    "units.csv": ("các đơn vị", "the units"),
    "scores.csv": ("giá trị đơn vị tự chấm", "what units gave themselves"),
    "appraisals.csv": ("giá trị Hội đồng thẩm định", "what the council gave"),
    "external.csv": ("số liệu bên ngoài", "external figures"),
    "answers.csv": ("phiếu trả lời", "answers"),
    "cells.csv": ("kết quả điều tra, đã cộng theo nhóm", "the survey, added up by group"),
    "participation.csv": ("số người được mời, đã trả lời", "people invited and answered"),
    "intervals.csv": ("khoảng ước lượng", "intervals"),
    "not_applicable.csv": ("tiêu chí không áp dụng", "criteria that do not apply"),
    "exclusions.csv": ("đơn vị không được xếp hạng", "units that are excluded"),
    "voids.csv": ("kết quả điều tra bị hủy", "surveys that are void"),
    "adjustments.csv": ("điểm thưởng, điểm phạt", "bonus and penalty points"),
    "previous.csv": ("kết quả năm trước", "results of the year before"),
    "publication.json": ("phiên bản đã công bố", "what was published"),
}


def companions(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """README.txt and datapackage.json for the files of a bundle, by name."""
    return {"README.txt": readme(files), "datapackage.json": datapackage(files)}


def readme(files: Mapping[str, bytes]) -> bytes:
    """What the zip holds and how to check the ranking with it, Vietnamese first; UTF-8, LF."""
    document = json.loads(files[ROUND])
    title, round_ = document["title"], document["id"]
    index = document["indexes"][0]["id"]
    result = f"ket-qua/{round_}/{index}/ranking.json"
    held = [name for name in NAMES if name in files]
    width = max(map(len, held))
    lines = [
        title["vi"],
        title.get("en") or "",
        "",
        "Gói này có mọi dữ liệu mà bảng xếp hạng được tính từ đó. Ai cũng tính lại được:",
        "This bundle holds everything that the ranking was computed from. Anyone can recompute it:",
        "",
        "  1. Cài / install Python 3.11+ (https://www.python.org).",
        "  2. Tải / download  /public/v1/recompute.pyz  từ trang công bố / from the site.",
        "  3. python recompute.pyz TEP-NAY.zip -o ket-qua",
        f"  4. So / compare  {result}",
        "     với tệp JSON đã công bố / with the JSON file that was published.",
        "  5. Hai tệp giống nhau từng byte / they are the same byte for byte.",
        "",
        "Vì sao một đơn vị có thứ hạng đó / why a unit has its rank:",
        "     python recompute.pyz TEP-NAY.zip --explain MA-DON-VI",
        "",
        *(f"  {name.ljust(width)}  {_ABOUT[name][0]} / {_ABOUT[name][1]}" for name in held),
        "",
        "Các bảng CSV: UTF-8, dấu phẩy, dòng đầu là tên cột; datapackage.json mô tả từng cột.",
        "CSV tables: UTF-8, commas, the first row has the columns; see datapackage.json.",
    ]
    return ("\n".join(lines) + "\n").encode()


def datapackage(files: Mapping[str, bytes]) -> bytes:
    """The tables of the bundle with their columns, types and keys."""
    document = json.loads(files[ROUND])
    resources = [
        _table(table, files[f"{table}.csv"]) for table in TABLES if f"{table}.csv" in files
    ]
    other = [
        _resource(name.removesuffix(".json"), name, files[name], "json")
        for name in NAMES
        if name in files and name.endswith(".json")
    ]
    content = {
        "profile": "data-package",
        "name": document["id"].lower(),
        "title": document["title"]["vi"],
        "resources": [*resources, *other],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: str, data: bytes) -> dict[str, Any]:
    columns = data.decode().split("\n", 1)[0].split(",")
    schema: dict[str, Any] = {
        "fields": [{"name": column, "type": _type(table, column)} for column in columns],
        "missingValues": [""],
    }
    if table in _KEYS:
        schema["primaryKey"] = _KEYS[table]
    return {
        **_resource(table.replace("_", "-"), f"{table}.csv", data, "csv"),
        "profile": "tabular-data-resource",
        "schema": schema,
    }


def _resource(name: str, path: str, data: bytes, form: str) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "format": form,
        "mediatype": "text/csv" if form == "csv" else "application/json",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _type(table: str, column: str) -> str:
    if column == "ranked":
        return "string"
    if column in _WHOLE:
        return "integer"
    if column in _NUMBERS or (table, column) == ("previous", "index"):
        return "number"
    return "object" if column == "value" else "string"
