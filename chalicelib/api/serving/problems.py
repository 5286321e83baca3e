"""Refusals as `application/problem+json` (RFC 9457).

The text is Vietnamese; members that end in `_en` have it in English. A refusal tells so many
problems and counts the others, for a small request must not bring about a large answer (contract
§5, decision 27).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from chalicelib.domain import errors
from chalicelib.domain.errors import MANY, Problem, Refusal

CONTENT_TYPE = "application/problem+json"
# The most bytes of any list of problems.
_MOST_BYTES = 2_000_000
_LONGEST_PLACE, _LONGEST_TEXT = 1000, 3000

# The first class that fits gives the status, so a subclass must come before its base.
STATUSES: tuple[tuple[type[Refusal], int], ...] = (
    (errors.Malformed, 400),
    (errors.SignInRequired, 401),
    (errors.Forbidden, 403),
    (errors.NotFound, 404),
    (errors.WrongMethod, 405),
    (errors.Conflict, 409),
    (errors.ChangedMeanwhile, 412),
    (errors.TooLarge, 413),
    (errors.WrongMediaType, 415),
    (errors.Invalid, 422),
    (errors.TooManyRequests, 429),
    (errors.Unavailable, 503),
)
# Seconds after which to ask again, by status.
RETRY_AFTER = {503: 5}


def status_of(kind: type[Refusal]) -> int:
    """The HTTP status of a class of refusals."""
    return next((status for base, status in STATUSES if issubclass(kind, base)), 500)


def body_of(refusal: Refusal, most: int = MANY) -> str:
    """The problem document of a refusal, which tells at most `most` problems."""
    document: dict[str, Any] = {
        "type": f"/problems/{refusal.code}",
        "title": refusal.title[0],
        "title_en": refusal.title[1],
        "status": status_of(type(refusal)),
        "code": refusal.code,
        "detail": _cut(refusal.vi, _LONGEST_TEXT),
        "detail_en": _cut(refusal.en, _LONGEST_TEXT),
    }
    if isinstance(refusal, (errors.PasswordChangeRequired, errors.SecondFactorRequired)):
        document["challenge"] = refusal.challenge
    if refusal.errors:
        document["errors"] = members(refusal.errors, most)
    return json.dumps(document, ensure_ascii=False)


def members(problems: Sequence[Problem], most: int = MANY) -> list[dict[str, Any]]:
    """The first problems, at most `most` of them and two megabytes; the last member then tells how
    many more there are.
    """
    listed: list[dict[str, Any]] = []
    size = 0
    for problem in problems[: most if len(problems) <= most else most - 1]:
        found = member(problem)
        size += len(json.dumps(found, ensure_ascii=False).encode())
        if size > _MOST_BYTES:
            break
        listed.append(found)
    left = len(problems) - len(listed)
    return [*listed, member(_more(left))] if left else listed


def _more(count: int) -> Problem:
    return Problem("", f"và còn {count} lỗi khác", f"and {count} more", "more", {"count": count})


def member(problem: Problem) -> dict[str, Any]:
    """A problem as a member of `errors`, or of a reply that lists problems."""
    return {
        "at": _cut(problem.at, _LONGEST_PLACE),
        "code": problem.code,
        "detail": _cut(problem.vi, _LONGEST_TEXT),
        "detail_en": _cut(problem.en, _LONGEST_TEXT),
        **problem.details,
    }


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
