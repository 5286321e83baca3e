"""Members: what they score a second time, blind; and what they are asked to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import appraising, seconding, settling
from chalicelib.api.appraisal.views import comments
from chalicelib.api.assessment import sheet_views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import text
from chalicelib.domain import errors

if TYPE_CHECKING:
    from chalicelib.actions.places import Place
    from chalicelib.api.appraisal.bodies import SaveAppraisals

routes = Routes(__name__)
_OF_UNIT = "/api/council/{round}/{unit}/second-scores"


def _place(request: Request[Any], kind: str = "self_assessment") -> Place:
    request.by.require_council(request.path["round"])
    return places.place(request.path["round"], request.path["unit"], kind, request.now)


@routes.on(
    "GET",
    "/api/council/{round}/second-scores/mine",
    audience="council",
    reply="appraisal.second_replies.OwnSecondScoresReply",
)
def list_own_second_scores(request: Request[None]) -> Any:
    """What the person scores a second time, and what the person, as the appraiser, is asked to look
    at again.
    """
    from chalicelib.actions.rounds import current

    round_id, by, now = request.path["round"], request.by, request.now
    by.require_council(round_id)
    round_ = current.get(round_id, now)
    return {
        "to_score": [
            {
                "unit": each.unit.id,
                "name": text(each.unit.name),
                "criterion": each.leaf.code,
                "title": text(each.leaf.title),
                "given": each.given,
            }
            for each in (seconding.to_score(round_id, by, now) if round_.second_share else ())
        ],
        "to_look_at": [
            {
                "unit": each.unit.id,
                "name": text(each.unit.name),
                "criterion": each.leaf,
                "text": each.text,
                "asked_at": each.asked_at,
            }
            for each in (settling.to_look_at(round_id, by, now) if round_.second_share else ())
        ],
    }


@routes.on("GET", _OF_UNIT, audience="council", reply="appraisal.second_replies.SecondSheetReply")
def show_second_scores(request: Request[None]) -> Any:
    """The person's own second scores of a unit, and which criteria take one."""
    place = _place(request)
    found = seconding.own_scores(place, request.by)
    return {
        "seconds": sorted(seconding.seconded(place, request.by)),
        "scores": {
            str(number): comments(sheet_views.entries(sheet, place.index))
            for number, sheet in found.items()
        },
    }


@routes.on(
    "POST",
    _OF_UNIT,
    audience="council",
    body="appraisal.bodies.SaveAppraisals",
    reply="assessment.sheet_replies.SavedReply",
    refuses=(errors.WindowClosed, errors.ChangedMeanwhile),
)
def save_second_scores(request: Request[SaveAppraisals]) -> Any:
    """Save second scores of one pass, all or nothing; they enter no result."""
    body, place = request.body, _place(request, appraising.PASSES[request.body.round_pass])
    changes = [entry.change() for entry in body.entries]
    save = seconding.score(place, body.save_id, changes, request.by, request.now)
    shown = sheet_views.saved(save, place.index)
    return {**shown, "entries": comments(shown["entries"])}
