"""What lies beside a bundle in its zip: words for people, a description for programs."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable

import pytest

from chalicelib.domain.bundles.companions import companions, datapackage, readme
from chalicelib.domain.bundles.files import digest, pack, unpack
from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.bundles.writing import public_bundle, write_bundle
from tests.domain.bundles.random_bundles import random_files
from tests.domain.bundles.samples import example, files

READ: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": float,
    "object": json.loads,
    "string": str,
}


def test_they_change_neither_the_inputs_nor_what_is_read_from_the_zip() -> None:
    content = write_bundle(read_bundle(files()))
    packed = pack({**content, **companions(content)})
    assert digest({**content, **companions(content)}) == digest(content)
    assert unpack(packed) == content


@pytest.mark.parametrize("name", ["mixed", "tied", "small-groups"])
def test_every_table_is_as_it_is_described(name: str) -> None:
    content = write_bundle(read_bundle(example(name)))
    described = json.loads(datapackage(content))
    assert {resource["path"] for resource in described["resources"]} == set(content)
    for resource in described["resources"]:
        data = content[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        if resource["format"] == "csv":
            _check(resource["schema"], data)


@pytest.mark.parametrize("seed", range(20))
def test_keys_are_unique_and_types_right_for_random_public_bundles(seed: int) -> None:
    bundle = read_bundle(random_files(seed))
    if bundle.round.min_answers >= 5:
        content = public_bundle(bundle)
        for resource in json.loads(datapackage(content))["resources"]:
            if resource["format"] == "csv":
                _check(resource["schema"], content[resource["path"]])


def _check(schema: dict[str, object], data: bytes) -> None:
    """Columns, types and keys of a table as a reader of the description would take them."""
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    fields = schema["fields"]
    assert isinstance(fields, list)
    assert list(rows[0]) == [field["name"] for field in fields]
    for row in rows:
        for field in fields:
            if row[field["name"]]:
                READ[field["type"]](row[field["name"]])
    keys = schema.get("primaryKey")
    if isinstance(keys, list):
        found = [tuple(row[key] for key in keys) for row in rows]
        assert len(set(found)) == len(found)


def test_the_readme_names_every_file_and_where_the_ranking_comes_out() -> None:
    content = write_bundle(read_bundle(example("mixed")))
    text = readme(content).decode()
    assert all(f"  {name} " in text for name in content)
    document = json.loads(content["round.json"])
    assert f"ket-qua/{document['id']}/{document['indexes'][0]['id']}/ranking.json" in text
    assert max(map(len, text.splitlines())) <= 100
