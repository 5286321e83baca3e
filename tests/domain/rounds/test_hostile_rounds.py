from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.rounds.round import read_round
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

MANY = 60_000
TITLE = {"vi": "x"}


def numbered(letter: str, many: int, **more: Any) -> list[Any]:
    """That many objects with ids of their own."""
    return [{"id": f"{letter}{number}", "title": TITLE, **more} for number in range(many)]


def with_rule(**rule: Any) -> dict[str, Any]:
    """What a document whose only criterion has this rule has of its own."""
    leaf = {"code": "1.1", "title": TITLE, "max": "2", "method": "self_assessed", "rule": rule}
    area = {"code": "1", "title": TITLE, "criteria": [{**leaf, "evidence": "none"}]}
    return {"indexes": [{"id": "x", "title": TITLE, "areas": [area]}]}


def with_index(**parts: Any) -> dict[str, Any]:
    """What a document whose only index has these parts has of its own."""
    return {"indexes": [{"id": "x", "title": TITLE, "areas": [], **parts}]}


# What a document has of its own, with far too much of one thing.
HUGE: dict[str, Callable[[], dict[str, Any]]] = {
    "bands": lambda: {"bands": [{"name": f"b{n}", "from": str(n)} for n in range(MANY)]},
    "scales": lambda: {"scales": {f"s{n}": [] for n in range(MANY)}},
    "options": lambda: {"scales": {"s": [{"title": TITLE, "weight": "1"}] * MANY}},
    "indexes": lambda: {"indexes": numbered("i", MANY)},
    "groups": lambda: with_index(groups=numbered("g", MANY)),
    "one group again and again": lambda: with_index(groups=numbered("g", 1) * MANY),
    "listers": lambda: with_index(groups=numbered("g", 1, listed_by=["no"] * MANY)),
    "listers of many groups": lambda: with_index(groups=numbered("g", 1000, listed_by=["no"] * 50)),
    "questions": lambda: with_index(questions=numbered("q", MANY, scale="quality")),
    "questions for no group": lambda: with_index(
        groups=numbered("g", 1900), questions=numbered("q", 1900, scale="?", groups=["no"])
    ),
    "questions for all groups": lambda: with_index(
        groups=numbered("g", 1500), questions=numbered("q", 1500, scale="?")
    ),
    "groups of a question": lambda: with_index(questions=numbered("q", 1, groups=["g"] * MANY)),
    "areas": lambda: with_index(areas=[{"code": str(n), "title": TITLE} for n in range(MANY)]),
    "criteria": lambda: with_index(areas=[{"code": "1", "criteria": [{}] * MANY}]),
    "leaves": lambda: with_index(
        areas=[{"code": "1", "criteria": [{"code": "1.1", "leaves": [{}] * MANY}]}]
    ),
    "helpers": lambda: with_index(helpers=[{}] * MANY),
    "levels": lambda: with_rule(type="levels", levels=numbered("v", MANY, points="1")),
    "variables": lambda: with_rule(
        type="formula", variables=[f"v{n}" for n in range(MANY)], branches=[{"points": "max"}]
    ),
    "one variable": lambda: with_rule(type="formula", variables=["v"] * MANY, branches=[]),
    "branches": lambda: with_rule(
        type="formula", variables=["a"], branches=[{"when": "a > 1", "points": "max"}] * MANY
    ),
    "branches over many variables": lambda: with_rule(
        type="formula",
        variables=[f"v{n}" for n in range(1900)],
        branches=[{"when": "v1 > 1", "points": "?"}] * 1900,
    ),
    "titles of variables": lambda: with_rule(
        type="formula", variables=[], variable_titles={f"v{n}": TITLE for n in range(MANY)}
    ),
    "parts of variables": lambda: with_rule(
        type="formula", variables=["a"], part_of={f"v{n}": "?" for n in range(MANY)}
    ),
    "questions of a rule": lambda: with_rule(
        type="survey", questions=[f"q{n}" for n in range(MANY)], weights={}
    ),
    "weights of a rule": lambda: with_rule(
        type="survey", questions=["q"], weights={f"g{n}": "?" for n in range(MANY)}
    ),
    "a long formula": lambda: with_rule(
        type="formula", variables=["a"], branches=[{"points": "a" + "+a" * MANY}]
    ),
    "a deep formula": lambda: with_rule(
        type="formula", variables=["a"], branches=[{"points": "(" * MANY}]
    ),
    "legal bases": lambda: with_index(
        areas=[{"code": "1", "criteria": [{"code": "1.1", "legal_basis": ["x"] * MANY}]}]
    ),
    "a long name": lambda: {"id": "x" * 1_000_000},
    "long names to choose from": lambda: {
        "indexes": [
            {"id": "x" * 100_000, "title": TITLE, "groups": numbered("g", 100, listed_by=["no"])}
        ]
    },
}


@pytest.mark.long
@pytest.mark.parametrize("kind", HUGE)
def test_counts_are_bounded_before_anything_is_done_with_the_items(kind: str) -> None:
    content = {**json.loads(FILES["round.json"]), **HUGE[kind]()}
    problems: list[Problem] = []
    begun = time.process_time()
    read_round(content, problems)
    assert time.process_time() - begun < 2
    assert problems
    assert sum(len(problem.vi) + len(problem.at) for problem in problems) < 10_000_000


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


@pytest.mark.long
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
