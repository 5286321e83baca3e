"""A unit's people among themselves: history, assignments, contacts, notices, last year's texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chalicelib.actions.assessment import assigning, carrying_over
from chalicelib.actions.people import notifying
from chalicelib.api import views
from chalicelib.api.assessment import team_views
from chalicelib.api.own_unit import place
from chalicelib.api.serving.queries import HISTORY
from chalicelib.api.serving.refusals import LOCKED
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.instants import from_text

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.actions.places import Place
    from chalicelib.api.assessment.team_bodies import (
        CarryOver,
        KeepAssignments,
        KeepContacts,
        ReadNotices,
    )
    from chalicelib.domain.assessment.team import Assignment, Contact
    from chalicelib.domain.people.notices import Notice

routes = Routes(__name__)
_UNIT = "/api/units/{round}/{unit}"


@routes.on(
    "GET",
    f"{_UNIT}/history",
    audience="unit",
    reply="assessment.team_replies.HistoryReply",
    query=HISTORY,
    refuses=(errors.Invalid,),
)
def history(request: Request[None]) -> Any:
    """Who changed what, when, from what to what: of one leaf, or of all page by page; newest
    first.
    """
    return history_of(place(request), request)


def history_of(at: Place, request: Request[None]) -> dict[str, Any]:
    """The changes of a sheet that the query asks for."""
    steps = assigning.history(
        at, request.query.get("leaf", ""), _before(request.query.get("before", ""))
    )
    return {
        "history": [
            {
                "leaf": step.leaf,
                "version": step.version,
                "saved_at": step.saved_at,
                "by": step.by,
                "was": step.was,
                "now": step.now,
                "value": step.now.get("value"),
                "explanation": step.now.get("explanation"),
            }
            for step in steps
        ]
    }


@routes.on("GET", f"{_UNIT}/people", audience="unit", reply="assessment.team_replies.PeopleReply")
def people(request: Request[None]) -> Any:
    """Who is behind the addresses in the sheet, its history and its approval: all who have, or had,
    an account here.
    """
    return {"people": assigning.people(place(request))}


@routes.on(
    "GET", f"{_UNIT}/assignments", audience="unit", reply="assessment.team_replies.AssignmentsReply"
)
def show_assignments(request: Request[None]) -> Any:
    """Who sees to which leaf, until when; for the unit alone."""
    return _assignments(*assigning.assignments(place(request)))


@routes.on(
    "PUT",
    f"{_UNIT}/assignments",
    audience="unit",
    body="assessment.team_bodies.KeepAssignments",
    reply="assessment.team_replies.AssignmentsReply",
    refuses=(errors.ChangedMeanwhile,),
)
def keep_assignments(request: Request[KeepAssignments]) -> Any:
    """Put these assignments in the place of all."""
    wanted = [each.assignment() for each in request.body.assignments]
    return _assignments(*assigning.assign(place(request), wanted, request.body.version))


@routes.on(
    "GET", f"{_UNIT}/contacts", audience="unit", reply="assessment.team_replies.ContactsReply"
)
def show_contacts(request: Request[None]) -> Any:
    """The unit's contact persons with their dates."""
    return _contacts(*assigning.contacts(place(request)))


@routes.on(
    "PUT",
    f"{_UNIT}/contacts",
    audience="unit",
    body="assessment.team_bodies.KeepContacts",
    reply="assessment.team_replies.ContactsReply",
    refuses=(errors.ChangedMeanwhile,),
)
def keep_contacts(request: Request[KeepContacts]) -> Any:
    """Put these contacts in the place of the present ones, who stay on record."""
    at, today = place(request), assigning.today(place(request), request.now)
    wanted = [each.contact(today) for each in request.body.contacts]
    return _contacts(*assigning.put_contacts(at, wanted, request.body.version, request.now))


@routes.on("GET", f"{_UNIT}/notices", audience="unit", reply="assessment.team_replies.NoticesReply")
def show_notices(request: Request[None]) -> Any:
    """What the unit was told, newest first."""
    at = place(request)
    return _notices(notifying.list_notices(at.round.id, at.unit.id))


@routes.on(
    "POST",
    f"{_UNIT}/notices/read",
    audience="unit",
    body="assessment.team_bodies.ReadNotices",
    reply="assessment.team_replies.NoticesReply",
)
def read_notices(request: Request[ReadNotices]) -> Any:
    """Mark notices as read."""
    at = place(request)
    return _notices(notifying.read(at.round.id, at.unit.id, request.body.ids))


@routes.on(
    "GET", f"{_UNIT}/carry-over", audience="unit", reply="assessment.team_replies.CarryOversReply"
)
def show_carry_over(request: Request[None]) -> Any:
    """What could be copied from which earlier round, before anything is."""
    return {
        "rounds": [
            {
                "round": offer.source.id,
                "title": views.text(offer.source.title),
                "year": offer.source.year,
                "explanations": [
                    {"leaf": leaf, "text": text} for leaf, text in offer.explanations.items()
                ],
                "contacts": [{"kind": each.kind, "name": each.name} for each in offer.contacts],
            }
            for offer in carrying_over.offers(place(request), request.now)
        ]
    }


@routes.on(
    "POST",
    f"{_UNIT}/carry-over",
    audience="unit",
    body="assessment.team_bodies.CarryOver",
    reply="assessment.team_replies.CarriedOverReply",
    refuses=LOCKED,
)
def carry_over(request: Request[CarryOver]) -> Any:
    """Copy last year's explanations (where there is none) and contacts (if there are none), marked
    as copied.
    """
    body = request.body
    return carrying_over.carry_over(
        place(request), body.from_round, body.save_id, request.by.email, request.now
    )


def _before(text: str) -> datetime | None:
    try:
        return from_text(text) if text else None
    except (ValueError, OverflowError) as error:
        raise Invalid(
            errors=[Problem("before", "Không phải thời điểm", "Not an instant")]
        ) from error


def _assignments(found: Sequence[Assignment], version: int) -> dict[str, Any]:
    return {
        "assignments": [
            {"leaf": each.leaf, "to": each.to, "due": each.due.isoformat() if each.due else None}
            for each in found
        ],
        "version": version,
    }


def _contacts(found: Sequence[Contact], version: int) -> dict[str, Any]:
    return {
        "contacts": [team_views.contact(each) for each in found if each.until is None],
        "former": [team_views.contact(each) for each in found if each.until is not None],
        "version": version,
    }


def _notices(found: Sequence[Notice]) -> dict[str, Any]:
    return {
        "notices": [
            {
                "id": each.id,
                "kind": each.kind,
                "at": each.at,
                "text": {"vi": each.text.vi, "en": each.text.en},
                "read": each.read,
            }
            for each in found
        ]
    }
