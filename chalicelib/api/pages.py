"""The pages of the thin web client: the public rankings, the respondent's questionnaire, and their static files."""

from __future__ import annotations

import json
from typing import Any

from chalicelib.actions import browsing, rounds
from chalicelib.api import public
from chalicelib.api.routing import Reply, Request, Routes
from chalicelib.domain.errors import NotFound
from chalicelib.pages import assets, layout, ranking, respond
from chalicelib.pages import rounds as front

routes = Routes(__name__)
_MINUTE, _EVER = "public, max-age=60", "public, max-age=31536000, immutable"


@routes.on("GET", "/", audience="public")
def show_rankings(request: Request[None]) -> Any:
    """The front page: every published ranking of every round."""
    listed = public.list_rounds(request).body["rounds"]
    return _html(front.render(listed, _language(request)))


@routes.on("GET", "/rankings/{round}/{index}", audience="public")
def show_ranking(request: Request[None]) -> Any:
    """The page of one published ranking."""
    round_id, index = request.path["round"], request.path["index"]
    try:
        published = json.loads(browsing.ranking(round_id, index, "json").read())
    except NotFound:
        return _html(front.missing(_language(request)), 404)
    return _html(ranking.render(published, rounds.document(round_id), _language(request)))


@routes.on("GET", "/s", audience="respondent")
def show_questionnaire(_: Request[None]) -> Any:
    """The questionnaire, the same document for everybody: who asks is known only once the person presses start."""
    return _html(respond.document(), policy=respond.policy())


@routes.on("GET", "/static/{name}", audience="public")
def show_asset(request: Request[None]) -> Any:
    """A style sheet, script or picture; for good under the address that carries its content's hash."""
    name = request.path["name"]
    if name not in assets.names():
        raise NotFound
    kept = _EVER if assets.address(name).endswith(f"={request.query.get('v')}") else _MINUTE
    return Reply(assets.content(name).decode(), 200, {"Content-Type": assets.media_type(name), "Cache-Control": kept})


def _language(request: Request[None]) -> str:
    return request.query.get("lang", "vi")


def _html(page: str, status: int = 200, policy: str = layout.POLICY) -> Reply:
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy, "Cache-Control": _MINUTE}
    return Reply(page, status, headers)
