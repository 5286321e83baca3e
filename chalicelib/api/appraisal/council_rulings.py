"""Exclusions and adjustments that wait for a second person, who confirms or refuses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.appraisal import confirming
from chalicelib.actions.integrity import investigating
from chalicelib.actions.rounds import current, ruling
from chalicelib.api.rounds import views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import text
from chalicelib.domain import errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from chalicelib.api.appraisal.ruling_bodies import DecideProposedRulings
    from chalicelib.domain.integrity.cases import Case
    from chalicelib.domain.rounds.proposed_rulings import ProposedRuling
    from chalicelib.domain.rounds.rulings import Ruling
    from chalicelib.domain.rounds.units import Unit

routes = Routes(__name__)
_RULINGS = "/api/council/{round}/rulings"
_REPLY = "appraisal.ruling_replies.ProposedRulingsReply"


def _round(request: Request[Any]) -> str:
    """The round in the path; Forbidden for the council of another one."""
    round_id = request.path["round"]
    request.by.require_onlooker(round_id)
    return round_id


@routes.on("GET", _RULINGS, audience="confirming", reply=_REPLY)
def list_proposed_rulings(request: Request[None]) -> Any:
    """The last proposal for each exclusion and adjustment, and what came of it."""
    return _shown(request, confirming.list_proposed(_round(request)))


@routes.on(
    "POST",
    f"{_RULINGS}/decide",
    audience="confirming",
    body="appraisal.ruling_bodies.DecideProposedRulings",
    reply=_REPLY,
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def decide_proposed_rulings(request: Request[DecideProposedRulings]) -> Any:
    """Confirm proposed rulings as the second person, so that they count from then on; or refuse
    them, or take the own ones back, with a reason. All or none.
    """
    body, round_id = request.body, _round(request)
    note = None if body.confirm else body.reason
    made = confirming.decide(round_id, body.proposals, note, request.by, request.now)
    return _shown(request, made)


def _shown(request: Request[Any], proposed: Iterable[ProposedRuling]) -> dict[str, Any]:
    round_id, now = request.path["round"], request.now
    units = current.units(round_id, now)
    kept = {each.key: each for each in ruling.list_rulings(round_id)}
    own = confirming.own_units(round_id, request.by, now)
    listed = list(proposed)
    alike = confirming.namesakes([each for each in listed if each.is_waiting], request.by)
    cases = {each.unit: each for each in investigating.list_cases(round_id, now, "dishonesty")}
    return {
        "title": text(current.get(round_id, now).title),
        "proposals": [
            {
                "proposal": each.id,
                "ruling": views.ruling(each.ruling),
                "before": views.ruling(kept[each.ruling.key]) if each.ruling.key in kept else None,
                "name": _name(units, each.ruling.unit),
                "state": each.state,
                "note": each.note,
                "decided_by": each.decided_by,
                "decided_at": each.decided_at or None,
                "own": each.ruling.by == request.by.email,
                "namesake": each.is_waiting and each.ruling.by in alike,
                "own_unit": each.ruling.unit in own,
                "hearing": _hearing(each.ruling, cases.get(each.ruling.unit), now),
            }
            for each in listed
        ],
    }


def _name(units: Mapping[str, Unit], unit: str) -> dict[str, str]:
    """The name of a unit; its id where it left the round meanwhile."""
    return text(units[unit].name) if unit in units else {"vi": unit, "en": unit}


def _hearing(ruled: Ruling, case: Case | None, now: datetime) -> str | None:
    """Whether the unit was heard in a case on dishonesty before its exclusion."""
    if ruled.kind != "exclusion" or ruled.withdrawn:
        return None
    if case is None:
        return "no_case"
    return "heard" if case.heard(now) else "not_heard"
