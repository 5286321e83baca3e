"""Requests for an explanation (“cần giải trình”): a council member asks a unit about a criterion.

Where a unit has any, its supplement takes exactly the criteria that it was asked about; a unit that
was asked nothing supplements what it likes (Hà Nội's guide §3).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class ExplanationRequest:
    """What is asked about a leaf; `question` is "" once the request was withdrawn, `version` counts
    its changes from 1.
    """

    leaf: str
    question: str
    by: str
    asked_at: datetime
    version: int


def asked(requests: Iterable[ExplanationRequest]) -> dict[str, ExplanationRequest]:
    """By leaf the requests that were not withdrawn."""
    return {request.leaf: request for request in requests if request.question}


def check(leaves: Collection[str], requests: Mapping[str, ExplanationRequest]) -> list[Problem]:
    """A problem (`not_asked`) for each leaf that a unit may not supplement: it was asked about
    others alone. `requests` are those that were not withdrawn.
    """
    if not requests:
        return []
    return [
        Problem(
            leaf,
            f"{leaf}: Hội đồng không yêu cầu giải trình tiêu chí này nên không bổ sung được",
            f"{leaf}: the council asked no explanation of this criterion, so nothing can be added",
            "not_asked",
        )
        for leaf in leaves
        if leaf not in requests
    ]
