"""What the routes for lists of respondents answer with."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from chalicelib.api.answer_parts import Answer, Text, Window
from chalicelib.api.schemas_survey import AskedQuestion


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


class Named(Answer):
    """An index or a group by its title."""

    id: str
    title: Text


class GroupQuestionnaire(Answer):
    """What a respondent of a group sees; `copied_from` is the round that the questions were taken
    from.
    """

    index: Named
    illustrative: bool
    group: Named
    copied_from: str | None
    questions: list[AskedQuestion]


class Questionnaires(Answer):
    """The questionnaires of a round: revised until the first invitation, frozen since then."""

    round: dict[str, Text]
    version: int
    digest: str
    frozen_since: AwareDatetime | None
    groups: list[GroupQuestionnaire]


class CarriedQuestionnaires(Answer):
    """The draft with the questionnaires, and the questions that could not go along."""

    round: dict[str, Any]
    left_out: list[ListFinding]


class IndexQuestions(Answer):
    """The questions of an index as contract §2 writes them."""

    id: str
    questions: list[dict[str, Any]]


class QuestionnaireDocument(Answer):
    """The questionnaires of a round as contract §2 writes them."""

    scales: dict[str, list[dict[str, Any]]]
    indexes: list[IndexQuestions]


class QuestionChanges(Answer):
    """How many questions an index has and would have; the titles of those that are other."""

    index: str
    title: Text
    before: int
    after: int
    added: list[str]
    changed: list[str]
    removed: list[str]


class QuestionnaireChanges(Answer):
    """What other questionnaires would change; `digest` names them when they are kept."""

    digest: str
    indexes: list[QuestionChanges]
    left_out: list[ListFinding]
