"""Fetch what was published and look at it: files on disk, the ranking as a table, the same numbers
recomputed.
"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.box import SIMPLE
from rich.table import Table

from infra.demo.client import Refused, Site, segment


def fetch(site: Site, round_id: str, indexes: list[str], folder: Path) -> dict[str, bytes]:
    """Download every published ranking into `folder`/published; returns the JSON files by path."""
    rankings = {}
    for index in indexes:
        for suffix in ("json", "csv"):
            content = site.send(
                "GET", f"/public/v1/rounds/{segment(round_id)}/rankings/{segment(index)}.{suffix}"
            ).data
            path = folder / "published" / round_id / index / f"ranking.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            if suffix == "json":
                rankings[f"{round_id}/{index}/ranking.json"] = content
    return rankings


def fetch_bundle(site: Site, round_id: str, index: str, folder: Path) -> dict[str, bytes] | None:
    """Download the public bundle and unpack it into `folder`/bundle; None where the round may have
    none.
    """
    path = f"/public/v1/rounds/{segment(round_id)}/rankings/{segment(index)}/bundle"
    try:
        content = site.send("GET", path).data
    except Refused as refused:
        if refused.status != 404:
            raise
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    target = folder / "bundle"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name, file in files.items():
        (target / Path(name).name).write_bytes(file)
    return files


_NUMBERS = ("Chỉ số", "Xếp loại", "Tổng điểm", "Thẩm định", "Điều tra", "Bên ngoài", "Thưởng, phạt")


def table(ranking: Mapping[str, Any]) -> Table:
    """The ranking as people read it."""
    notice = " (minh họa / illustrative)" if ranking["illustrative"] else ""
    title = f"{ranking['round']} / {ranking['index']}{notice}"
    shown = Table(title=title, box=SIMPLE, padding=0, pad_edge=False)
    shown.add_column("Hạng", justify="right", width=4)
    shown.add_column("Đơn vị")
    for heading in _NUMBERS:
        shown.add_column(heading, justify="right", width=7)  # so that 80 columns hold all
    for unit in ranking["units"]:
        points = unit["points"] or {}
        cells = (unit["rank"], unit["name"]["vi"], unit["index"], unit["band"])
        parts = [
            points.get(name) for name in ("total", "appraised", "survey", "external", "adjustments")
        ]
        shown.add_row(*("–" if cell is None else str(cell) for cell in (*cells, *parts)))
    return shown


_FRAME = ("version", "status", "published_at", "reason", "supersedes", "inputs_digest", "engine")


def numbers(ranking: bytes) -> dict[str, Any]:
    """A ranking without what a publication adds to a computation, and without `invited`, which only
    a replay knows.
    """
    document: dict[str, Any] = json.loads(ranking)
    for unit in document["units"]:
        unit["survey"] = {
            key: part for key, part in (unit["survey"] or {}).items() if key != "invited"
        }
    return {key: part for key, part in document.items() if key not in _FRAME}
