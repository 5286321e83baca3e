"""What routes about questionnaires reply with."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime

from chalicelib.api.lists.replies import ListFinding
from chalicelib.api.replies import Answer, Text
from chalicelib.api.survey.bodies import AskedQuestion


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
