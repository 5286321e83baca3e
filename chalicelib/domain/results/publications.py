"""Publications: the published files of a bundle, by the one computation that anyone can repeat."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.bundles.files import digest
from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.results.ranking_files import to_csv, to_json
from chalicelib.domain.results.rankings import rank


def publish(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The published files of every index in a bundle, by path: `<round>/<index>/ranking.json` and
    `.csv`.

    `files` are the bundle's by name; Invalid has every problem of them.
    """
    bundle = read_bundle(files)
    inputs = digest(files)
    published = {}
    for index in bundle.round.indexes:
        ranking = rank(bundle, index, inputs)
        published[f"{bundle.round.id}/{index.id}/ranking.json"] = to_json(ranking)
        published[f"{bundle.round.id}/{index.id}/ranking.csv"] = to_csv(ranking)
    return published
