"""Motions: the secretariat freezes drafts, the members vote, the approval goes on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.results import agreeing, meeting_papers, reading_motions
from chalicelib.api.serving import problems
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.bodies import Because
    from chalicelib.api.results.motion_bodies import (
        ApproveReport,
        AttachPaper,
        CastVote,
        FreezeDrafts,
    )

routes = Routes(__name__)
_MOTIONS = "/api/council/{round}/motions"
_MOTION = _MOTIONS + "/{motion}"
_REPLY = "results.motion_replies.MotionReply"


def _number(request: Request[Any]) -> int:
    """The number of the motion in the path; NotFound if it is none."""
    text = request.path["motion"]
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise errors.NotFound
    return int(text)


@routes.on("GET", _MOTIONS, audience="assigning", reply="results.motion_replies.MotionsReply")
def list_motions(request: Request[None]) -> Any:
    """Every motion with its votes, newest first."""
    return reading_motions.overview(request.path["round"], request.by, request.now)


@routes.on(
    "POST",
    _MOTIONS,
    audience="secretariat",
    body="results.motion_bodies.FreezeDrafts",
    reply=_REPLY,
    status=201,
    refuses=(errors.Conflict, errors.InputsChanged),
)
def freeze_drafts(request: Request[FreezeDrafts]) -> Any:
    """Freeze a draft of each of these indexes as the next motion; the members of this instant vote
    on it.
    """
    body = request.body
    record = agreeing.freeze(request.path["round"], body.drafts, body.note, request.by, request.now)
    return Reply(reading_motions.as_json(record, request.by), 201)


@routes.on(
    "GET",
    _MOTION + "/drafts/{index}",
    audience="assigning",
    reply="results.replies.WholeDraftReply",
)
def show_motion_draft(request: Request[None]) -> Any:
    """The frozen draft of an index, with its ranking."""
    path = request.path
    return reading_motions.draft(path["round"], _number(request), path["index"])


@routes.on(
    "GET",
    _MOTION + "/changes",
    audience="assigning",
    reply="results.motion_replies.MotionChangesReply",
)
def show_motion_changes(request: Request[None]) -> Any:
    """Which inputs have changed since the motion was frozen."""
    changed = reading_motions.changes(
        request.path["round"], _number(request), request.by, request.now
    )
    return {
        "current": changed is None,
        "changes": problems.members(changed.errors) if changed else [],
    }


@routes.on(
    "POST",
    _MOTION + "/votes",
    audience="voting",
    body="results.motion_bodies.CastVote",
    reply=_REPLY,
    refuses=(errors.Conflict, errors.FreezeLifted),
)
def cast_vote(request: Request[CastVote]) -> Any:
    """Vote, or change the own vote; every vote is kept. Refused once the freeze was lifted."""
    body = request.body
    record = agreeing.vote(
        request.path["round"], _number(request), body.choice, body.reason, request.by, request.now
    )
    return reading_motions.as_json(record, request.by)


@routes.on(
    "POST",
    _MOTION + "/lift",
    audience="secretariat",
    body="bodies.Because",
    reply=_REPLY,
    refuses=(errors.Conflict, errors.FreezeLifted),
)
def lift_freeze(request: Request[Because]) -> Any:
    """Lift the freeze, so that a later draft can be frozen; what was voted stays on record."""
    record = agreeing.lift(
        request.path["round"], _number(request), request.body.reason, request.by, request.now
    )
    return reading_motions.as_json(record, request.by)


@routes.on(
    "POST",
    _MOTION + "/papers/forms",
    audience="secretariat",
    body="evidence.bodies.WantedFile",
    reply="evidence.replies.FormReply",
)
def ask_paper_form(request: Request[Any]) -> Any:
    """A form for uploading a paper of the meeting (PDF) directly to storage, valid ten minutes."""
    from chalicelib.actions.evidence.attaching import Upload

    body = request.body
    return meeting_papers.form(
        request.path["round"],
        _number(request),
        Upload(body.name, body.size, body.type),
        request.by,
        tokens.identifier,
        request.now,
    )


@routes.on(
    "POST",
    _MOTION + "/papers",
    audience="secretariat",
    body="results.motion_bodies.AttachPaper",
    reply=_REPLY,
    refuses=(errors.Conflict,),
)
def attach_paper(request: Request[AttachPaper]) -> Any:
    """Attach an uploaded agenda or minutes; all that were attached stay."""
    body = request.body
    record = meeting_papers.attach(
        request.path["round"], _number(request), body.kind, body.evidence, request.by, request.now
    )
    return reading_motions.as_json(record, request.by)


@routes.on(
    "GET",
    _MOTION + "/papers/{paper}/link",
    audience="assigning",
    reply="evidence.replies.LinkReply",
)
def link_paper(request: Request[None]) -> Any:
    """A download link for a paper of the meeting, valid for five minutes."""
    path = request.path
    return meeting_papers.link(path["round"], _number(request), path["paper"], request.now)


@routes.on(
    "POST",
    _MOTION + "/approval",
    audience="secretariat",
    body="results.motion_bodies.ApproveReport",
    reply=_REPLY,
    refuses=(errors.Conflict, errors.FreezeLifted, errors.NotAgreed, errors.InputsChanged),
)
def approve_report(request: Request[ApproveReport]) -> Any:
    """Record the approval of the report on an agreed motion; from then on nobody votes."""
    body, by, now = request.body, request.by, request.now
    record = agreeing.approve(
        request.path["round"], _number(request), (body.number, body.date), body.evidence, by, now
    )
    return reading_motions.as_json(record, by)
