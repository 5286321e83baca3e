from __future__ import annotations

import gzip
import json
from types import SimpleNamespace
from typing import Any

import pytest
from chalice.app import Response

from chalicelib.api.serving import encodings
from chalicelib.api.serving.requests import Reply, Request, Route
from chalicelib.api.serving.serve import serve

LONG = "đã gửi " * 400


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5, br;q=0.1", "br"),  # whoever takes both gets the smaller
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000, gzip ;q=1", "gzip"),
        ("*", "br"),
        ("*, br;q=0", "gzip"),
        ("*;q=0", ""),
        ("identity", ""),
        ("", ""),
        (",;,q=0;;br", ""),
    ],
)
def test_a_client_gets_the_first_form_that_it_takes(header: str, form: str) -> None:
    assert encodings.first_accepted(header, ("br", "gzip")) == form


def test_what_was_packaged_in_no_form_is_sent_as_it_is() -> None:
    assert encodings.first_accepted("br, gzip", ()) == ""


def answered(body: Any, method: str = "GET", headers: dict[str, str] | None = None) -> Response:
    def view(_: Request[None]) -> Reply:
        return Reply(body, 200, headers or {})

    route = Route(method, "/x", "public", "", view, None, None, 200, {}, (), cookie=False)
    asked = {"Accept-Encoding": "br, gzip"}
    return serve(
        route, {}, SimpleNamespace(headers=asked, query_params=None, raw_body=b"", context={})
    )


def test_a_long_text_that_is_read_comes_as_gzip() -> None:
    for body in (LONG, {"vi": LONG}):
        reply = answered(body)
        text = gzip.decompress(reply.body).decode()
        assert (text if isinstance(body, str) else json.loads(text)) == body
        assert (reply.headers["Content-Encoding"], reply.headers["Vary"]) == (
            "gzip",
            "Accept-Encoding",
        )
        assert reply.to_dict()["isBase64Encoded"]


def test_equal_texts_come_as_equal_bytes() -> None:
    assert answered(LONG).body == answered(LONG).body


@pytest.mark.parametrize(
    ("body", "method", "headers"),
    [
        ("short", "GET", {}),
        ("x" * 1_000_001, "GET", {}),  # would keep the person waiting
        (LONG, "POST", {}),  # such as a sign-in's reply
        (LONG, "GET", {"ETag": '"digest"'}),  # the same bytes for everybody
        (LONG.encode(), "GET", {"Content-Encoding": "br"}),
    ],
)
def test_other_replies_stay_as_they_are(body: Any, method: str, headers: dict[str, str]) -> None:
    reply = answered(body, method, headers)
    assert reply.body == body
    assert reply.headers.get("Content-Encoding") == headers.get("Content-Encoding")
