"""A whole bundle in, a whole ranking out, against worked examples and a second calculator."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bundles.bundle import Publication
from chalicelib.domain.bundles.reading import PUBLICATION
from chalicelib.domain.bundles.writing import publication_file
from chalicelib.domain.results.publications import framed, publish
from tests.domain.bundles.random_bundles import random_files
from tests.domain.bundles.samples import EXAMPLES, example, shuffled
from tests.domain.results.computed import SCHEMA, ranking
from tests.domain.results.plain_calculator import calculate

NAMES = sorted(path.name for path in EXAMPLES.iterdir())
SEEDS = st.integers(0, 10**9)


def assert_has(expected: Any, found: Any, at: str = "") -> None:
    """Everything expected is there; lists have the same length and order."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert_has(value, found[key], f"{at}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), at
        for place, value in enumerate(expected):
            assert_has(value, found[place], f"{at}[{place}]")
    else:
        assert found == expected, at


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_come_out_as_an_independent_calculator_expects(name: str) -> None:
    content = example(name)
    published = publish(content)
    round_id = json.loads(content["round.json"])["id"]
    for index, expected in json.loads(content["expected.json"]).items():
        found = json.loads(published[f"{round_id}/{index}/ranking.json"])
        assert_has(expected, found)
        jsonschema.validate(found, SCHEMA)


@pytest.mark.long
@settings(max_examples=60)
@given(SEEDS)
def test_random_bundles_come_out_as_the_plain_calculator_has_them(seed: int) -> None:
    content = random_files(seed)
    found = ranking(content)
    assert_has(calculate(content), found)
    jsonschema.validate(found, SCHEMA)


@settings(max_examples=25)
@given(SEEDS, SEEDS)
def test_the_order_of_rows_never_matters(seed: int, order: int) -> None:
    content = random_files(seed)
    mixed = {
        name: shuffled(data, order) if name.endswith(".csv") else data
        for name, data in content.items()
    }
    one, other = ranking(content), ranking(mixed)
    assert one.pop("inputs_digest") and other.pop("inputs_digest")
    assert one == other


@settings(max_examples=25)
@given(SEEDS)
def test_a_draft_framed_as_a_publication_is_what_the_publication_computes(seed: int) -> None:
    content = random_files(seed)
    drafted = publish({name: data for name, data in content.items() if name != PUBLICATION})
    said = {
        index: Publication(3, "final", "2026-11-20T06:01:10.000Z", "sửa", 2, "par-index 9")
        for index in _indexes(content)
    }
    published = publish({**content, PUBLICATION: publication_file(said)})
    for path, data in published.items():
        _, index, name = path.split("/")
        framed_ = framed(drafted[path], said[index]) if name == "ranking.json" else drafted[path]
        assert framed_ == data


def _indexes(content: dict[str, bytes]) -> list[str]:
    return [index["id"] for index in json.loads(content["round.json"])["indexes"]]
