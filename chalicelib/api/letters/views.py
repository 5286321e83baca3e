"""Letters and corrections of a lister (a unit or the authority) as JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.actions.letters import correcting, listed_people, reminding
from chalicelib.actions.rounds import current
from chalicelib.api.serving.routing import Request
from chalicelib.api.views import text

if TYPE_CHECKING:
    from chalicelib.actions.lists.listing import Lister
    from chalicelib.api.letters.bodies import CorrectAddress
    from chalicelib.domain.letters.corrections import Correction
    from chalicelib.domain.rounds.round import Round


def people(lister: Lister, request: Request[None]) -> dict[str, Any]:
    """The state of each person's letters, the corrections of the list, and its reminders."""
    group, index = request.path["group"], request.query.get("index", "")
    listed = listed_people.people(lister, group, index)
    return {
        **listed,
        "corrections": [
            shown(correction, lister.round, request.now) for correction in listed["corrections"]
        ],
        "reminders": reminding.outlook(lister, group, index, request.now),
    }


def correct(lister: Lister, request: Request[CorrectAddress]) -> dict[str, Any]:
    """Correct an address; the correction, which is applied or waits."""
    body = request.body
    return shown(
        correcting.correct(
            lister,
            request.path["group"],
            request.query.get("index", ""),
            body.old,
            body.new,
            request.by,
            request.now,
        ),
        lister.round,
        request.now,
    )


def shown(correction: Correction, round_: Round, now: datetime) -> dict[str, Any]:
    """A correction with the name of its lister and the title of its group."""
    unit = current.units(round_.id, now).get(correction.lister)
    return {
        **asdict(correction),
        "moves_domain": correction.moves_domain,
        "name": text(unit.name if unit else round_.authority),
        "title": text(round_.index(correction.index).group(correction.group).title),
    }
