"""Letters and corrections for whoever keeps a list, a unit or the authority: from the action to the answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chalicelib.actions import correcting
from chalicelib.api.routing import Request

if TYPE_CHECKING:
    from chalicelib.actions.listing import Lister
    from chalicelib.api.schemas_letters import CorrectAddress
    from chalicelib.domain.corrections import Correction


def people(lister: Lister, request: Request[None]) -> dict[str, Any]:
    """What became of each person's letters."""
    return correcting.people(lister, request.path["group"], request.query.get("index", ""))


def correct(lister: Lister, request: Request[CorrectAddress]) -> dict[str, Any]:
    """A correction, carried out or waiting."""
    body = request.body
    return shown(correcting.correct(lister, request.path["group"], request.query.get("index", ""), body.old, body.new,
                                    request.by, request.now))


def shown(correction: Correction) -> dict[str, Any]:
    """A correction as it is answered with."""
    return {**asdict(correction), "moves_domain": correction.moves_domain}
