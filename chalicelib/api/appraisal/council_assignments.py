"""Who of the council appraises what: read by the council, decided by the secretariat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.appraisal import assigning
from chalicelib.actions.rounds import current
from chalicelib.api.appraisal import assignment_views
from chalicelib.api.serving import problems
from chalicelib.api.serving.media import WORKBOOK
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.appraisal.bodies import AssignmentFile, ReplaceAssignments

routes = Routes(__name__)
_ASSIGNMENTS = "/api/council/{round}/assignments"


@routes.on(
    "GET",
    _ASSIGNMENTS,
    audience="assigning",
    reply="appraisal.assignment_replies.AssignmentsOverviewReply",
)
def show_assignments(request: Request[None]) -> Any:
    """Who appraises what, how much each has to appraise, and what nobody appraises."""
    request.by.require_onlooker(request.path["round"])
    round_id, now = request.path["round"], request.now
    round_, units = current.get(round_id, now), current.units(round_id, now)
    return assignment_views.overview(assigning.overview(round_id, now), round_, units)


@routes.on("GET", f"{_ASSIGNMENTS}.xlsx", audience="assigning", reply=WORKBOOK)
def download_assignments(request: Request[None]) -> Any:
    """The assignments as a workbook (.xlsx), to change and upload again."""
    from chalicelib.domain.spelling.file_names import attachment

    request.by.require_onlooker(request.path["round"])
    round_id = request.path["round"]
    return Reply(
        assigning.workbook(round_id, request.now),
        200,
        {
            "Content-Type": next(iter(WORKBOOK.content)),
            "Content-Disposition": attachment(f"phan-cong-tham-dinh-{round_id}.xlsx"),
        },
    )


@routes.on(
    "POST",
    f"{_ASSIGNMENTS}/preview",
    audience="secretariat",
    body="appraisal.bodies.AssignmentFile",
    reply="appraisal.assignment_replies.AssignmentsPreviewReply",
)
def preview_assignments(request: Request[AssignmentFile]) -> Any:
    """What a table (XLSX or CSV) would assign, what follows from it, and every error with its
    cell.
    """
    request.by.require_secretariat(request.path["round"])
    round_id, now = request.path["round"], request.now
    file = assigning.preview(round_id, request.body.content, now)
    round_, units = current.get(round_id, now), current.units(round_id, now)
    return {
        **assignment_views.overview(file.overview, round_, units),
        "errors": problems.members(file.errors),
        "notices": problems.members(file.notices),
    }


@routes.on(
    "PUT",
    _ASSIGNMENTS,
    audience="secretariat",
    body="appraisal.bodies.ReplaceAssignments",
    reply="appraisal.assignment_replies.AssignmentsOverviewReply",
    refuses=(errors.ChangedMeanwhile,),
)
def replace_assignments(request: Request[ReplaceAssignments]) -> Any:
    """Replace all assignments at once; a version that is no longer current is refused. Values that
    were appraised stay with their authors.
    """
    from chalicelib.domain.appraisal.assignments import OwnUnits

    request.by.require_secretariat(request.path["round"])
    round_id, body, now = request.path["round"], request.body, request.now
    changed = assigning.replace(
        round_id,
        [wanted.assignment() for wanted in body.assignments],
        [OwnUnits(each.person, tuple(each.units)) for each in body.own],
        body.version,
        request.by,
        now,
    )
    round_, units = current.get(round_id, now), current.units(round_id, now)
    return assignment_views.overview(changed, round_, units)
