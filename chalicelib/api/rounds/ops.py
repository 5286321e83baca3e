"""Operations staff: rounds, windows, rulings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.results import publication_jobs
from chalicelib.actions.rounds import current, loading, ruling, scheduling
from chalicelib.actions.survey import sealing
from chalicelib.api.rounds import views
from chalicelib.api.serving import problems
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import ops_window, text
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.rounds.bodies import (
        CloseWindow,
        LoadRound,
        NewRulings,
        OpenWindow,
        RulingFile,
    )

routes = Routes(__name__)


@routes.on("GET", "/api/ops/rounds", audience="ops", reply="rounds.replies.RoundsReply")
def list_rounds(request: Request[None]) -> Any:
    """Every round that was loaded, newest year first."""
    rounds = sorted(current.list_rounds(request.now), key=lambda round_: (-round_.year, round_.id))
    return {
        "rounds": [
            {"round": round_.id, "title": text(round_.title), "year": round_.year}
            for round_ in rounds
        ]
    }


@routes.on(
    "PUT",
    "/api/ops/rounds/{round}",
    audience="ops",
    body="rounds.bodies.LoadRound",
    reply="rounds.replies.LoadedRoundReply",
    refuses=(errors.RoundInUse,),
)
def load_round(request: Request[LoadRound]) -> Any:
    """Load a round and its units; possible until a window was opened or a unit has saved
    something.
    """
    round_id, body = request.path["round"], request.body
    digest = loading.load(round_id, body.round, body.units, request.by, request.now)
    leaves = {index.id: len(index.leaves) for index in current.get(round_id, request.now).indexes}
    return {"round": round_id, "digest": digest, "units": len(body.units), "leaves": leaves}


@routes.on("GET", "/api/ops/rounds/{round}", audience="ops", reply="rounds.replies.RoundStateReply")
def show_round(request: Request[None]) -> Any:
    """The state of a round: windows, sealed surveys, publications."""
    round_ = current.get(request.path["round"], request.now)
    timetable = current.latest_timetable(round_.id, request.now)
    return {
        "round": round_.id,
        "title": text(round_.title),
        "units": len(current.units(round_.id, request.now)),
        "windows": views.windows(timetable, request.now),
        "indexes": {index.id: text(index.title) for index in round_.indexes},
        "sealed": {index.id: sealing.is_sealed(round_.id, index.id) for index in round_.indexes},
        "rankings": {
            index.id: publication_jobs.latest(round_.id, index.id) for index in round_.indexes
        },
    }


@routes.on(
    "POST",
    "/api/ops/rounds/{round}/windows/{window}/open",
    audience="ops",
    body="rounds.bodies.OpenWindow",
    reply="replies.WindowReply",
    refuses=(errors.Conflict, errors.WindowClosed),
)
def open_window(request: Request[OpenWindow]) -> Any:
    """Open a window now, until an instant at least ten seconds ahead."""
    path, body = request.path, request.body
    table = scheduling.open_window(
        path["round"], path["window"], body.until, body.reason, request.by, request.now
    )
    return ops_window(table, path["window"], request.now)


@routes.on(
    "POST",
    "/api/ops/rounds/{round}/windows/{window}/close",
    audience="ops",
    body="rounds.bodies.CloseWindow",
    reply="replies.WindowReply",
    refuses=(errors.Conflict, errors.WindowClosed),
)
def close_window(request: Request[CloseWindow]) -> Any:
    """Close a window in ten seconds; `closes` is the exact instant."""
    path = request.path
    table = scheduling.close_window(
        path["round"], path["window"], request.body.reason, request.by, request.now
    )
    return ops_window(table, path["window"], request.now)


@routes.on(
    "GET", "/api/ops/rounds/{round}/rulings", audience="ops", reply="rounds.replies.RulingsReply"
)
def list_rulings(request: Request[None]) -> Any:
    """Every ruling that counts, and those that were withdrawn, by kind and unit."""
    current.get(request.path["round"], request.now)
    return {"rulings": list(map(views.ruling, ruling.list_rulings(request.path["round"])))}


@routes.on(
    "GET",
    "/api/ops/rounds/{round}/external",
    audience="ops",
    reply="rounds.replies.ExternalCriteriaReply",
)
def list_external(request: Request[None]) -> Any:
    """The criteria that take an external figure, each with the rule that says which."""
    return {"criteria": ruling.external(request.path["round"], request.now)}


@routes.on(
    "POST",
    "/api/ops/rounds/{round}/rulings/preview",
    audience="ops",
    body="rounds.bodies.RulingFile",
    reply="rounds.replies.RulingsPreviewReply",
)
def preview_rulings(request: Request[RulingFile]) -> Any:
    """The rulings of a table (XLSX or CSV), ready to be saved, and every error with its cell."""
    file = ruling.preview(request.path["round"], request.body.content, request.now)
    return {
        "rulings": list(map(views.ruling, file.rulings)),
        "errors": problems.members(file.errors),
        "notices": problems.members(file.notices),
    }


@routes.on(
    "PUT",
    "/api/ops/rounds/{round}/rulings",
    audience="ops",
    body="rounds.bodies.NewRulings",
    reply="rounds.replies.SavedRulingsReply",
    refuses=(errors.ChangedMeanwhile,),
)
def put_rulings(request: Request[NewRulings]) -> Any:
    """Save rulings: external figures, criteria that do not apply, exclusions, voids, adjustments,
    previous results. Exclusions and adjustments wait for a second person, who confirms them.
    """
    from chalicelib.domain.rounds.rulings import Ruling

    rulings = [Ruling(**new.model_dump()) for new in request.body.rulings]
    ruled = ruling.put(request.path["round"], rulings, request.by, request.now)
    return {"saved": len(rulings), "waiting": ruled.waiting}
