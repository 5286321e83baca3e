"""Operations staff: the letters and links of the survey."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chalicelib.actions.letters import correcting, going_live, linking, mailing
from chalicelib.actions.lists import listing
from chalicelib.actions.rounds import current
from chalicelib.api.letters import views
from chalicelib.api.lists.ops import authority
from chalicelib.api.serving.queries import INDEX
from chalicelib.api.serving.refusals import CORRECTING
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.api.letters.bodies import (
        CorrectAddress,
        DecideCorrection,
        DecideMailing,
        PersonalLink,
    )

routes = Routes(__name__)
_ROUND = "/api/ops/rounds/{round}"


@routes.on("GET", f"{_ROUND}/mailing", audience="ops", reply="letters.replies.MailingReply")
def show_mailing(request: Request[None]) -> Any:
    """Whether the round is live, and its test addresses."""
    return asdict(going_live.get(request.path["round"]))


@routes.on(
    "PUT",
    f"{_ROUND}/mailing",
    audience="ops",
    body="letters.bodies.DecideMailing",
    reply="letters.replies.MailingReply",
)
def decide_mailing(request: Request[DecideMailing]) -> Any:
    """Take the round live, or hold back all letters except those to test addresses; letters held
    back are sent later.
    """
    body = request.body
    return asdict(
        going_live.decide(
            request.path["round"], body.live, body.addresses, body.reason, request.by, request.now
        )
    )


@routes.on("GET", "/api/ops/mail-quota", audience="ops", reply="letters.replies.MailQuotaReply")
def show_quota(request: Request[None]) -> Any:
    """How many letters the account may send a day, and how many of them are used."""
    return mailing.quota(request.now)


@routes.on(
    "GET",
    f"{_ROUND}/lists/{{group}}/people",
    audience="ops",
    reply="letters.replies.ListedPeopleReply",
    query=INDEX,
    refuses=(errors.Invalid,),
)
def show_people(request: Request[None]) -> Any:
    """The people on a list of the authority, each with a state: listed, sent or bounced."""
    return views.people(authority(request), request)


@routes.on(
    "GET",
    f"{_ROUND}/units/{{unit}}/lists/{{group}}/people",
    audience="ops",
    reply="letters.replies.ListedPeopleReply",
    query=INDEX,
    refuses=(errors.Invalid,),
)
def show_people_of_unit(request: Request[None]) -> Any:
    """The people on a list of a unit, each with a state as the unit sees it: listed, sent or
    bounced.
    """
    return views.people(
        listing.lister_of(request.path["round"], request.path["unit"], request.now), request
    )


@routes.on(
    "POST",
    f"{_ROUND}/lists/{{group}}/corrections",
    audience="ops",
    body="letters.bodies.CorrectAddress",
    reply="letters.replies.AddressCorrectionReply",
    query=INDEX,
    refuses=CORRECTING,
)
def correct_address(request: Request[CorrectAddress]) -> Any:
    """Correct a bounced address on a list of the authority."""
    return views.correct(authority(request), request)


@routes.on(
    "GET", f"{_ROUND}/corrections", audience="ops", reply="letters.replies.AddressCorrectionsReply"
)
def list_corrections(request: Request[None]) -> Any:
    """Every correction of an address: applied, refused, or waiting for a decision."""
    round_ = current.get(request.path["round"], request.now)
    corrections = correcting.list_corrections(round_.id, request.now)
    return {
        "corrections": [views.shown(correction, round_, request.now) for correction in corrections]
    }


@routes.on(
    "POST",
    f"{_ROUND}/corrections/{{correction}}",
    audience="ops",
    body="letters.bodies.DecideCorrection",
    reply="letters.replies.AddressCorrectionReply",
    refuses=CORRECTING,
)
def decide_correction(request: Request[DecideCorrection]) -> Any:
    """Approve or refuse an address under another mail domain."""
    round_, body = current.get(request.path["round"], request.now), request.body
    decided = correcting.decide(
        round_.id, request.path["correction"], body.approve, body.reason, request.by, request.now
    )
    return views.shown(decided, round_, request.now)


@routes.on(
    "POST",
    f"{_ROUND}/links",
    audience="ops",
    body="letters.bodies.PersonalLink",
    reply="letters.replies.HandedLinkReply",
    refuses=(errors.WindowClosed, errors.Conflict),
)
def hand_over_link(request: Request[PersonalLink]) -> Any:
    """A link to hand over in person. The mailed one stops working, and the person gets no more
    letters.
    """
    body = request.body
    return {
        "link": linking.hand_over(
            request.path["round"], body.index, body.email, body.reason, request.by, request.now
        )
    }


@routes.on(
    "POST",
    f"{_ROUND}/links/revoke",
    audience="ops",
    body="letters.bodies.PersonalLink",
    reply="letters.replies.RevokedReply",
)
def revoke_link(request: Request[PersonalLink]) -> Any:
    """Make a person's link stop working. An answer that was given stays, and the reply does not
    tell whether there is one.
    """
    body = request.body
    linking.revoke(
        request.path["round"], body.index, body.email, body.reason, request.by, request.now
    )
    return {"revoked": True}
