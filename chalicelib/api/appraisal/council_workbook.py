"""Council members: a workbook of the own appraisals, to fill offline and bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.appraisal import checking_filled, filling, saving_filled
from chalicelib.api.appraisal import workbook_views
from chalicelib.api.serving.media import WORKBOOK
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.appraisal.bodies import AppraisalWorkbook

routes = Routes(__name__)
_WORKBOOK = "/api/council/{round}/workbook"


@routes.on(
    "GET",
    _WORKBOOK,
    audience="council",
    reply=WORKBOOK,
    refuses=(errors.WindowClosed, errors.TooLarge),
)
def download_appraisals(request: Request[None]) -> Any:
    """What is assigned to the member in the open pass as a workbook (.xlsx), to fill and upload
    again.
    """
    from chalicelib.domain.spelling.file_names import attachment

    round_id = request.path["round"]
    return Reply(
        filling.workbook(round_id, request.by, request.now),
        200,
        {
            "Content-Type": next(iter(WORKBOOK.content)),
            "Content-Disposition": attachment(f"tham-dinh-{round_id}.xlsx"),
        },
    )


@routes.on(
    "POST",
    f"{_WORKBOOK}/preview",
    audience="council",
    body="appraisal.bodies.AppraisalWorkbook",
    reply="appraisal.workbook_replies.AppraisalsPreviewReply",
    refuses=(errors.WindowClosed,),
)
def preview_appraisals(request: Request[AppraisalWorkbook]) -> Any:
    """What a filled workbook would change, and every error with its cell; nothing is saved."""
    found = checking_filled.preview(
        request.path["round"], request.body.content, request.by, request.now
    )
    return workbook_views.preview(found)


@routes.on(
    "POST",
    _WORKBOOK,
    audience="council",
    body="appraisal.bodies.AppraisalWorkbook",
    reply="appraisal.workbook_replies.AppraisalsSavedReply",
    refuses=(errors.WindowClosed, errors.ChangedMeanwhile),
)
def save_workbook_of_appraisals(request: Request[AppraisalWorkbook]) -> Any:
    """Save everything that a filled workbook changes; with any error in it, which is told with its
    cell, nothing is saved. Sent again, nothing is saved twice.
    """
    done = saving_filled.save(request.path["round"], request.body.content, request.by, request.now)
    return workbook_views.saved(done)
