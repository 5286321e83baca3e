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
from chalicelib.api import ROUTE_MODULES, openapi
from chalicelib.api.serving import problems
from chalicelib.api.serving.refusals import refusals_of
from chalicelib.api.serving.routing import AUDIENCES, ROUTES, SIGNED_IN, Route
from chalicelib.api.serving.serve import model
from infra.folders import PROJECT
from tests.fake_aws import ENVIRONMENT
from tests.site import Site


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return openapi.document()


def operation(described: dict[str, Any], route: Route) -> dict[str, Any]:
    found: dict[str, Any] = described["paths"][route.path][route.method.lower()]
    return found


@pytest.mark.long
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


def test_every_module_of_routes_is_listed() -> None:
    folder = PROJECT / "chalicelib" / "api"
    declaring = {
        ".".join(path.relative_to(folder).with_suffix("").parts)
        for path in folder.rglob("*.py")
        if "= Routes(" in path.read_text(encoding="utf-8")
    }
    assert sorted(ROUTE_MODULES) == sorted(declaring)


def test_operations_have_names_of_their_own(described: dict[str, Any]) -> None:
    names = Counter(operation(described, route)["operationId"] for route in ROUTES)
    assert [said for said, count in names.items() if count > 1] == []


# Each audience that has addresses of its own, and how they begin; the secretariat and those who
# see what is assigned share the council's.
_PREFIXES = {
    "unit": "/api/units/",
    "council": "/api/council/",
    "ops": "/api/ops/",
    "anyone": "/api/session",
    "account": "/api/account",
}
_SHARED = dict.fromkeys(("secretariat", "assigning", "voting", "deciding", "confirming"), "council")


def test_every_route_names_its_audience_and_its_path_begins_as_that_audience_s_do() -> None:
    assert [name(route) for route in ROUTES if route.audience not in AUDIENCES] == []
    wrong = [
        f"{name(route)}: {route.audience}"
        for route in ROUTES
        if _owners_of(route.path) != {_SHARED.get(route.audience, route.audience)} & set(_PREFIXES)
    ]
    assert wrong == []


def _owners_of(path: str) -> set[str]:
    return {audience for audience, prefix in _PREFIXES.items() if path.startswith(prefix)}


def test_exactly_the_routes_for_signed_in_people_ask_for_a_token(described: dict[str, Any]) -> None:
    asking = {
        name(route)
        for route in ROUTES
        if operation(described, route)["security"] == [{"bearer": []}]
    }
    assert asking == {name(route) for route in ROUTES if route.audience in SIGNED_IN}


def test_every_body_and_every_reply_has_its_model() -> None:
    named = [(name(route), said) for route in ROUTES for said in (route.body, route.reply)]
    wrong = [f"{at}: {said}" for at, said in named if isinstance(said, str) and not _is_model(said)]
    assert wrong == []
    assert [name(route) for route in ROUTES if (route.reply is None) != (route.status == 204)] == []


def _is_model(said: str) -> bool:
    try:
        return issubclass(model(said), BaseModel)
    except (AttributeError, ImportError):
        return False


def test_every_parameter_is_described(described: dict[str, Any]) -> None:
    wrong = []
    for route in ROUTES:
        parameters = operation(described, route)["parameters"]
        in_path = [each["name"] for each in parameters if each["in"] == "path"]
        if in_path != re.findall(r"{(\w+)}", route.path):
            wrong.append(f"{name(route)}: path {in_path}")
        in_query = {each["name"] for each in parameters if each["in"] == "query"}
        read = set(re.findall(r"query\.get\(\"(\w+)\"", inspect.getsource(route.view)))
        if read - in_query:
            wrong.append(f"{name(route)}: query {sorted(read - in_query)}")
    assert wrong == []


def test_every_route_says_in_a_sentence_what_it_does() -> None:
    sentence = re.compile(r"[A-Z].*[.].*", re.DOTALL)
    wrong = [name(route) for route in ROUTES if not sentence.fullmatch(route.summary)]
    assert wrong == []


def test_every_refusal_is_listed_with_its_code(described: dict[str, Any]) -> None:
    wrong = [
        f"{name(route)}: {kind.code}"
        for route in ROUTES
        for kind in refusals_of(route)
        if kind.code not in _codes(operation(described, route), problems.status_of(kind))
    ]
    assert wrong == []


def _codes(described: dict[str, Any], status: int) -> list[str]:
    reply = described["responses"].get(str(status), {})
    content = reply.get("content", {}).get(problems.CONTENT_TYPE)
    if content is None:
        return []
    codes: list[str] = content["schema"]["allOf"][1]["properties"]["code"]["enum"]
    return codes


# Of the domain, what every request needs: whose it is, what a refusal is, instants and texts.
_AT_ONCE = {
    "people",
    "reading",
    "assessment",
    "people.accounts",
    "people.posts",
    "decimals",
    "errors",
    "instants",
    "json_values",
    "queue_messages",
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
