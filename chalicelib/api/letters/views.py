"""Letters and corrections for those who keep a list, a unit or the authority: from the action to
the answer.
"""

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
    """What became of each person's letters, the corrections of the list, and what reminders it may
    have.
    """
    group, index = request.path["group"], request.query.get("index", "")
    found = listed_people.people(lister, group, index)
    return {
        **found,
        "corrections": [shown(each, lister.round, request.now) for each in found["corrections"]],
        "reminders": reminding.outlook(lister, group, index, request.now),
    }


def correct(lister: Lister, request: Request[CorrectAddress]) -> dict[str, Any]:
    """A correction, carried out or waiting."""
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
    """A correction as it is answered with: with the name of who keeps the list and the title of the
    group.
    """
    unit = current.units(round_.id, now).get(correction.lister)
    return {
        **asdict(correction),
        "moves_domain": correction.moves_domain,
        "name": text(unit.name if unit else round_.authority),
        "title": text(round_.index(correction.index).group(correction.group).title),
    }
