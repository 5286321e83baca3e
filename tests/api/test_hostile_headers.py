"""No header, cookie, query string or method brings about a problem of ours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random
from typing import Any

import pytest

from chalicelib.api.serving import problems, serve
from chalicelib.api.serving.routing import ROUTES, Route
from tests.api import hostile_headers
from tests.api.conftest import tokens_of
from tests.api.good_requests import BODIES, GOOD, model_of, path_of
from tests.fake_aws import Aws
from tests.offenders import tried
from tests.site import Site

pytestmark = pytest.mark.long

HEADERS_TRIED = 5


def headers_of(route: Route, chance: Random) -> Iterator[tuple[str, dict[str, str], Any]]:
    """Good requests of a route with hostile headers and query strings."""
    path = path_of(route)
    body = BODIES.get(model_of(route))
    for _ in range(HEADERS_TRIED):
        query = chance.choice(hostile_headers.QUERIES) if chance.random() < 0.6 else ""
        yield path + query, hostile_headers.some(chance), body


def test_no_header_cookie_or_query_string_brings_about_a_problem_of_ours(
    running: Site, aws: Aws
) -> None:
    wrong = []
    for route in ROUTES:
        chance = Random(f"{route.method} {route.path}")
        token = tokens_of(running).get(route.audience, "")
        for path, headers, body in headers_of(route, chance):
            given = {"Authorization": f"Bearer {token}", **headers} if token else headers
            answer = tried(partial(running.call, route.method, path, body, "", given))
            if isinstance(answer, str):
                wrong.append(f"{route.method} {path[:200]} {str(headers)[:300]}: {answer[:300]}")
    assert wrong == []


def test_no_date_keeps_a_published_file_back(running: Site) -> None:
    ask = partial(running.call, "GET", "/public/v1/schemas/ranking.json")
    given = {
        since: ask(headers={"If-Modified-Since": since}).status for since in hostile_headers.DATES
    }
    assert {since: status for since, status in given.items() if status not in (200, 304)} == {}


def test_an_odd_cookie_is_no_sign_in(running: Site) -> None:
    given = {
        (cookie, method): running.call(method, path, headers={"Cookie": cookie}).status
        for cookie in hostile_headers.COOKIES
        for method, path in (("POST", "/api/session/refresh"), ("DELETE", "/api/session"))
    }
    assert {what: status for what, status in given.items() if status not in (204, 401)} == {}


@pytest.mark.parametrize("method", hostile_headers.METHODS)
def test_a_method_that_an_address_does_not_have_is_refused_in_our_words(
    site: Site, method: str
) -> None:
    known = {(route.method, route.path) for route in ROUTES}
    for path in {route.path for route in ROUTES}:
        allowed = {each for each, of in known if of == path}
        if method in allowed or (method == "HEAD" and "GET" in allowed):
            continue
        answer = site.send(method, path.format(**GOOD), {}, b"")
        assert (answer.status, answer.code) == (405, "method_not_allowed")
        assert allowed <= set(answer.headers["allow"].split(", "))
        assert answer.headers["content-type"] == problems.CONTENT_TYPE
        assert {name.lower() for name in serve.SECURITY_HEADERS} <= answer.headers.keys()
