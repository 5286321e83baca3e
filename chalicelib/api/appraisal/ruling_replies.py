"""Replies about rulings that a second person confirms."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.replies import ReplyModel, TextReply
from chalicelib.api.rounds.replies import RulingReply


class ProposedRulingReply(ReplyModel):
    """A proposed exclusion or adjustment, which counts once it is `confirmed`; `note` is the reason
    of a refusal. Nobody confirms what is `own` (proposed by whoever asks) or about the `own_unit`;
    a `namesake` proposed it: somebody with the same name, perhaps the same person.
    """

    proposal: Annotated[str, Field(description="its id, which a decision names")]
    ruling: RulingReply
    before: Annotated[RulingReply | None, Field(description="the one that counts now")]
    name: Annotated[TextReply, Field(description="of the unit")]
    state: Literal["waiting", "confirmed", "refused", "withdrawn"]
    note: str
    decided_by: str
    decided_at: AwareDatetime | None
    own: bool
    own_unit: bool
    namesake: bool
    hearing: Annotated[
        Literal["no_case", "not_heard", "heard"] | None,
        Field(description="of an exclusion: whether the unit was heard in a case on dishonesty"),
    ]


class ProposedRulingsReply(ReplyModel):
    """The last proposal for each exclusion and adjustment of the round."""

    title: TextReply
    proposals: list[ProposedRulingReply]
