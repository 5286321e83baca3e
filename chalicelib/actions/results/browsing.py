"""Browsing: what the public can read, published rankings and the bundles that recompute them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.actions.rounds import current
from chalicelib.aws import publications
from chalicelib.domain.errors import NotFound
from chalicelib.domain.instants import from_text
from chalicelib.store import results
from chalicelib.store.results import Version

if TYPE_CHECKING:
    from chalicelib.domain.rounds.round import Index, Round

_SCHEMA = Path(__file__).parents[2] / "pages" / "schemas" / "ranking.json"
_FILES = {"json": "ranking.json", "csv": "ranking.csv", "xlsx": "ranking.xlsx"}


@dataclass(frozen=True, slots=True)
class Document:
    """A published file: its sha256 (hex), when it was published, how to read it, and the names of
    all files of its version.
    """

    digest: str
    published_at: datetime
    read: Callable[[], bytes]
    files: frozenset[str] = frozenset()


def key_of(version: Version, name: str) -> str:
    """The key of a file of a version; it has the digest of the content, so that no other content
    replaces it.
    """
    folder = f"public/v1/rounds/{version.round}/rankings/{version.index}/versions/{version.version}"
    return f"{folder}/{version.digests[name]}/{name}"


def published(now: datetime) -> list[tuple[Round, list[tuple[Index, Version]]]]:
    """Rounds with at least one published ranking, newest year first."""
    rounds = []
    for round_ in sorted(current.list_rounds(now), key=lambda known: (-known.year, known.id)):
        rankings = [
            (index, version)
            for index in round_.indexes
            if (version := results.find_latest(round_.id, index.id))
        ]
        if rankings:
            rounds.append((round_, rankings))
    return rounds


def ranking(round_id: str, index: str, form: str, version: int | None = None) -> Document:
    """A ranking as `json`, `csv` or `xlsx`, the latest or one version; NotFound if it was not
    published, or before there were workbooks.
    """
    published_version = _version(round_id, index, version)
    if _FILES[form] not in published_version.digests:
        raise NotFound(
            "Phiên bản này không có tệp Excel; hãy tải tệp CSV.",
            "This version has no Excel file; download the CSV.",
        )
    return _document(published_version, _FILES[form])


def bundle(round_id: str, index: str, version: int | None = None) -> Document:
    """The public bundle as a zip; NotFound if it was not published, or if the round counts cells
    of too few answers to publish them (`min_answers` below 5).
    """
    published_version = _version(round_id, index, version)
    if "bundle.zip" not in published_version.digests:
        raise NotFound(
            "Kỳ này không công bố dữ liệu gốc vì ngưỡng phiếu tối thiểu dưới 5.",
            "This round publishes no bundle because its least number of answers is below 5.",
        )
    return _document(published_version, "bundle.zip")


@lru_cache(maxsize=1)
def schema() -> Document:
    """The JSON schema of a ranking."""
    content = _SCHEMA.read_bytes()
    return Document(
        hashlib.sha256(content).hexdigest(), datetime(2026, 1, 1, tzinfo=UTC), lambda: content
    )


def _version(round_id: str, index: str, version: int | None) -> Version:
    if version is not None:
        return results.get_version(round_id, index, version)
    latest = results.find_latest(round_id, index)
    if latest is None:
        raise NotFound(
            "Bảng xếp hạng này chưa được công bố.", "This ranking has not been published."
        )
    return latest


def _document(version: Version, name: str) -> Document:
    return Document(
        version.digests[name],
        from_text(version.published_at),
        lambda: publications.get(key_of(version, name)),
        frozenset(version.digests),
    )
