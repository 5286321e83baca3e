"""Bodies of the routes for questionnaires."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import StringConstraints

from chalicelib.api.bodies import LongBody
from chalicelib.domain.lists.respondents import MAX_CELL


class CarryQuestionnaires(LongBody):
    """The document of a new round as far as it is written (contract §2); its questions are
    replaced.
    """

    draft: dict[str, Any]


class NewQuestionnaires(LongBody):
    """Other questionnaires: a `document` with `scales` and the `questions` of each index (contract
    §2), or null to take those of the `earlier` round.
    """

    document: dict[str, Any] | None = None
    earlier: Annotated[str, StringConstraints(max_length=MAX_CELL)] = ""


class KeepQuestionnaires(NewQuestionnaires):
    """The same again, with the `digest` of its preview."""

    digest: Annotated[str, StringConstraints(max_length=64)]
