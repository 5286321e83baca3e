"""Operations staff: what is decided for one unit alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import rounds, saving, vouching
from chalicelib.api import views
from chalicelib.api.routing import Request, Routes

if TYPE_CHECKING:
    from chalicelib.api.schemas import CloseWindow, OpenWindow

routes = Routes(__name__)
_WINDOW = "/api/ops/rounds/{round}/units/{unit}/windows/{window}"


@routes.on("POST", f"{_WINDOW}/open", audience="ops", body="OpenWindow", answers="Window")
def open_window(request: Request[OpenWindow]) -> Any:
    """Reopen or extend a window for one unit; a submitted sheet can be written again, and stays on record."""
    path, body = request.path, request.body
    table = rounds.open_for_unit(path["round"], path["unit"], path["window"], body.until, body.reason, request.by,
                                 request.now)
    return views.ops_window(table, path["window"], request.now)


@routes.on("POST", f"{_WINDOW}/close", audience="ops", body="CloseWindow", answers="Window")
def close_window(request: Request[CloseWindow]) -> Any:
    """Close a window for one unit in ten seconds; `closes` says when exactly."""
    path = request.path
    table = rounds.close_for_unit(path["round"], path["unit"], path["window"], request.body.reason, request.by,
                                  request.now)
    return views.ops_window(table, path["window"], request.now)


@routes.on("GET", "/api/ops/rounds/{round}/units/{unit}/report/link", audience="ops", answers="Link")
def link_report(request: Request[None]) -> Any:
    """A download link for the signed report that the unit sent, good for five minutes; opening it is on record."""
    at = saving.place(request.path["round"], request.path["unit"], "self_assessment", request.now)
    return vouching.open_report(at, request.by, request.now)
