"""Replies of the routes for respondent lists."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from chalicelib.api.replies import ReplyModel, TextReply, WindowReply


class ListProblemReply(BaseModel):
    """A problem or a notice about a row: `at` is a cell ("C7") of a file, or `rows[0].email` of a
    list typed by hand.
    """

    model_config = ConfigDict(extra="allow")

    at: str
    code: str
    detail: str
    detail_en: str
    __pydantic_extra__: dict[str, Any]


class KeptListReply(ReplyModel):
    """A list that was kept; `notices` name people who are also on other lists of the index."""

    group: str
    listed: int
    plan: int | None
    version: str
    notices: list[ListProblemReply]


class KeptListsReply(ReplyModel):
    """How many people each list of the file has."""

    groups: dict[str, int]


class ListedPersonReply(ReplyModel):
    """One row of a list."""

    name: str
    email: str
    position: str
    organisation: str
    rates: str
    replaces: str
    reason: str


class GroupListReply(ReplyModel):
    """A list, row by row; `version` is "" if none was kept yet, `own_unit`: no row names the rated
    unit.
    """

    index: str
    group: str
    title: TextReply
    version: str
    sent_at: AwareDatetime | None
    own_unit: bool
    respondents: list[ListedPersonReply]
    notices: list[ListProblemReply]


class RemovedPersonReply(ReplyModel):
    """Somebody who would no longer be on the list."""

    name: str
    email: str


class ListChangesReply(ReplyModel):
    """What a file would change in the list of a group."""

    index: str
    group: str
    title: TextReply
    listed: int
    before: int
    added: int
    changed: int
    removed: list[RemovedPersonReply]


class ListPreviewReply(ReplyModel):
    """What a file would change; send it again with `basis` to keep it (null if there is an
    error).
    """

    basis: Annotated[str | None, Field(description="send it with the file to keep its lists")]
    groups: dict[str, ListChangesReply]
    errors: list[ListProblemReply]
    notices: list[ListProblemReply]


class SentListsReply(ReplyModel):
    """The number of people on the sent lists, by group."""

    sent_at: AwareDatetime
    groups: dict[str, int]


class ListExemptionReply(ReplyModel):
    """An exemption requested for one group, and the decision. `share` and `limit` apply without it:
    the even share of the plan, and the most that the rule allows.
    """

    id: str
    lister: str
    name: TextReply
    index: str
    group: str
    title: TextReply
    kind: Literal["fewer", "more"]
    people: int
    share: int | None
    limit: int | None
    reason: str
    requested_at: AwareDatetime
    requested_by: str
    state: Literal["requested", "approved", "refused"]
    note: str
    decided_at: AwareDatetime | None
    decided_by: str


class ListExemptionsReply(ReplyModel):
    """Every exemption requested in a round."""

    exceptions: list[ListExemptionReply]


class GroupStateReply(ReplyModel):
    """The size of a list and its plan: `plan` is for all who list the group, `expected` the even
    share or the approved number.
    """

    index: str
    group: str
    title: TextReply
    plan: int | None
    expected: int | None
    limit: int | None
    rates: Literal["own_unit", "row"]
    own_unit: bool
    listed: int
    short: Annotated[
        bool, Field(description="fewer than expected; to be acknowledged when the lists are sent")
    ]
    substitutes: int
    sent_at: AwareDatetime | None


class ListsStateReply(ReplyModel):
    """All lists of a lister: its groups, the window, the exemptions, and the units that rows may
    rate, by index.
    """

    window: WindowReply
    locked_reason: TextReply | None
    indexes: dict[str, TextReply]
    groups: dict[str, GroupStateReply]
    exceptions: list[ListExemptionReply]
    units: dict[str, dict[str, str]]
