"""The public interface, frozen as /public/v1 (contract §4): rankings by version, and the bundles
that recompute them.
"""

from __future__ import annotations

import hashlib
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from chalicelib.actions.results import browsing
from chalicelib.api import views
from chalicelib.api.serving.media import BUNDLE, CALCULATOR, JSON_SCHEMA, RANKING
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.domain.errors import NotFound

if TYPE_CHECKING:
    from chalicelib.actions.results.browsing import Document
    from chalicelib.domain.rounds.indexes import Index

routes = Routes(__name__)
RANKINGS = "/public/v1/rounds/{round}/rankings/{index}"
_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_PARTS = ("round", "index", "version")
MINUTE, EVER = "public, max-age=60", "public, max-age=31536000, immutable"


@routes.on(
    "GET", "/public/v1/rounds", audience="public", reply="results.replies.PublishedRoundsReply"
)
def list_rounds(request: Request[None]) -> Any:
    """Every round that has published a ranking, with the latest versions."""
    rounds = [
        {
            "round": round_.id,
            "title": views.text(round_.title),
            "year": round_.year,
            "rankings": [_latest(round_.id, *ranking) for ranking in rankings],
        }
        for round_, rankings in browsing.published(request.now)
    ]
    return Reply(
        {"rounds": rounds}, 200, {"Cache-Control": MINUTE, "Access-Control-Allow-Origin": "*"}
    )


def _latest(round_id: str, index: Index, version: Any) -> dict[str, Any]:
    return {
        "index": index.id,
        "title": views.text(index.title),
        "version": version.version,
        "status": version.status,
        "illustrative": index.illustrative,
        "published_at": version.published_at,
        "href": f"/public/v1/rounds/{round_id}/rankings/{index.id}.json",
    }


@routes.on("GET", "/public/v1/schemas/ranking.json", audience="public", reply=JSON_SCHEMA)
def show_schema(request: Request[None]) -> Any:
    """The JSON schema of a published ranking."""
    return _serve(request, browsing.schema(), "json", MINUTE)


@routes.on("GET", "/public/v1/recompute.pyz", audience="public", reply=CALCULATOR)
def show_calculator(request: Request[None]) -> Any:
    """The offline calculator: `python recompute.pyz bundle.zip`, with Python 3.11 and nothing
    else.
    """
    from chalicelib.pages.calculator import calculator

    content = calculator()
    digest = hashlib.sha256(content).hexdigest()
    headers = {
        "Cache-Control": MINUTE,
        "ETag": f'"{digest}"',
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag",
    }
    if _is_known(request.headers, digest):
        return Reply("", 304, headers)
    name = {"Content-Disposition": 'attachment; filename="recompute.pyz"'}
    return Reply(content, 200, {**headers, **name, "Content-Type": "application/zip"})


@routes.on("GET", RANKINGS, audience="public", reply=RANKING)
def show_ranking(request: Request[None]) -> Any:
    """The latest version of a ranking; `.json` (or nothing), `.csv` and `.xlsx` choose the
    form.
    """
    index, form = _split(request.path["index"])
    return _serve(request, browsing.ranking(request.path["round"], index, form), form, MINUTE)


@routes.on("GET", RANKINGS + "/versions/{version}", audience="public", reply=RANKING)
def show_version(request: Request[None]) -> Any:
    """One version of a ranking; it never changes."""
    number, form = _split(request.path["version"])
    document = browsing.ranking(
        request.path["round"], request.path["index"], form, number_of(number)
    )
    return _serve(request, document, form, EVER)


@routes.on("GET", RANKINGS + "/bundle", audience="public", reply=BUNDLE)
def show_bundle(request: Request[None]) -> Any:
    """The public bundle of the latest version: the ranking recomputed from it is the same byte for
    byte.
    """
    return _serve(
        request, browsing.bundle(request.path["round"], request.path["index"]), "zip", MINUTE
    )


@routes.on("GET", RANKINGS + "/versions/{version}/bundle", audience="public", reply=BUNDLE)
def show_version_bundle(request: Request[None]) -> Any:
    """The public bundle of one version."""
    path = request.path
    return _serve(
        request,
        browsing.bundle(path["round"], path["index"], number_of(path["version"])),
        "zip",
        EVER,
    )


def _split(name: str) -> tuple[str, str]:
    stem, _, form = name.partition(".")
    if form not in ("", "json", "csv", "xlsx"):
        raise NotFound
    return stem, form or "json"


def number_of(text: str) -> int:
    """The number of a version in an address; NotFound for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise NotFound
    return int(text)


def _serve(request: Request[None], document: Document, form: str, cache: str) -> Reply:
    headers = {
        "Cache-Control": cache,
        "ETag": f'"{document.digest}"',
        "Last-Modified": format_datetime(document.published_at.replace(microsecond=0), usegmt=True),
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Last-Modified",
    }
    if _unchanged(request.headers, document):
        return Reply("", 304, headers)
    content = document.read()
    headers["Content-Type"] = _TYPES[form]
    if form in ("json", "csv"):
        return Reply(content.decode(), 200, headers)
    from chalicelib.domain.spelling.file_names import attachment

    stem = "-".join(_split(request.path[part])[0] for part in _PARTS if part in request.path)
    return Reply(content, 200, {**headers, "Content-Disposition": attachment(f"{stem}.{form}")})


def _unchanged(headers: dict[str, str], document: Document) -> bool:
    if headers.get("if-none-match"):
        return _is_known(headers, document.digest)
    if since := headers.get("if-modified-since"):
        try:
            return document.published_at.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError, OverflowError):
            return False
    return False


def _is_known(headers: dict[str, str], digest: str) -> bool:
    """Whether the caller says that it has this content already."""
    tags = [tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")]
    return "*" in tags or f'"{digest}"' in tags
