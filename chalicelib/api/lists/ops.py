"""Operations staff: the lists that the authority keeps itself, and the exemptions that units ask
for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.lists import exempting, listing
from chalicelib.actions.rounds import current
from chalicelib.api.lists import views
from chalicelib.api.serving.media import WORKBOOK
from chalicelib.api.serving.queries import INDEX, INDEX_OR_ALL
from chalicelib.api.serving.refusals import LOCKED
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.actions.lists.listing import Lister
    from chalicelib.api.lists.bodies import DecideExemption, KeepListFile, ListFile, RespondentList

routes = Routes(__name__)
_ROUND = "/api/ops/rounds/{round}"


def authority(request: Request[Any]) -> Lister:
    """The authority as a lister."""
    return listing.lister_of(request.path["round"], None, request.now)


@routes.on("GET", f"{_ROUND}/lists", audience="ops", reply="lists.replies.ListsStateReply")
def show_lists(request: Request[None]) -> Any:
    """All lists of the authority: sizes and plans, and the deadline."""
    return views.state(authority(request), request.now)


@routes.on(
    "GET", f"{_ROUND}/list-exceptions", audience="ops", reply="lists.replies.ListExemptionsReply"
)
def list_exemptions(request: Request[None]) -> Any:
    """Every exemption that units asked for, decided or not."""
    round_ = current.get(request.path["round"], request.now)
    exemptions = exempting.list_of(round_.id, request.now)
    return {
        "exceptions": [views.exemption(exemption, round_, request.now) for exemption in exemptions]
    }


@routes.on(
    "POST",
    f"{_ROUND}/list-exceptions/{{lister}}/{{exception}}/decide",
    audience="ops",
    body="lists.bodies.DecideExemption",
    reply="lists.replies.ListExemptionReply",
    refuses=(errors.Conflict,),
)
def decide_exemption(request: Request[DecideExemption]) -> Any:
    """Approve or refuse an exemption, once; on record with the note."""
    path, body = request.path, request.body
    decided = exempting.decide(
        path["round"],
        path["lister"],
        path["exception"],
        body.approve,
        body.note,
        request.by,
        request.now,
    )
    return views.exemption(decided, current.get(path["round"], request.now), request.now)


@routes.on(
    "GET",
    f"{_ROUND}/lists/{{group}}",
    audience="ops",
    reply="lists.replies.GroupListReply",
    query=INDEX,
    refuses=(errors.Invalid,),
)
def show_list(request: Request[None]) -> Any:
    """A list that the authority keeps itself, row by row."""
    return views.shown(authority(request), request)


@routes.on(
    "PUT",
    f"{_ROUND}/lists/{{group}}",
    audience="ops",
    body="lists.bodies.RespondentList",
    reply="lists.replies.KeptListReply",
    query=INDEX,
    refuses=LOCKED,
)
def put_list(request: Request[RespondentList]) -> Any:
    """Replace a list that the authority keeps itself (`?index=` if several indexes have the
    group).
    """
    return views.kept(authority(request), request)


@routes.on("GET", f"{_ROUND}/list-form", audience="ops", reply=WORKBOOK)
def download_form(request: Request[None]) -> Any:
    """The form for all lists of the authority (.xlsx)."""
    return views.form(authority(request), request.now)


@routes.on(
    "POST",
    f"{_ROUND}/list-form/preview",
    audience="ops",
    body="lists.bodies.ListFile",
    reply="lists.replies.ListPreviewReply",
)
def preview_form(request: Request[ListFile]) -> Any:
    """What a filled form (XLSX or CSV) of the authority would change, and every error with its
    cell.
    """
    return views.preview(authority(request), request)


@routes.on(
    "POST",
    f"{_ROUND}/list-form/keep",
    audience="ops",
    body="lists.bodies.KeepListFile",
    reply="lists.replies.KeptListsReply",
    refuses=LOCKED,
)
def keep_form(request: Request[KeepListFile]) -> Any:
    """Keep the authority's lists from a form, as its preview showed them."""
    return views.keep(authority(request), request)


@routes.on(
    "POST",
    f"{_ROUND}/lists/send",
    audience="ops",
    reply="lists.replies.SentListsReply",
    query=INDEX_OR_ALL,
    refuses=(*LOCKED, errors.Invalid),
)
def send_lists(request: Request[None]) -> Any:
    """Send the authority's lists (of one index with `?index=`) and lock them."""
    return listing.send(authority(request), request.query.get("index", ""), request.by, request.now)
