"""Operations staff: open, extend and close windows for one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.rounds import scheduling
from chalicelib.api import views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.rounds.bodies import CloseWindow, OpenWindow

routes = Routes(__name__)
_WINDOW = "/api/ops/rounds/{round}/units/{unit}/windows/{window}"


@routes.on(
    "POST",
    f"{_WINDOW}/open",
    audience="ops",
    body="rounds.bodies.OpenWindow",
    reply="replies.WindowReply",
    refuses=(errors.Conflict, errors.WindowClosed),
)
def open_window(request: Request[OpenWindow]) -> Any:
    """Reopen or extend a window for one unit; a submitted self-assessment can be edited again, and
    the submission stays on record.
    """
    path, body = request.path, request.body
    table = scheduling.open_for_unit(
        path["round"],
        path["unit"],
        path["window"],
        body.until,
        body.reason,
        request.by,
        request.now,
    )
    return views.ops_window(table, path["window"], request.now)


@routes.on(
    "POST",
    f"{_WINDOW}/close",
    audience="ops",
    body="rounds.bodies.CloseWindow",
    reply="replies.WindowReply",
    refuses=(errors.Conflict, errors.WindowClosed),
)
def close_window(request: Request[CloseWindow]) -> Any:
    """Close a window for one unit in ten seconds; `closes` is the exact instant."""
    path = request.path
    table = scheduling.close_for_unit(
        path["round"], path["unit"], path["window"], request.body.reason, request.by, request.now
    )
    return views.ops_window(table, path["window"], request.now)
