"""Refusals as `application/problem+json` (RFC 9457).

The text is Vietnamese; members that end in `_en` have it in English.
"""

from __future__ import annotations

import json
from typing import Any

from chalicelib.domain import errors
from chalicelib.domain.errors import Problem, Refusal

CONTENT_TYPE = "application/problem+json"

# The first class that fits gives the status, so a subclass must come before its base.
STATUSES: tuple[tuple[type[Refusal], int], ...] = (
    (errors.Malformed, 400),
    (errors.SignInRequired, 401),
    (errors.Forbidden, 403),
    (errors.NotFound, 404),
    (errors.Conflict, 409),
    (errors.ChangedMeanwhile, 412),
    (errors.TooLarge, 413),
    (errors.Invalid, 422),
    (errors.TooManyRequests, 429),
)


def status_of(kind: type[Refusal]) -> int:
    """The HTTP status of a class of refusals."""
    return next((status for base, status in STATUSES if issubclass(kind, base)), 500)


def body_of(refusal: Refusal) -> str:
    """The problem document of a refusal."""
    document: dict[str, Any] = {
        "type": f"/problems/{refusal.code}",
        "title": refusal.title[0],
        "title_en": refusal.title[1],
        "status": status_of(type(refusal)),
        "code": refusal.code,
        "detail": refusal.vi,
        "detail_en": refusal.en,
    }
    if isinstance(refusal, (errors.PasswordChangeRequired, errors.SecondFactorRequired)):
        document["challenge"] = refusal.challenge
    if refusal.errors:
        document["errors"] = [member(problem) for problem in refusal.errors]
    return json.dumps(document, ensure_ascii=False)


def member(problem: Problem) -> dict[str, Any]:
    """A problem as a member of `errors`, or of a reply that lists problems."""
    return {
        "at": problem.at,
        "code": problem.code,
        "detail": problem.vi,
        "detail_en": problem.en,
        **problem.details,
    }
