from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest
from openapi_spec_validator import validate
from pydantic import BaseModel

import app
from chalicelib.api import openapi
from chalicelib.api.serving import problems
from chalicelib.api.serving.refusals import refusals_of
from chalicelib.api.serving.routing import AUDIENCES, ROUTES, Route
from chalicelib.api.serving.serve import model
from tests.fake_aws import ENVIRONMENT
from tests.site import Site


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


EVERY_ROUTE = pytest.mark.parametrize("route", ROUTES, ids=name)


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return openapi.document()


def operation(described: dict[str, Any], route: Route) -> dict[str, Any]:
    found: dict[str, Any] = described["paths"][route.path][route.method.lower()]
    return found


def test_the_description_is_valid_openapi(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    validate(described)


def test_it_is_served_to_everybody(site: Site) -> None:
    answer = site.call("GET", "/api/openapi.json")
    assert answer.json == openapi.document()
    assert answer.headers["access-control-allow-origin"] == "*"


def test_every_route_of_the_application_is_described(described: dict[str, Any]) -> None:
    served = {(path, method) for path, methods in app.app.routes.items() for method in methods}
    assert served == {
        (path, method.upper()) for path, methods in described["paths"].items() for method in methods
    }
    assert served == {(route.path, route.method) for route in ROUTES}


def test_operations_have_names_of_their_own(described: dict[str, Any]) -> None:
    names = Counter(operation(described, route)["operationId"] for route in ROUTES)
    assert set(names.values()) == {1}


@EVERY_ROUTE
def test_every_route_names_its_audience(route: Route) -> None:
    assert route.audience in AUDIENCES
    prefixes = {
        "unit": "/api/units/",
        "council": "/api/council/",
        "ops": "/api/ops/",
        "anyone": "/api/session",
        "account": "/api/account",
    }
    assert route.path.startswith(prefixes.get(route.audience, "/"))
    assert not any(
        route.path.startswith(prefix)
        for audience, prefix in prefixes.items()
        if audience != route.audience
    )


@EVERY_ROUTE
def test_exactly_the_routes_for_signed_in_people_ask_for_a_token(
    route: Route, described: dict[str, Any]
) -> None:
    wanted = route.audience in ("account", "unit", "council", "ops")
    assert (operation(described, route)["security"] == [{"bearer": []}]) == wanted


@EVERY_ROUTE
def test_every_body_and_every_answer_has_its_model(route: Route) -> None:
    for named in (route.body, route.reply):
        if isinstance(named, str):
            assert issubclass(model(named), BaseModel)
    assert (route.reply is None) == (route.status == 204)


@EVERY_ROUTE
def test_every_parameter_is_described(route: Route, described: dict[str, Any]) -> None:
    parameters = operation(described, route)["parameters"]
    in_path = [each["name"] for each in parameters if each["in"] == "path"]
    assert in_path == re.findall(r"{(\w+)}", route.path)
    in_query = {each["name"] for each in parameters if each["in"] == "query"}
    assert set(re.findall(r"query\.get\(\"(\w+)\"", inspect.getsource(route.view))) <= in_query


@EVERY_ROUTE
def test_every_route_says_in_a_sentence_what_it_does(route: Route) -> None:
    assert re.fullmatch(r"[A-Z].*[.].*", route.summary, re.DOTALL)


@EVERY_ROUTE
def test_every_refusal_is_listed_with_its_code(route: Route, described: dict[str, Any]) -> None:
    responses = operation(described, route)["responses"]
    for kind in refusals_of(route):
        schema = responses[str(problems.status_of_kind(kind))]["content"][
            "application/problem+json"
        ]["schema"]
        assert kind.code in schema["allOf"][1]["properties"]["code"]["enum"]


# Of the domain, what every request needs: whose it is, what a refusal is, instants and texts.
_AT_ONCE = {
    "people",
    "reading",
    "assessment",
    "people.accounts",
    "decimals",
    "errors",
    "instants",
    "reading.json_texts",
    "assessment.receipts",
    "texts",
}


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = "import app, sys; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    loaded = set(told.stdout.split())
    assert not loaded & {"pydantic", "jwt", "boto3", "pynamodb"}
    ours = {name.removeprefix("chalicelib.domain.") for name in loaded if "lib.domain." in name}
    assert ours <= _AT_ONCE
