"""Publications: the published files of a bundle, by the one computation that anyone can repeat."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from chalicelib.domain.bundles.bundle import Publication
from chalicelib.domain.bundles.files import digest
from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.results.ranking_files import to_csv, to_json, to_text
from chalicelib.domain.results.rankings import Ranking, rank


def publish(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The published files of every index in a bundle, by path: `<round>/<index>/ranking.json` and
    `.csv`.

    `files` are the bundle's by name; Invalid has every problem of them.
    """
    published = {}
    for index, ranking in compute(files).items():
        published[f"{ranking.round}/{index}/ranking.json"] = to_json(ranking)
        published[f"{ranking.round}/{index}/ranking.csv"] = to_csv(ranking)
    return published


def compute(files: Mapping[str, bytes]) -> dict[str, Ranking]:
    """The ranking of every index in a bundle, by its id; Invalid has every problem of the files."""
    bundle = read_bundle(files)
    inputs = digest(files)
    return {index.id: rank(bundle, index, inputs) for index in bundle.round.indexes}


def framed(ranking: bytes, publication: Publication) -> bytes:
    """A computed ranking.json as it is published: what it says of itself is put in, all else stays
    byte for byte.
    """
    return to_text({**json.loads(ranking), **asdict(publication)})
