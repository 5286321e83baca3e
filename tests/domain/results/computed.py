"""The ranking that the program publishes for a bundle, and the schema of its JSON."""

from __future__ import annotations

import json
from typing import Any

from chalicelib.domain.results.publications import publish
from infra.folders import PROJECT

SCHEMA = json.loads((PROJECT / "chalicelib/pages/schemas/ranking.json").read_text(encoding="utf-8"))


def ranking(given_: dict[str, bytes], path: str = "thu/so") -> dict[str, Any]:
    document: dict[str, Any] = json.loads(publish(given_)[f"{path}/ranking.json"])
    return document
