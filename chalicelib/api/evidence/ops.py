"""Operations staff: files that wait too long for their inspection, or could not be examined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.actions.evidence import reexamining, watching
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.api.views import text
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.evidence.bodies import ExamineAgain

routes = Routes(__name__)
_HERE = "/api/ops/rounds/{round}/evidence"


@routes.on("GET", f"{_HERE}/waiting", audience="ops", reply="evidence.replies.WaitingFilesReply")
def list_waiting(request: Request[None]) -> Any:
    """Files that were uploaded an hour ago or longer and have no verdict yet, which count
    meanwhile, and those that could not be examined, which do not; the longest first.
    """
    from chalicelib.domain.evidence import again

    return {
        "files": [
            {
                "unit": each.unit.id,
                "unit_name": text(each.unit.name),
                "part": each.part,
                "evidence": each.file.id,
                "name": each.file.name,
                "uploaded_at": each.file.uploaded_at,
                "uploaded_by": each.file.uploaded_by,
                "state": "unexamined" if each.file.is_unexamined else "waiting",
                "again": "asked"
                if again.was_asked(each.file.again_at, request.now)
                else "possible",
            }
            for each in watching.waiting(request.path["round"], request.now)
        ]
    }


@routes.on(
    "POST",
    f"{_HERE}/examine",
    audience="ops",
    body="evidence.bodies.ExamineAgain",
    status=204,
    refuses=(errors.Conflict,),
)
def examine_again(request: Request[ExamineAgain]) -> Any:
    """Have a file examined again that waits or could not be examined; on record."""
    body = request.body
    place = places.place(request.path["round"], body.unit, body.part, request.now)
    reexamining.ask_for(place, body.evidence, request.by.email, request.now)
    return Reply(None, 204)
