"""Bodies of the routes for letters and links."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, Short
from chalicelib.api.seen_texts import AS_IS

Email = Annotated[
    str, StringConstraints(max_length=254, strip_whitespace=True, min_length=3, pattern="@"), AS_IS
]
Reason = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, min_length=1)]


class DecideMailing(Body):
    """Take a round live, or hold back its letters except those to the test addresses."""

    live: bool
    addresses: Annotated[list[Short], Field(max_length=100)] = []
    reason: Reason


class CorrectAddress(Body):
    """Correct an address from which a letter came back."""

    old: Email
    new: Email


class DecideCorrection(Body):
    """Approve or refuse an address under another mail domain."""

    approve: bool
    reason: Reason


class PersonalLink(Body):
    """The person, by index and address, whose link it is, and the reason."""

    index: Annotated[str, StringConstraints(max_length=200)]
    email: Email
    reason: Reason
