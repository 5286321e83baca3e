"""Revisions of questionnaires: their digest, their differences, and their copy into the next round.

The questionnaires of a round are its scales and the questions of its indexes. They may be revised
(letter 8131 §2a), even while windows are open, until the first invitation; from then on everybody
is asked the same questions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.errors import Invalid, Problem

COPIED_FROM = "copied_from"
_PARTS = ("questions", COPIED_FROM)


def digest(document: Mapping[str, Any]) -> str:
    """The sha256 (hex) of the questionnaires of a round's document (contract §2)."""
    parts = [
        document.get("scales"),
        [[index.get("id"), index.get("questions")] for index in document["indexes"]],
    ]
    return hashlib.sha256(
        json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()


def rest(document: Mapping[str, Any]) -> dict[str, Any]:
    """A round's document without its questionnaires: two documents with the same rest differ only
    in questionnaires.
    """
    indexes = [_without(index, _PARTS) for index in document["indexes"]]
    return {**_without(document, ("scales",)), "indexes": indexes}


def _without(document: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: part for key, part in document.items() if key not in keys}


def part(document: Mapping[str, Any]) -> dict[str, Any]:
    """The questionnaires of a round document alone: its scales, and the questions of each index."""
    return {
        "scales": document.get("scales", {}),
        "indexes": [
            {"id": index["id"], "questions": index.get("questions", [])}
            for index in document["indexes"]
        ],
    }


def replaced(document: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The document with the questionnaires of `given`, which is a document or the `part` of one.

    Invalid if `given` has no scales, or no questions for an index of the document.
    """
    revised = {
        index["id"]: index
        for index in _list(given.get("indexes"))
        if isinstance(index, dict) and isinstance(index.get("id"), str)
    }
    missing = [
        index["id"]
        for index in document["indexes"]
        if not isinstance(revised.get(index["id"], {}).get("questions"), list)
    ]
    if missing or not isinstance(given.get("scales"), dict):
        named = ", ".join(missing) or "scales"
        raise Invalid(
            errors=[
                Problem(
                    "document",
                    f"Tệp không có phiếu của: {named}",
                    f"The file has no questionnaire of: {named}",
                    "missing",
                )
            ]
        )
    indexes = [
        {**_without(index, (COPIED_FROM,)), "questions": revised[index["id"]]["questions"]}
        for index in document["indexes"]
    ]
    return {**document, "scales": given["scales"], "indexes": indexes}


@dataclass(frozen=True, slots=True)
class Difference:
    """How two questionnaires of an index differ: how many questions, and the Vietnamese titles of
    those that differ.
    """

    index: str
    before: int
    after: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What a new version of a valid document changes, index by index; a question also changes with
    its scale.
    """
    pairs = zip(before["indexes"], after["indexes"], strict=True)
    return [
        _difference(
            index["id"],
            _questions(earlier, before.get("scales", {})),
            _questions(index, after.get("scales", {})),
        )
        for earlier, index in pairs
    ]


def _questions(index: Mapping[str, Any], scales: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The questions of an index by id, each with its scale's options in place of the name."""
    return {
        question["id"]: {**question, "scale": scales.get(question["scale"])}
        for question in index.get("questions", [])
    }


def _difference(
    index: str, old: Mapping[str, dict[str, Any]], new: Mapping[str, dict[str, Any]]
) -> Difference:
    changed = [name for name in new if name in old and new[name] != old[name]]
    return Difference(
        index,
        len(old),
        len(new),
        tuple(new[name]["title"]["vi"] for name in new if name not in old),
        tuple(new[name]["title"]["vi"] for name in changed),
        tuple(old[name]["title"]["vi"] for name in old if name not in new),
    )


def carry_over(
    draft: Mapping[str, Any], earlier: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """The draft with the scales and questions of an earlier round, and a problem for each question
    that was not copied.

    An index that both rounds have gets every question that is put to one of its groups, and is
    marked as copied. A scale of the draft stays unless the earlier round has one of that name.
    Invalid if the rounds are of different authorities.
    """
    if draft.get("authority") != earlier["authority"]:
        raise Invalid(
            errors=[
                Problem(
                    "authority",
                    "Kỳ trước thuộc cơ quan chủ trì khác; chỉ lấy lại phiếu của cùng cơ quan",
                    "The earlier round is of another authority; choose a round of this one",
                    "other_authority",
                )
            ]
        )
    before = {index["id"]: index for index in earlier["indexes"]}
    left_out: list[Problem] = []
    indexes = []
    for index in _list(draft.get("indexes")):
        known = (
            before.get(index["id"])
            if isinstance(index, dict) and isinstance(index.get("id"), str)
            else None
        )
        indexes.append(_copied(index, known, str(earlier["id"]), left_out) if known else index)
    kept = draft.get("scales")
    scales = {**(kept if isinstance(kept, dict) else {}), **earlier.get("scales", {})}
    return {**draft, "scales": scales, "indexes": indexes}, left_out


def _list(part: Any) -> list[Any]:
    """A list of a draft; an empty one if the draft has anything else there."""
    return part if isinstance(part, list) else []


def _copied(
    index: Mapping[str, Any], before: Mapping[str, Any], name: str, left_out: list[Problem]
) -> dict[str, Any]:
    groups = [
        group["id"]
        for group in _list(index.get("groups"))
        if isinstance(group, dict) and "id" in group
    ]
    questions = []
    for question in before.get("questions", ()):
        asked = [group for group in question.get("groups", groups) if group in groups]
        if asked:
            questions.append({**question, "groups": asked})
        else:
            left_out.append(
                Problem(
                    f"{index['id']}/{question['id']}",
                    "Không nhóm nào của kỳ mới được hỏi câu này",
                    "No group of the new round is asked this question",
                    "no_group",
                )
            )
    return {
        **index,
        "questions": questions,
        COPIED_FROM: {"round": name, "digest": digest({"indexes": [before], "scales": None})},
    }
