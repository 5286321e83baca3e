"""Revising: questionnaires can change until the first invitation, and go to a later round."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from chalicelib.domain.errors import Problem, RoundInUse
from chalicelib.domain.instants import to_local
from chalicelib.domain.rounds import revisions
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import Group, Question
from chalicelib.domain.rounds.round import Round
from chalicelib.store import rounds as store
from chalicelib.store.audit import Act


def revision(round_id: str, raw: dict[str, Any], text: str | None) -> int:
    """The number of the questionnaires' revision in a document (`raw`); `text` is the loaded
    document, None if there is none.
    """
    last, _ = store.find_questionnaires(round_id)
    same = text is not None and revisions.digest(json.loads(text)["round"]) == revisions.digest(raw)
    return last if same else last + 1


def revise(
    round_id: str, loaded: tuple[str, str], digest: str, text: str, act: Act, number: int
) -> None:
    """Store a document with other questionnaires for a round in use; RoundInUse if it changes more
    than these, or once somebody was invited.

    `loaded` are digest and text of the document before, `number` is the new revision.
    """
    before, after = json.loads(loaded[1]), json.loads(text)
    _, since = store.find_questionnaires(round_id)
    if since and revisions.digest(before["round"]) != revisions.digest(after["round"]):
        when = to_local(since, before["round"]["timezone"])
        raise RoundInUse(
            f"Phiếu điều tra đã đóng băng từ thư mời đầu tiên ({when}); mọi người phải được hỏi như"
            " nhau.",
            f"The questionnaires are frozen since the first invitation ({when}); everybody "
            "must be asked the same.",
        )
    if before["units"] != after["units"] or revisions.rest(before["round"]) != revisions.rest(
        after["round"]
    ):
        raise RoundInUse
    if not store.revise_document(round_id, loaded[0], digest, text, act, number):
        raise RoundInUse


def freeze(round_id: str, now: datetime) -> None:
    """Freeze the questionnaires, since somebody is about to be invited."""
    if store.find_questionnaires(round_id)[1] is None:
        store.record_invited(round_id, now)


def carry_over(draft: dict[str, Any], earlier: str) -> tuple[dict[str, Any], list[Problem]]:
    """A draft of a round with the questionnaires of an earlier one, and a problem for each question
    that could not be copied. Nothing is saved; NotFound if the earlier round was never loaded.
    """
    return revisions.carry_over(draft, json.loads(store.get_document(earlier)[1])["round"])


def questionnaires(round_: Round, indexes: set[str]) -> dict[str, Any]:
    """What respondents of each group of these indexes will see: `round`, `groups`, the `version`
    and `digest` of the questionnaires, and since when they are frozen (`frozen_since`).
    """
    raw = json.loads(store.get_document(round_.id)[1])["round"]
    number, since = store.find_questionnaires(round_.id)
    copied = {
        index["id"]: (index.get(revisions.COPIED_FROM) or {}).get("round")
        for index in raw["indexes"]
    }
    groups = []
    for index in round_.indexes:
        if index.id in indexes:
            groups += [_group(index, group, copied.get(index.id)) for group in index.groups]
    return {
        "round": {"title": round_.title.as_json(), "authority": round_.authority.as_json()},
        "version": number,
        "digest": revisions.digest(raw),
        "frozen_since": since,
        "groups": groups,
    }


def _group(index: Index, group: Group, copied_from: str | None) -> dict[str, Any]:
    return {
        "index": {"id": index.id, "title": index.title.as_json()},
        "illustrative": index.illustrative,
        "group": {"id": group.id, "title": group.title.as_json()},
        "copied_from": copied_from,
        "questions": [_question(question) for question in index.questions_of(group.id)],
    }


def _question(question: Question) -> dict[str, Any]:
    options = [{"title": option.title.as_json()} for option in question.options]
    return {"id": question.id, "title": question.title.as_json(), "options": options}
