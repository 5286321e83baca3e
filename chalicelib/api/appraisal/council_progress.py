"""The secretariat: how far the appraisal is, and reminding members of what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.appraisal import reminding
from chalicelib.actions.rounds import current
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import text
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.actions.appraisal.reminding import AppraisalProgress
    from chalicelib.api.appraisal.bodies import RemindMembers
    from chalicelib.domain.appraisal.appraisal_progress import AppraisedShare

routes = Routes(__name__)


@routes.on(
    "GET",
    "/api/council/{round}/progress",
    audience="secretariat",
    reply="appraisal.progress_replies.AppraisalProgressReply",
)
def show_progress(request: Request[None]) -> Any:
    """What is done of what is assigned, by member, by area and by unit."""
    round_id, now = request.path["round"], request.now
    request.by.require_secretariat(round_id)
    found, round_ = reminding.progress(round_id, now), current.get(round_id, now)
    units = current.units(round_id, now)
    titles = {(index.id, area.code): area.title for index in round_.indexes for area in index.areas}
    return {
        "members": [_member(found, each) for each in found.members],
        "areas": [
            {"index": at[0], "area": at[1], "title": text(titles[at]), **_share(found.areas[at])}
            for at in titles
            if at in found.areas
        ],
        "units": [
            {"unit": unit.id, "name": text(unit.name), **_share(found.units[unit.id])}
            for unit in units.values()
            if unit.id in found.units
        ],
        "unassigned": found.unassigned,
    }


@routes.on(
    "POST",
    "/api/council/{round}/reminders",
    audience="secretariat",
    body="appraisal.bodies.RemindMembers",
    reply="appraisal.progress_replies.RemindedMembersReply",
    refuses=(errors.WindowClosed,),
)
def remind_members(request: Request[RemindMembers]) -> Any:
    """Send members a letter with what is left and until when, once a day each, on record."""
    request.by.require_secretariat(request.path["round"])
    done = reminding.remind(request.path["round"], request.body.members, request.by, request.now)
    return {"reminded": dict(done.reminded), "skipped": dict(done.skipped)}


def _member(found: AppraisalProgress, email: str) -> dict[str, Any]:
    from chalicelib.domain.appraisal.appraisal_progress import why_not

    share, last = found.members[email], found.reminders.get(email)
    return {
        "member": email,
        "name": found.people[email].name,
        **_share(share),
        "reminder": last
        and {"at": last.at, "by": last.by, "left": last.left, "failed": last.failed},
        "may_remind": not why_not(email, {email: share.left}, last, found.day),
    }


def _share(share: AppraisedShare) -> dict[str, int]:
    return {"done": share.done, "assigned": share.assigned}
