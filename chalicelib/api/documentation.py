"""The API describes itself: OpenAPI 3.1, written from the routes as they are declared and from the
models they name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from chalicelib.actions.results import browsing
from chalicelib.api import problems
from chalicelib.api.refusals import QUERIES, refusals_of
from chalicelib.api.routing import ROUTES, Reply, Request, Route, Routes
from chalicelib.domain.errors import Refusal

if TYPE_CHECKING:
    from pydantic import BaseModel

routes = Routes(__name__)
_SECURITY: dict[str, list[dict[str, list[str]]]] = {
    "account": [{"bearer": []}],
    "unit": [{"bearer": []}],
    "council": [{"bearer": []}],
    "ops": [{"bearer": []}],
}
_COOKIE_ROUTES = (("POST", "/api/session/refresh"), ("DELETE", "/api/session"))
_TEXT = {"schema": {"type": "string"}}
_RANKING = {"schema": {"$ref": "#/components/schemas/Ranking"}}
_MEDIA: dict[str | None, dict[str, Any]] = {
    None: {"text/html": _TEXT},
    "Asset": {"*/*": {}},
    "Bundle": {"application/zip": {}},
    "Docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document": {}},
    "Workbook": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {}},
    "JsonSchema": {"application/json": {"schema": {"type": "object"}}},
    "Ranking": {"application/json": _RANKING, "text/csv": _TEXT},
}


@routes.on("GET", "/api/health", audience="public", answers="Health")
def health(_: Request[None]) -> Any:
    """Say that requests reach the application."""
    return {"status": "ok"}


@routes.on("GET", "/api/openapi.json", audience="public", answers="JsonSchema")
def show(_: Request[None]) -> Any:
    """This document."""
    return Reply(
        _text(),
        200,
        {
            "Content-Type": "application/json",
            "Cache-Control": "public, max-age=60",
            "Access-Control-Allow-Origin": "*",
        },
    )


@lru_cache(maxsize=1)
def _text() -> str:
    return json.dumps(document(), ensure_ascii=False)


def document() -> dict[str, Any]:
    """The OpenAPI document of every declared route."""
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "PAR INDEX",
            "version": "1",
            "summary": "Chỉ số cải cách hành chính",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "refresh"},
            },
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    security = (
        [{"cookie": []}]
        if (route.method, route.path) in _COOKIE_ROUTES
        else _SECURITY.get(route.audience, [])
    )
    module = route.view.__module__.rpartition(".")[2]
    operation: dict[str, Any] = {
        "operationId": f"{module}_{route.view.__name__}",
        "tags": [route.audience],
        "security": security,
        "summary": " ".join(route.summary.partition("\n\n")[0].split()),
        "description": route.summary,
        "parameters": _parameters(route),
        "responses": {
            str(route.status): _success(route),
            **_unchanged(route),
            **_refused(refusals_of(route)),
        },
    }
    if route.body:
        schema = {"$ref": f"#/components/schemas/{route.body}"}
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    return operation


def _parameters(route: Route) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", route.path)
    ]
    in_query = [
        {"name": name, "in": "query", "description": meaning, "schema": {"type": "string"}}
        for name, meaning in QUERIES.get(f"{route.method} {route.path}", {}).items()
    ]
    return in_path + in_query


def _success(route: Route) -> dict[str, Any]:
    if route.status == 204:
        return {"description": "Done."}
    model = {"application/json": {"schema": {"$ref": f"#/components/schemas/{route.answers}"}}}
    return {"description": route.answers or "A page.", "content": _MEDIA.get(route.answers, model)}


def _unchanged(route: Route) -> dict[str, Any]:
    """Published files carry a strong ETag."""
    published = route.path.startswith("/public/") and route.answers in _MEDIA
    return (
        {"304": {"description": "Not modified since the ETag or instant that was sent."}}
        if published
        else {}
    )


def _refused(kinds: Iterable[type[Refusal]]) -> dict[str, Any]:
    """One answer a status, each with the codes and titles that it can have."""
    by_status: dict[int, list[type[Refusal]]] = {}
    for kind in kinds:
        by_status.setdefault(problems.status_of_kind(kind), []).append(kind)
    return {
        str(status): {
            "description": "; ".join(f"`{kind.code}`: {kind.title[1]}" for kind in found),
            "content": {
                problems.CONTENT_TYPE: {
                    "schema": {
                        "allOf": [
                            {"$ref": "#/components/schemas/Problem"},
                            {"properties": {"code": {"enum": [kind.code for kind in found]}}},
                        ]
                    }
                }
            },
        }
        for status, found in sorted(by_status.items())
    }


def _schemas() -> dict[str, Any]:
    from pydantic.json_schema import models_json_schema

    _, made = models_json_schema(
        [(model, "validation") for model in models()], ref_template="#/components/schemas/{model}"
    )
    ranking = (
        browsing.schema()
        .read()
        .decode()
        .replace('"#/$defs/', '"#/components/schemas/Ranking/$defs/')
    )
    return {**made["$defs"], "Ranking": json.loads(ranking)}


def models() -> list[type[BaseModel]]:
    """Every model that a route names, and the problem."""
    from chalicelib.api import answers, schemas

    bodies = {route.body: getattr(schemas, route.body) for route in ROUTES if route.body}
    given = {
        route.answers: getattr(answers, route.answers)
        for route in ROUTES
        if route.answers and route.answers not in _MEDIA
    }
    return [*bodies.values(), *given.values(), answers.Problem]
