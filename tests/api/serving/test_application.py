"""What Chalice would refuse in its own words is refused in ours; HEAD is answered as GET is."""

from __future__ import annotations

import json

import pytest

import app
from chalicelib.api.serving.problems import CONTENT_TYPE
from chalicelib.api.serving.serve import SECURITY_HEADERS
from tests.site import Site

SIGN_IN = b'{"email": "a@example.test", "password": "x"}'


@pytest.mark.parametrize("path", ["/", "/api/health", "/public/v1/rounds", "/static/base.css"])
def test_head_is_answered_as_get_without_the_body(site: Site, path: str) -> None:
    whole, head = site.send("GET", path, {}, b""), site.send("HEAD", path, {}, b"")
    assert (head.status, head.headers) == (whole.status, whole.headers)
    assert whole.body
    assert head.body == b""


def test_head_meets_the_same_refusals(site: Site) -> None:
    head = site.send("HEAD", "/api/ops/rounds", {}, b"")
    assert (head.status, head.headers["content-type"]) == (401, CONTENT_TYPE)


@pytest.mark.parametrize(
    "media_type",
    [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonx",
        "application/octet-stream",
        "application/problem+json",
        "application/json, text/plain",
        "json",
        "*/*",
        ";",
        "/",
        "đ",
    ],
)
def test_a_body_that_says_it_is_no_json_is_refused_in_our_words(
    site: Site, media_type: str
) -> None:
    answer = site.call("POST", "/api/session", SIGN_IN, headers={"Content-Type": media_type})
    assert (answer.status, answer.code) == (415, "unsupported_media_type")
    assert {name.lower() for name in SECURITY_HEADERS} <= answer.headers.keys()


@pytest.mark.parametrize(
    "media_type", ["application/json", "Application/JSON", "application/json; charset=utf-8"]
)
def test_json_is_taken_however_it_is_written(site: Site, media_type: str) -> None:
    answer = site.call("POST", "/api/session", SIGN_IN, headers={"Content-Type": media_type})
    assert answer.status == 401


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"requestContext": None},
        {"requestContext": {"resourcePath": "/none", "httpMethod": "GET"}},
        {"requestContext": {"resourcePath": "/", "httpMethod": None}},
        {"requestContext": {"resourcePath": "/", "httpMethod": "GET"}},
        {"requestContext": {"resourcePath": "/static/{name}", "httpMethod": "GET"}},
    ],
)
def test_an_event_that_is_no_request_gets_a_problem_too(event: dict[str, object]) -> None:
    answer = app.app(event, None)
    assert answer["headers"]["Content-Type"] == CONTENT_TYPE
    assert json.loads(answer["body"])["status"] == answer["statusCode"]
