"""Which refusals a route may send: those of its audience, path and body, and those it declares.

The tests compare the refusal of every real call with this.
"""

from __future__ import annotations

from chalicelib.api.serving import problems
from chalicelib.api.serving.audiences import SIGNED_IN
from chalicelib.api.serving.requests import Refusals, Route
from chalicelib.domain import errors
from chalicelib.domain.errors import Refusal

LOCKED: Refusals = (errors.WindowClosed, errors.AlreadySubmitted, errors.ChangedMeanwhile)
SUPPLEMENT: Refusals = (errors.WindowClosed, errors.ChangedMeanwhile, errors.NotSubmitted)
LINK: Refusals = (errors.LinkInvalid, errors.WindowClosed, errors.AlreadyAnswered)
CORRECTING: Refusals = (errors.WindowClosed, errors.Conflict, errors.ChangedMeanwhile)


def refusals_of(route: Route) -> list[type[Refusal]]:
    """Every class of refusal that a call of the route may meet, by status."""
    kinds: list[type[Refusal]] = [
        errors.TooLarge,
        errors.TooManyRequests,
        errors.Unavailable,
        errors.Unexpected,
    ]
    if route.audience in SIGNED_IN:
        kinds += [errors.SignInRequired, errors.Forbidden]
    if route.body:
        kinds += [errors.Malformed, errors.WrongMediaType, errors.Invalid]
    if "{" in route.path:
        kinds.append(errors.NotFound)
    kinds += route.refuses
    return sorted(dict.fromkeys(kinds), key=lambda kind: (problems.status_of(kind), kind.code))
