"""Replies of the routes about questionnaires."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime

from chalicelib.api.lists.replies import ListProblemReply
from chalicelib.api.replies import ReplyModel, TextReply
from chalicelib.api.survey.replies import AskedQuestionReply


class NamedReply(ReplyModel):
    """An index or a group by its title."""

    id: str
    title: TextReply


class GroupQuestionnaireReply(ReplyModel):
    """What a respondent of a group sees; `copied_from` is the round from which the questions were
    copied.
    """

    index: NamedReply
    illustrative: bool
    group: NamedReply
    copied_from: str | None
    questions: list[AskedQuestionReply]


class QuestionnairesReply(ReplyModel):
    """The questionnaires of a round; they may be revised until the first invitation and are frozen
    after it.
    """

    round: dict[str, TextReply]
    version: int
    digest: str
    frozen_since: AwareDatetime | None
    groups: list[GroupQuestionnaireReply]


class CarriedQuestionnairesReply(ReplyModel):
    """The draft with the questionnaires, and the questions that could not be copied."""

    round: dict[str, Any]
    left_out: list[ListProblemReply]


class IndexQuestionsReply(ReplyModel):
    """The questions of an index as contract §2 writes them."""

    id: str
    questions: list[dict[str, Any]]


class QuestionnaireDocumentReply(ReplyModel):
    """The questionnaires of a round as contract §2 writes them."""

    scales: dict[str, list[dict[str, Any]]]
    indexes: list[IndexQuestionsReply]


class QuestionChangesReply(ReplyModel):
    """The number of questions of an index before and after, and the titles of those that change."""

    index: str
    title: TextReply
    before: int
    after: int
    added: list[str]
    changed: list[str]
    removed: list[str]


class QuestionnaireChangesReply(ReplyModel):
    """What other questionnaires would change; send `digest` to keep them."""

    digest: str
    indexes: list[QuestionChangesReply]
    left_out: list[ListProblemReply]
