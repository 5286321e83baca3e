"""Tracing: which versions of a round were published, in a chain that anyone can follow, and what
differs between two of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.actions.results.browsing import key_of
from chalicelib.actions.rounds import current
from chalicelib.aws import publications
from chalicelib.domain.bundles.files import unpack
from chalicelib.domain.errors import NotFound
from chalicelib.domain.results.draft_changes import InputChange, changed_inputs, changed_units
from chalicelib.domain.results.version_chain import Link, chained
from chalicelib.store import results
from chalicelib.store.results import Version

_RANKING, _BUNDLE = "ranking.json", "bundle.zip"


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """What differs in `after` from `before`: inputs (None where one of them has no public bundle),
    and units as `changed_units` gives them.
    """

    before: Version
    after: Version
    inputs: list[InputChange] | None
    units: list[dict[str, Any]]


def log(round_id: str, now: datetime) -> list[tuple[Version, Link]]:
    """Every published version of a round with its place in the chain of its index, the oldest
    first in each. NotFound where there is none.
    """
    found: list[tuple[Version, Link]] = []
    for index in current.get(round_id, now).indexes:
        versions = [known for known in results.list_versions(round_id, index.id) if known.finished]
        versions.sort(key=lambda version: version.version)
        links = chained(index.id, ((version.version, version.digests) for version in versions))
        found += zip(versions, links, strict=True)
    if not found:
        raise NotFound(
            "Kỳ này chưa công bố bảng xếp hạng nào.", "This round has published no ranking."
        )
    return found


def difference(round_id: str, index: str, after: int, before: int) -> VersionDifference:
    """What differs between two published versions; NotFound where one was not published."""
    was, now = (results.get_version(round_id, index, number) for number in (before, after))
    units = changed_units(json.loads(_read(was, _RANKING)), json.loads(_read(now, _RANKING)))
    inputs = None
    if _BUNDLE in was.digests and _BUNDLE in now.digests:
        inputs = changed_inputs(unpack(_read(was, _BUNDLE)), unpack(_read(now, _BUNDLE)))
    return VersionDifference(was, now, inputs, units)


def _read(version: Version, name: str) -> bytes:
    return publications.get(key_of(version, name))
