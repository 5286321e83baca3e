"""No body costs much, at any route that takes one: less than five seconds and 512 MB, and an answer
that Lambda can send. One kind at each route here; `make test-long` tries every kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

import pytest

import app
from chalicelib.api.serving.routing import AUDIENCES, ROUTES, SIGNED_IN, Route
from chalicelib.api.serving.serve import MAX_BODY, MAX_PUBLIC_BODY, model
from tests.api.conftest import tokens_of
from tests.api.costly import KINDS, with_file
from tests.api.good_requests import BODIES, model_of, path_of
from tests.cost import MEMORY, measured
from tests.documents.hostile_books import HOSTILE
from tests.fake_aws import Aws
from tests.offenders import tried
from tests.site import Site

pytestmark = pytest.mark.long

SECONDS, LARGEST = 5, 6_000_000
# A part of the room that a request has is enough to see that work grows with the square of it.
SAMPLE = 4


def with_bodies() -> list[Route]:
    """Every route that takes a body."""
    assert app.app.routes
    return [route for route in ROUTES if route.body]


def with_files() -> list[Route]:
    return [route for route in with_bodies() if "content" in model(route.body or "").model_fields]


def room(route: Route) -> int:
    """How many bytes a body may still have once its good part is there."""
    return (MAX_BODY if route.audience in SIGNED_IN else MAX_PUBLIC_BODY) - 50_000


def complaint(site: Site, route: Route, kind: str, text: str) -> str:
    """What is wrong with the way a body is answered; nothing, if nothing is."""
    token, at = tokens_of(site).get(route.audience, ""), f"{route.method} {route.path} {kind}"
    body = text.encode()
    ended = tried(lambda: measured(lambda: site.call(route.method, path_of(route), body, token)))
    if isinstance(ended, str):
        return f"{at}: {ended}"[:500]
    answer, cost = ended
    fits = cost.seconds < SECONDS and cost.kilobytes < MEMORY and len(answer.body) < LARGEST
    return "" if fits else f"{at}: {cost}, {len(answer.body)} bytes"


def complaints(site: Site, audience: str, part: int, kinds: int) -> Iterator[str]:
    for route in with_bodies():
        if route.audience == audience:
            chance = Random(f"{route.method} {route.path}")
            for kind in chance.sample(KINDS, kinds):
                text = kind(BODIES[model_of(route)], room(route) // part, chance)
                if text and (said := complaint(site, route, kind.__name__, text)):
                    yield said


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_costly_body_is_answered_at_once(running: Site, aws: Aws, audience: str) -> None:
    assert list(complaints(running, audience, SAMPLE, 1)) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_costly_body_is_answered_at_once(running: Site, aws: Aws, audience: str) -> None:
    assert list(complaints(running, audience, 1, len(KINDS))) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", HOSTILE)
def test_every_costly_file_is_answered_at_once(running: Site, aws: Aws, name: str) -> None:
    content = HOSTILE[name]()
    said = [
        complaint(running, route, name, json.dumps(with_file(BODIES[model_of(route)], content)))
        for route in with_files()
    ]
    assert len(said) > 5 and [each for each in said if each] == []
