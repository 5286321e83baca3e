"""The secretariat: draw the sample for second scores, see where they differ, settle it, and how far
each member is from the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.appraisal import assigning, sampling, settling
from chalicelib.actions.rounds import current
from chalicelib.api.appraisal import second_views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import decimals, errors

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.actions.appraisal.settling import SecondScores
    from chalicelib.api.appraisal.second_bodies import SampleAct, SettleDifference

routes = Routes(__name__)
_SCORES = "/api/council/{round}/second-scores"
_REPLY = "appraisal.second_replies.SecondScoresReply"


@routes.on("GET", _SCORES, audience="secretariat", reply=_REPLY)
def show_consistency(request: Request[None]) -> Any:
    """The draw, how far it is, every pair that differs, and each member's mean difference."""
    request.by.require_secretariat(request.path["round"])
    return _shown(request)


@routes.on(
    "GET", f"{_SCORES}/draw", audience="secretariat", reply="appraisal.second_replies.FrameReply"
)
def show_draw(request: Request[None]) -> Any:
    """The draw with all that it was drawn from, so that anyone can repeat it."""
    request.by.require_secretariat(request.path["round"])
    return second_views.frame(sampling.require_draw(request.path["round"]))


@routes.on(
    "POST",
    f"{_SCORES}/draw",
    audience="secretariat",
    body="appraisal.second_bodies.SampleAct",
    reply=_REPLY,
    refuses=(errors.WindowClosed, errors.Conflict),
)
def draw_sample(request: Request[SampleAct]) -> Any:
    """Draw the sample, once in a round, from a seed that nobody chooses, and deal it to members."""
    request.by.require_secretariat(request.path["round"])
    sampling.draw(request.path["round"], tokens.identifier(), request.by, request.now)
    return _shown(request)


@routes.on(
    "POST",
    f"{_SCORES}/deal",
    audience="secretariat",
    body="appraisal.second_bodies.SampleAct",
    reply=_REPLY,
    refuses=(errors.WindowClosed, errors.ChangedMeanwhile),
)
def deal_sample(request: Request[SampleAct]) -> Any:
    """Deal again what nobody can give a second score of, since a member left or an assignment was
    moved; the others stay.
    """
    request.by.require_secretariat(request.path["round"])
    sampling.deal_again(request.path["round"], request.by, request.now)
    return _shown(request)


@routes.on(
    "POST",
    f"{_SCORES}/settlements",
    audience="secretariat",
    body="appraisal.second_bodies.SettleDifference",
    reply=_REPLY,
    refuses=(errors.WindowClosed, errors.Conflict, errors.ChangedMeanwhile),
)
def settle_difference(request: Request[SettleDifference]) -> Any:
    """Ask the first appraiser to look again, or keep the first value with a reason; no value is
    changed by it.
    """
    round_id, body = request.path["round"], request.body
    request.by.require_secretariat(round_id)
    case = body.unit, body.leaf
    settling.settle(round_id, case, body.how, body.reason, body.marks, request.by, request.now)
    return _shown(request)


def _shown(request: Request[Any]) -> dict[str, Any]:
    from chalicelib.domain.appraisal.consistency import FEWEST

    round_id, now = request.path["round"], request.now
    round_ = current.get(round_id, now)
    found = settling.overview(round_id, now)
    nothing: dict[str, Any] = {"drawn": None, "given": 0, "counts": {}}
    nothing |= dict.fromkeys(("seconds", "undealt", "pairs", "members"), ())
    return {
        "share": decimals.plain(round_.second_share),
        "over": sampling.is_over(round_id, now),
        "closes": current.timetable(round_id, now).window("appraisal_final").closes,
        **(_scores(found, round_id, now) if found else nothing),
        "fewest": FEWEST,
        "people": {account.email: account.name for account in assigning.people_of(round_id, now)},
    }


def _scores(found: SecondScores, round_id: str, now: datetime) -> dict[str, Any]:
    document = current.document(round_id)
    return second_views.scores(found, current.units(round_id, now), document)
