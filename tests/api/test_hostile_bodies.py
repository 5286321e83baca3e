"""Whatever is sent, the answer is a proper one: a success or a problem that names the fault, never
a fault of ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

import app
from chalicelib.api.serving.routing import AUDIENCES, ROUTES, Route
from tests.api.conftest import tokens_of
from tests.api.good_requests import BODIES, model_of
from tests.api.spoiling import address, spoilt
from tests.fake_aws import Aws
from tests.offenders import tried
from tests.site import Site

pytestmark = pytest.mark.long

TIMES = 25


def requests_of(route: Route, chance: Random) -> Iterator[tuple[str, Any]]:
    for _ in range(TIMES if route.body else 0):
        body = spoilt(BODIES[model_of(route)], chance)
        yield (
            address(route, chance, wild=False),
            (spoilt(body, chance) if chance.random() < 0.3 else body),
        )
    for _ in range(TIMES // 2 if "{" in route.path else 1):
        yield address(route, chance, wild="{" in route.path), BODIES.get(model_of(route))


def test_every_body_of_the_application_is_tried() -> None:
    assert app.app.routes
    assert {model_of(route) for route in ROUTES if route.body} == set(BODIES)


def complaint(site: Site, route: Route, path: str, raw: Any, chance: Random) -> str:
    """What is wrong with the reply to a request; nothing, if it is one that the API describes."""
    token = tokens_of(site).get(route.audience, "")
    headers = chance.choice(
        [{}, {"If-None-Match": "x"}, {"If-Modified-Since": "?"}, {"Cookie": "refresh;;="}]
    )
    answer = tried(lambda: site.call(route.method, path, raw, token, headers))
    if isinstance(answer, str):
        return answer
    unexplained = answer.status == 422 and "giá trị không hợp lệ" in answer.body.decode()
    return answer.body.decode() if unexplained else ""


def test_no_request_whatever_brings_about_a_problem_of_ours(running: Site, aws: Aws) -> None:
    wrong = []
    for audience in AUDIENCES:
        chance = Random(audience)
        for route in (route for route in ROUTES if route.audience == audience):
            for path, body in requests_of(route, chance):
                raw = body if body is None else json.dumps(body).encode()
                if said := complaint(running, route, path, raw, chance):
                    wrong.append(f"{route.method} {path[:200]} {str(body)[:200]}: {said[:500]}")
    assert wrong == []
