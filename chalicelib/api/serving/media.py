"""Replies that are not JSON models: files and pages, as the API's description names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TEXT = {"schema": {"type": "string"}}
_RANKING = {"schema": {"$ref": "#/components/schemas/Ranking"}}


@dataclass(frozen=True, eq=False)
class Media:
    """A reply's name, and its media types with the schema of each (OpenAPI `content`)."""

    name: str
    content: dict[str, Any]


PAGE = Media("A page.", {"text/html": _TEXT})
ASSET = Media("Asset", {"*/*": {}})
CALCULATOR = Media("Calculator", {"application/zip": {}})
BUNDLE = Media("Bundle", {"application/zip": {}})
DOCX = Media("Docx", {f"{_OFFICE}.wordprocessingml.document": {}})
WORKBOOK = Media("Workbook", {f"{_OFFICE}.spreadsheetml.sheet": {}})
JSON_SCHEMA = Media("JsonSchema", {"application/json": {"schema": {"type": "object"}}})
RANKING = Media(
    "Ranking",
    {"application/json": _RANKING, "text/csv": _TEXT, f"{_OFFICE}.spreadsheetml.sheet": {}},
)
