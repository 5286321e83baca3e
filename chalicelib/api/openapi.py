"""The OpenAPI 3.1 description of the API, made from the declared routes and the models that they
name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from chalicelib.actions.results import browsing
from chalicelib.api.serving import problems
from chalicelib.api.serving.audiences import SIGNED_IN
from chalicelib.api.serving.media import JSON_SCHEMA, PAGE, Media
from chalicelib.api.serving.refusals import refusals_of
from chalicelib.api.serving.routing import ROUTES, Reply, Request, Route, Routes, name_of
from chalicelib.api.serving.serve import model
from chalicelib.domain.errors import Refusal

if TYPE_CHECKING:
    from pydantic import BaseModel

routes = Routes(__name__)
PROBLEM = "replies.ProblemReply"
_SECURITY: dict[str, list[dict[str, list[str]]]] = {
    audience: [{"bearer": []}] for audience in SIGNED_IN
}


@routes.on("GET", "/api/health", audience="public", reply="replies.HealthReply")
def health(_: Request[None]) -> Any:
    """Show that requests reach the application."""
    return {"status": "ok"}


@routes.on("GET", "/api/openapi.json", audience="public", reply=JSON_SCHEMA)
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
    security = [{"cookie": []}] if route.cookie else _SECURITY.get(route.audience, [])
    operation: dict[str, Any] = {
        "operationId": name_of(route.view),
        "tags": [route.audience],
        "security": security,
        "summary": " ".join(route.summary.partition("\n\n")[0].split()),
        "description": route.summary,
        "parameters": _parameters(route),
        "responses": {
            str(route.status): _success(route),
            **_unchanged(route),
            **_refused(refusals_of(route), route.reply),
        },
    }
    if route.body:
        content = {"application/json": {"schema": _reference(route.body)}}
        needed = any(field.is_required() for field in model(route.body).model_fields.values())
        operation["requestBody"] = {"required": needed, "content": content}
    return operation


def _parameters(route: Route) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", route.path)
    ]
    in_query = [
        {"name": name, "in": "query", "description": meaning, "schema": {"type": "string"}}
        for name, meaning in route.query.items()
    ]
    return in_path + in_query


def _success(route: Route) -> dict[str, Any]:
    if route.reply is None:
        return {"description": "Done."}
    if isinstance(route.reply, Media):
        return {"description": route.reply.name, "content": route.reply.content}
    content = {"application/json": {"schema": _reference(route.reply)}}
    return {"description": _component(route.reply), "content": content}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{_component(name)}"}


def _component(name: str) -> str:
    """The name of a model in the document: without the suffix `Reply`."""
    return name.rpartition(".")[2].removesuffix("Reply")


def _unchanged(route: Route) -> dict[str, Any]:
    """The 304 of published files, which have a strong ETag."""
    if not (route.path.startswith("/public/") and isinstance(route.reply, Media)):
        return {}
    return {"304": {"description": "Not modified since the ETag or instant that was sent."}}


def _refused(kinds: Iterable[type[Refusal]], reply: str | Media | None) -> dict[str, Any]:
    """One response for each status, with its codes and their titles. That a page is not there is
    told by a page.
    """
    by_status: dict[int, list[type[Refusal]]] = {}
    for kind in kinds:
        by_status.setdefault(problems.status_of(kind), []).append(kind)
    told = {str(status): _refusal(by_status[status]) for status in sorted(by_status)}
    if reply is PAGE and "404" in told:
        told["404"]["content"] |= PAGE.content
    return told


def _refusal(kinds: Iterable[type[Refusal]]) -> dict[str, Any]:
    titles = {kind.code: kind.title[1] for kind in kinds}
    schema = {
        "allOf": [
            {"$ref": "#/components/schemas/Problem"},
            {"properties": {"code": {"enum": list(titles)}}},
        ]
    }
    return {
        "description": "; ".join(f"`{code}`: {title}" for code, title in titles.items()),
        "content": {problems.CONTENT_TYPE: {"schema": schema}},
    }


def _schemas() -> dict[str, Any]:
    from pydantic.json_schema import models_json_schema

    _, generated = models_json_schema(
        [(model, "validation") for model in models()], ref_template="#/components/schemas/{model}"
    )
    ranking = (
        browsing.schema()
        .read()
        .decode()
        .replace('"#/$defs/', '"#/components/schemas/Ranking/$defs/')
    )
    ours = re.sub(r'((?:schemas/|"title": ")\w+)Reply"', r'\1"', json.dumps(generated["$defs"]))
    components = {_component(name): schema for name, schema in json.loads(ours).items()}
    return {**components, "Ranking": json.loads(ranking)}


def models() -> list[type[BaseModel]]:
    """Every model that a route names, and that of problems."""
    named: list[str | Media | None] = []
    for route in ROUTES:
        named += [route.body, route.reply, PROBLEM]
    return [model(name) for name in dict.fromkeys(named) if isinstance(name, str)]
