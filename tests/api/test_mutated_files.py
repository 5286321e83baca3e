"""Mutated files through every route that takes one: a proper answer, whatever the file is. Some of
them here; `make test-long` tries more.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from tests.api.conftest import tokens_of
from tests.api.costly import with_file
from tests.api.good_requests import BODIES, model_of, path_of
from tests.api.test_costly_bodies import with_files
from tests.cost import MEMORY, measured
from tests.documents.mutations import mutated
from tests.documents.originals import originals, others
from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.unit_story import approve, complete, upload_report

pytestmark = pytest.mark.long

TABLES = ("xlsx", "xls", "xlsb", "ods", "csv")
SECONDS = 20
# Previewed, refused for what it holds, or for what was previewed before: a reader has looked at it.
READ = {200, 412, 422}


def answers(site: Site, content: bytes) -> list[Answer]:
    """What every route that takes a table answers."""
    tokens = tokens_of(site)
    return [
        site.call(
            route.method,
            path_of(route),
            with_file(BODIES[model_of(route)], content),
            tokens[route.audience],
        )
        for route in with_files()
    ]


def hold(site: Site, kind: str, seed: int) -> Counter[int]:
    """Send a mutated file everywhere; how often each status was answered."""
    _, change, content = mutated(kind, originals(kind), others(kind), seed)
    found, cost = measured(partial(answers, site, content))
    assert cost.seconds < SECONDS * len(found) and cost.kilobytes < MEMORY, change.__name__
    for answer in found:
        if answer.status >= 400:
            assert answer.status < 500 and answer.json["detail"] and answer.json["detail_en"]
    return Counter(answer.status for answer in found)


@pytest.mark.parametrize("kind", TABLES)
def test_a_good_file_reaches_a_reader_at_every_route(running: Site, aws: Aws, kind: str) -> None:
    for answer in answers(running, originals(kind)[0]):
        assert answer.status in READ, answer.body[:300]


@pytest.mark.parametrize("kind", TABLES)
def test_a_mutated_table_is_answered_properly(running: Site, aws: Aws, kind: str) -> None:
    assert sum((hold(running, kind, seed) for seed in range(2)), Counter()).keys() <= READ


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", TABLES)
def test_every_mutated_table_is_answered_properly(running: Site, aws: Aws, kind: str) -> None:
    assert sum((hold(running, kind, seed) for seed in range(25)), Counter()).keys() <= READ


def send(site: Site, aws: Aws, pdf: bytes, seeds: range) -> None:
    """Mutated files as the signed report of a complete sheet."""
    complete(site, aws, pdf)
    approve(site)
    for seed in seeds:
        *_, content = mutated("pdf", originals("pdf"), others("pdf"), seed)
        answer = upload_report(site, aws, content or b"x")
        assert answer.status in (200, 422), answer.body[:300]
        assert answer.status == 200 or (answer.json["detail"] and answer.json["errors"])


def test_a_mutated_report_is_taken_or_refused_in_words(open_: Site, aws: Aws, pdf: bytes) -> None:
    send(open_, aws, pdf, range(2))


@pytest.mark.exhaustive
def test_every_mutated_report_is_taken_or_refused_in_words(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    send(open_, aws, pdf, range(25))
