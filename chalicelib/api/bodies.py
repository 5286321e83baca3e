"""What several request bodies are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

SaveId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
Short = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, min_length=1)]
Email = Annotated[str, StringConstraints(max_length=254, strip_whitespace=True, to_lower=True)]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$", strip_whitespace=True)]


class Body(BaseModel):
    """A body takes the members it names and no others, so that a misspelt one is told, not
    dropped.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


class Because(Body):
    """The reason of an act."""

    reason: Reason
