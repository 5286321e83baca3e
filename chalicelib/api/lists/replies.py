"""What the routes for lists of respondents answer with."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from chalicelib.api.replies import Answer, Text, Window


class ListFinding(BaseModel):
    """Something about a row: `at` is a cell ("C7") of a file, or `rows[0].email` of a list typed by
    hand.
    """

    model_config = ConfigDict(extra="allow")

    at: str
    code: str
    detail: str
    detail_en: str
    __pydantic_extra__: dict[str, Any]


class KeptList(Answer):
    """A list as it was kept; `notices` tell of people who stand on other lists of the index too."""

    group: str
    listed: int
    plan: int | None
    version: str
    notices: list[ListFinding]


class KeptLists(Answer):
    """How many people each list of the file has."""

    groups: dict[str, int]


class ListedPerson(Answer):
    """One row of a list."""

    name: str
    email: str
    position: str
    organisation: str
    rates: str
    replaces: str
    reason: str


class GroupList(Answer):
    """A list, row by row; `version` is "" where none was kept yet, `own_unit` says that no row
    names the rated unit.
    """

    index: str
    group: str
    title: Text
    version: str
    sent_at: AwareDatetime | None
    own_unit: bool
    respondents: list[ListedPerson]
    notices: list[ListFinding]


class RemovedPerson(Answer):
    """Somebody who would be on the list no more."""

    name: str
    email: str


class ListChanges(Answer):
    """What a file would do to the list of a group."""

    index: str
    group: str
    title: Text
    listed: int
    before: int
    added: int
    changed: int
    removed: list[RemovedPerson]


class ListPreview(Answer):
    """What a file would do; with `basis` it can be kept, null while any error stands."""

    basis: Annotated[str | None, Field(description="hand it back with the file to keep its lists")]
    groups: dict[str, ListChanges]
    errors: list[ListFinding]
    notices: list[ListFinding]


class SentLists(Answer):
    """How many people were sent, by group."""

    sent_at: AwareDatetime
    groups: dict[str, int]


class ListException(Answer):
    """An exception that was asked for one group, and what was decided; `share` and `limit` are what
    holds without it: the even share of the plan, and the most that the rule allows.
    """

    id: str
    lister: str
    name: Text
    index: str
    group: str
    title: Text
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


class ListExceptions(Answer):
    """Every exception asked for in a round."""

    exceptions: list[ListException]


class GroupState(Answer):
    """Actual beside plan: `plan` is for all who list the group, `expected` the even share or what
    was approved.
    """

    index: str
    group: str
    title: Text
    plan: int | None
    expected: int | None
    limit: int | None
    rates: Literal["own_unit", "row"]
    own_unit: bool
    listed: int
    short: Annotated[
        bool, Field(description="fewer than expected: to be acknowledged when the lists are sent")
    ]
    substitutes: int
    sent_at: AwareDatetime | None


class ListsState(Answer):
    """All lists of a body: its groups, the window, the exceptions, and the units that rows may
    rate, by index.
    """

    window: Window
    locked_reason: Text | None
    indexes: dict[str, Text]
    groups: dict[str, GroupState]
    exceptions: list[ListException]
    units: dict[str, dict[str, str]]
