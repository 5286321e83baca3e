"""A unit's people: list respondents, send the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.lists import exempting, listing
from chalicelib.actions.rounds import revising
from chalicelib.api.lists import views
from chalicelib.api.serving.media import WORKBOOK
from chalicelib.api.serving.queries import INDEX, INDEX_OR_ALL
from chalicelib.api.serving.refusals import LOCKED
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.actions.lists.listing import Lister
    from chalicelib.api.lists.bodies import (
        AskExemption,
        KeepListFile,
        ListFile,
        RespondentList,
        SendLists,
    )

routes = Routes(__name__)
_UNIT = "/api/units/{round}/{unit}"


def lister(request: Request[Any]) -> Lister:
    """The account's own unit as a lister; Forbidden for any other unit."""
    round_id, unit = request.path["round"], request.path["unit"]
    request.by.require_unit(round_id, unit)
    return listing.lister_of(round_id, unit, request.now)


@routes.on("GET", f"{_UNIT}/lists", audience="unit", reply="lists.replies.ListsStateReply")
def show_lists(request: Request[None]) -> Any:
    """All lists of the unit: sizes and plans, the deadline, and exemptions."""
    return views.state(lister(request), request.now)


@routes.on(
    "POST",
    f"{_UNIT}/list-exceptions",
    audience="unit",
    body="lists.bodies.AskExemption",
    reply="lists.replies.ListExemptionReply",
    refuses=LOCKED,
)
def ask_exemption(request: Request[AskExemption]) -> Any:
    """Ask for an exemption for one list; operations staff decide."""
    own_lister = lister(request)
    wanted = request.body.exemption(own_lister.id, request.by.email, request.now)
    return views.exemption(
        exempting.request(own_lister, wanted, request.by, request.now),
        own_lister.round,
        request.now,
    )


@routes.on(
    "GET",
    f"{_UNIT}/lists/{{group}}",
    audience="unit",
    reply="lists.replies.GroupListReply",
    query=INDEX,
    refuses=(errors.Invalid,),
)
def show_list(request: Request[None]) -> Any:
    """The list of one group, row by row, and the people who are also on other lists of the
    index.
    """
    return views.shown(lister(request), request)


@routes.on(
    "PUT",
    f"{_UNIT}/lists/{{group}}",
    audience="unit",
    body="lists.bodies.RespondentList",
    reply="lists.replies.KeptListReply",
    query=INDEX,
    refuses=LOCKED,
)
def put_list(request: Request[RespondentList]) -> Any:
    """Replace the list of one group (`?index=` if several indexes have it), all or nothing."""
    return views.kept(lister(request), request)


@routes.on("GET", f"{_UNIT}/list-form", audience="unit", reply=WORKBOOK)
def download_form(request: Request[None]) -> Any:
    """The form for all lists of the unit (.xlsx), with the people who are on them already."""
    return views.form(lister(request), request.now)


@routes.on(
    "POST",
    f"{_UNIT}/list-form/preview",
    audience="unit",
    body="lists.bodies.ListFile",
    reply="lists.replies.ListPreviewReply",
)
def preview_form(request: Request[ListFile]) -> Any:
    """What a filled form (XLSX or CSV) would change, and every error with its cell; nothing is
    kept.
    """
    return views.preview(lister(request), request)


@routes.on(
    "POST",
    f"{_UNIT}/list-form/keep",
    audience="unit",
    body="lists.bodies.KeepListFile",
    reply="lists.replies.KeptListsReply",
    refuses=LOCKED,
)
def keep_form(request: Request[KeepListFile]) -> Any:
    """Keep the lists from a form, as its preview showed them; none of them if there is an error."""
    return views.keep(lister(request), request)


@routes.on(
    "POST",
    f"{_UNIT}/lists/send",
    audience="unit",
    body="lists.bodies.SendLists",
    reply="lists.replies.SentListsReply",
    query=INDEX_OR_ALL,
    refuses=(*LOCKED, errors.Invalid),
)
def send_lists(request: Request[SendLists]) -> Any:
    """Send all lists of the unit and lock them; those with fewer people than planned must be
    acknowledged.
    """
    return listing.send(
        lister(request),
        request.query.get("index", ""),
        request.by,
        request.now,
        request.body.acknowledged,
    )


@routes.on(
    "GET",
    f"{_UNIT}/questionnaires",
    audience="unit",
    reply="rounds.questionnaire_replies.QuestionnairesReply",
)
def show_questionnaires(request: Request[None]) -> Any:
    """The questionnaires for the people whom the unit lists, or who rate it."""
    own_lister = lister(request)
    indexes = {index.id for index, _ in own_lister.groups}
    if own_lister.unit:
        indexes.add(own_lister.unit.index)
    return revising.questionnaires(own_lister.round, indexes)
