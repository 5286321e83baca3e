"""Questionnaires: revised until the first invitation, shown before, taken over to the next year."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from chalicelib.domain.errors import Problem, RoundInUse
from chalicelib.domain.instants import to_local
from chalicelib.domain.rounds import revisions as versions
from chalicelib.domain.rounds.round import Round
from chalicelib.store import rounds as store
from chalicelib.store.audit import Act


def revision(round_id: str, raw: dict[str, Any], text: str | None) -> int:
    """Which revision of the round's questionnaires a document brings; `text` is the loaded one,
    None for none.
    """
    last, _ = store.find_questionnaires(round_id)
    same = text is not None and versions.digest(json.loads(text)["round"]) == versions.digest(raw)
    return last if same else last + 1


def revise(
    round_id: str, found: tuple[str, str], digest: str, text: str, act: Act, number: int
) -> None:
    """Other questionnaires in a round that is in use; RoundInUse for anything more, or once
    somebody was invited.
    """
    before, after = json.loads(found[1]), json.loads(text)
    _, since = store.find_questionnaires(round_id)
    if since and versions.digest(before["round"]) != versions.digest(after["round"]):
        when = to_local(since, before["round"]["timezone"])
        raise RoundInUse(
            f"Phiếu điều tra đã đóng băng từ thư mời đầu tiên ({when}); mọi người phải được hỏi như"
            " nhau.",
            f"The questionnaires are frozen since the first invitation ({when}); everybody "
            "must be asked the same.",
        )
    if before["units"] != after["units"] or versions.rest(before["round"]) != versions.rest(
        after["round"]
    ):
        raise RoundInUse
    if not store.revise_document(round_id, found[0], digest, text, act, number):
        raise RoundInUse


def freeze(round_id: str, now: datetime) -> None:
    """Somebody is about to be invited: from here on the questionnaires stay as they are."""
    if store.find_questionnaires(round_id)[1] is None:
        store.record_invited(round_id, now)


def carry_over(draft: dict[str, Any], earlier: str) -> tuple[dict[str, Any], list[Problem]]:
    """A draft of a round with the questionnaires of an earlier one, kept nowhere; NotFound if that
    was never loaded.
    """
    return versions.carry_over(draft, json.loads(store.get_document(earlier)[1])["round"])


def questionnaires(round_: Round, indexes: set[str]) -> dict[str, Any]:
    """What respondents of each group will see, of these indexes, with the version of it and whether
    it is frozen.
    """
    raw = json.loads(store.get_document(round_.id)[1])["round"]
    number, since = store.find_questionnaires(round_.id)
    copied = {
        index["id"]: (index.get(versions.COPIED_FROM) or {}).get("round")
        for index in raw["indexes"]
    }
    groups = [
        {
            "index": {"id": index.id, "title": index.title.as_json()},
            "illustrative": index.illustrative,
            "group": {"id": group.id, "title": group.title.as_json()},
            "copied_from": copied.get(index.id),
            "questions": [
                {
                    "id": question.id,
                    "title": question.title.as_json(),
                    "options": [{"title": option.title.as_json()} for option in question.options],
                }
                for question in index.questions_of(group.id)
            ],
        }
        for index in round_.indexes
        if index.id in indexes
        for group in index.groups
    ]
    return {
        "round": {"title": round_.title.as_json(), "authority": round_.authority.as_json()},
        "version": number,
        "digest": versions.digest(raw),
        "frozen_since": since,
        "groups": groups,
    }
