"""The chain of versions, as an outsider follows it."""

from __future__ import annotations

import hashlib

import pytest

from chalicelib.domain.results.version_chain import chained

VERSIONS = [
    (1, {"ranking.json": "aa", "ranking.csv": "bb"}),
    (2, {"ranking.json": "cc"}),
    (4, {"ranking.json": "dd"}),
]


def test_each_version_has_the_digest_of_the_one_before() -> None:
    links = chained("tinh", VERSIONS)
    first = hashlib.sha256(b"\ntinh\n1\nranking.csv\0bb\nranking.json\0aa\n").hexdigest()
    second = hashlib.sha256(f"{first}\ntinh\n2\nranking.json\0cc\n".encode()).hexdigest()
    assert [(link.before, link.digest) for link in links[:2]] == [(None, first), (first, second)]
    assert links[2].before == second
    assert chained("tinh", VERSIONS[:2]) == links[:2]


@pytest.mark.parametrize(
    "other",
    [
        [VERSIONS[0], (2, {"ranking.json": "ce"}), VERSIONS[2]],
        [VERSIONS[0], VERSIONS[2]],
        [(2, VERSIONS[0][1]), (1, VERSIONS[1][1]), VERSIONS[2]],
        [(1, {"ranking.json": "aa"}), *VERSIONS[1:]],
        [VERSIONS[0], (2, {"ranking.json": "cc", "more": "xx"}), VERSIONS[2]],
    ],
    ids=["a changed file", "a missing link", "swapped", "a file less", "a file more"],
)
def test_whatever_is_changed_before_shows_in_the_last_digest(
    other: list[tuple[int, dict[str, str]]],
) -> None:
    assert chained("tinh", other)[-1].digest != chained("tinh", VERSIONS)[-1].digest
    assert chained("khac", VERSIONS)[-1].digest != chained("tinh", VERSIONS)[-1].digest
