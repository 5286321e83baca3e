"""The team of a unit: history, assignments, contacts, notices, last year's texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chalicelib.actions.assessment import assigning, carrying_over
from chalicelib.actions.people import notifying
from chalicelib.api import own_unit, views
from chalicelib.api.assessment import team_views
from chalicelib.api.serving.queries import HISTORY
from chalicelib.api.serving.refusals import LOCKED
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.instants import from_text

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.actions.assessment.carrying_over import Offer
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
    """Who changed what, when, from what to what: of one criterion, or of all page by page; newest
    first.
    """
    return history_of(own_unit.place(request), request)


def history_of(place: Place, request: Request[None]) -> dict[str, Any]:
    """The changes of a sheet that the query asks for."""
    steps = assigning.history(
        place, request.query.get("leaf", ""), _before(request.query.get("before", ""))
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
    """The names behind the addresses in the self-assessment, its history and its approval:
    everybody who has, or had, an account of the unit.
    """
    return {"people": assigning.people(own_unit.place(request))}


@routes.on(
    "GET", f"{_UNIT}/assignments", audience="unit", reply="assessment.team_replies.AssignmentsReply"
)
def show_assignments(request: Request[None]) -> Any:
    """Who is assigned to which criterion, and until when; only the unit sees it."""
    return _assignments(*assigning.assignments(own_unit.place(request)))


@routes.on(
    "PUT",
    f"{_UNIT}/assignments",
    audience="unit",
    body="assessment.team_bodies.KeepAssignments",
    reply="assessment.team_replies.AssignmentsReply",
    refuses=(errors.ChangedMeanwhile,),
)
def keep_assignments(request: Request[KeepAssignments]) -> Any:
    """Replace all assignments by these."""
    wanted = [assignment.assignment() for assignment in request.body.assignments]
    return _assignments(*assigning.assign(own_unit.place(request), wanted, request.body.version))


@routes.on(
    "GET", f"{_UNIT}/contacts", audience="unit", reply="assessment.team_replies.ContactsReply"
)
def show_contacts(request: Request[None]) -> Any:
    """The unit's contacts with their dates."""
    return _contacts(*assigning.contacts(own_unit.place(request)))


@routes.on(
    "PUT",
    f"{_UNIT}/contacts",
    audience="unit",
    body="assessment.team_bodies.KeepContacts",
    reply="assessment.team_replies.ContactsReply",
    refuses=(errors.ChangedMeanwhile,),
)
def keep_contacts(request: Request[KeepContacts]) -> Any:
    """Replace the current contacts by these; former ones stay on record."""
    place = own_unit.place(request)
    today = assigning.today(place, request.now)
    wanted = [contact.contact(today) for contact in request.body.contacts]
    return _contacts(*assigning.put_contacts(place, wanted, request.body.version, request.now))


@routes.on("GET", f"{_UNIT}/notices", audience="unit", reply="assessment.team_replies.NoticesReply")
def show_notices(request: Request[None]) -> Any:
    """The unit's notices, newest first."""
    place = own_unit.place(request)
    return _notices(notifying.list_notices(place.round.id, place.unit.id))


@routes.on(
    "POST",
    f"{_UNIT}/notices/read",
    audience="unit",
    body="assessment.team_bodies.ReadNotices",
    reply="assessment.team_replies.NoticesReply",
)
def read_notices(request: Request[ReadNotices]) -> Any:
    """Mark notices as read."""
    place = own_unit.place(request)
    return _notices(notifying.read(place.round.id, place.unit.id, request.body.ids))


@routes.on(
    "GET", f"{_UNIT}/carry-over", audience="unit", reply="assessment.team_replies.CarryOversReply"
)
def show_carry_over(request: Request[None]) -> Any:
    """What could be copied from which earlier round; nothing is copied."""
    offers = carrying_over.offers(own_unit.place(request), request.now)
    return {"rounds": list(map(_offer, offers))}


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "round": offer.source.id,
        "title": views.text(offer.source.title),
        "year": offer.source.year,
        "explanations": [{"leaf": leaf, "text": text} for leaf, text in offer.explanations.items()],
        "contacts": [{"kind": contact.kind, "name": contact.name} for contact in offer.contacts],
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
        own_unit.place(request), body.from_round, body.save_id, request.by.email, request.now
    )


def _before(text: str) -> datetime | None:
    try:
        return from_text(text) if text else None
    except ValueError as error:
        raise Invalid(
            errors=[Problem("before", "Không phải thời điểm", "Not an instant")]
        ) from error


def _assignments(assignments: Sequence[Assignment], version: int) -> dict[str, Any]:
    return {
        "assignments": [
            {
                "leaf": assignment.leaf,
                "to": assignment.to,
                "due": assignment.due.isoformat() if assignment.due else None,
            }
            for assignment in assignments
        ],
        "version": version,
    }


def _contacts(contacts: Sequence[Contact], version: int) -> dict[str, Any]:
    return {
        "contacts": [team_views.contact(contact) for contact in contacts if contact.until is None],
        "former": [
            team_views.contact(contact) for contact in contacts if contact.until is not None
        ],
        "version": version,
    }


def _notices(notices: Sequence[Notice]) -> dict[str, Any]:
    return {
        "notices": [
            {
                "id": notice.id,
                "kind": notice.kind,
                "at": notice.at,
                "text": {"vi": notice.text.vi, "en": notice.text.en},
                "read": notice.read,
            }
            for notice in notices
        ]
    }
