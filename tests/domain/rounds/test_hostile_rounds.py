from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.errors import Invalid
from tests.domain.bundles.random_bundles import random_files

FILES = random_files(7)
VALUES: list[Any] = [
    None,
    1,
    -1.5,
    True,
    "x",
    "",
    "0",
    "1e9",
    "\ud800",
    [],
    ["x"],
    [None],
    [[]],
    [{}],
    {},
    {"vi": "a"},
]

Path = tuple[str | int, ...]


def paths(content: Any, at: Path = ()) -> Iterator[Path]:
    """Every path of a JSON document but its root."""
    steps = (
        content
        if isinstance(content, dict)
        else range(len(content))
        if isinstance(content, list)
        else ()
    )
    for step in steps:
        yield (*at, step)
        yield from paths(content[step], (*at, step))


PATHS = list(paths(json.loads(FILES["round.json"])))


@settings(max_examples=300)
@given(st.sampled_from(PATHS), st.sampled_from([*VALUES, ...]))
def test_any_value_in_any_place_of_a_round_is_read_or_refused_never_a_crash(
    path: Path, value: Any
) -> None:
    content = parent = json.loads(FILES["round.json"])
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    if value is ...:
        del parent[path[-1]]
    found: tuple[Any, ...] | None = None
    try:
        read_bundle({**FILES, "round.json": json.dumps(content).encode()})
    except Invalid as refusal:
        found = refusal.errors
    assert found is None or found
