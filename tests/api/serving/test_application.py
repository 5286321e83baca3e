"""Every address comes to the application: it finds the route, and what has none is refused in our
words; HEAD is answered as GET is.
"""

from __future__ import annotations

import json

import pytest

import app
from chalicelib.actions.results import browsing
from chalicelib.api.serving.problems import CONTENT_TYPE
from chalicelib.api.serving.serve import SECURITY_HEADERS
from chalicelib.domain.errors import NotFound
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
        {"path": None, "requestContext": {"httpMethod": "GET"}},
        {"path": "/none", "requestContext": {"httpMethod": "GET"}},
        {"path": "/", "requestContext": {"httpMethod": None}},
        {"path": "/", "requestContext": {"httpMethod": "GET"}},
        {"path": "/static/base.css", "requestContext": {"httpMethod": "GET"}},
        {"path": 1, "requestContext": {"httpMethod": "GET"}},
    ],
)
def test_an_event_that_is_no_request_gets_a_problem_too(event: dict[str, object]) -> None:
    answer = app.app(event, None)
    assert answer["headers"]["Content-Type"] == CONTENT_TYPE
    assert json.loads(answer["body"])["status"] == answer["statusCode"]


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS", "DELETE"])
@pytest.mark.parametrize(
    "path",
    ["/none", "/api", "/api/none/a/b", "//", "//api/health", "/%61pi/health", "/api%2Fhealth"],
)
def test_an_address_that_nothing_is_at_is_refused_in_both_languages(
    site: Site, capsys: pytest.CaptureFixture[str], method: str, path: str
) -> None:
    answer = site.send(method, path, {}, b"")
    assert (answer.status, answer.headers["content-type"]) == (404, CONTENT_TYPE)
    assert answer.code == "not_found"
    assert {"title", "title_en", "detail", "detail_en"} <= answer.json.keys()
    assert {name.lower() for name in SECURITY_HEADERS} <= answer.headers.keys()
    noted = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (noted["route"], noted["status"], noted["code"]) == (method, 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("OPTIONS", "/api/health", "GET, HEAD"),
        ("DELETE", "/", "GET, HEAD"),
        ("PUT", "/api/health/", "GET, HEAD"),
        ("GET", "/api/session", "DELETE, POST"),
        ("HEAD", "/api/session", "DELETE, POST"),
        ("PATCH", "/api/units/r/u/sheet", "GET, HEAD, POST"),
    ],
)
def test_a_method_that_an_address_does_not_take_is_told_with_those_that_it_does(
    site: Site, capsys: pytest.CaptureFixture[str], method: str, path: str, allowed: str
) -> None:
    answer = site.send(method, path, {}, b"")
    assert (answer.status, answer.code) == (405, "method_not_allowed")
    assert answer.headers["allow"] == allowed
    assert {"detail", "detail_en"} <= answer.json.keys()
    noted = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (noted["status"], noted["code"]) == (405, "method_not_allowed")
    assert noted["route"] in {f"{method} {route}" for route in app.app.routes}


@pytest.mark.parametrize(
    ("sent", "understood"),
    [
        ("a%2Fb", "a/b"),
        ("a%20b", "a b"),
        ("%C4%91", "đ"),
        ("a+b", "a+b"),
        ("a;b=1", "a;b=1"),
        ("a%252Fb", "a%2Fb"),
        ("..", ".."),
        ("%2e%2e", ".."),
        ("100%", "100%"),
    ],
)
def test_a_name_in_an_address_is_unescaped_once(
    site: Site, monkeypatch: pytest.MonkeyPatch, sent: str, understood: str
) -> None:
    asked: list[tuple[str, str, str]] = []

    def ranking(round_id: str, index: str, form: str) -> None:
        asked.append((round_id, index, form))
        raise NotFound

    monkeypatch.setattr(browsing, "ranking", ranking)
    assert site.send("GET", f"/rankings/{sent}/x", {}, b"").status == 404
    assert asked == [(understood, "x", "json")]
