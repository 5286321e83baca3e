"""What several request bodies share."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, StringConstraints

from chalicelib.api.seen_texts import AS_IS, SeenTexts

SaveId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
Short = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, min_length=1)]
Email = Annotated[
    str, StringConstraints(max_length=254, strip_whitespace=True, to_lower=True), AS_IS
]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$", strip_whitespace=True)]


class Body(SeenTexts):
    """A body has the members of its model and no others, so that a misspelt member is refused, not
    ignored.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


class Because(Body):
    """The reason for an act."""

    reason: Reason
