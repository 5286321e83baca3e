"""Questionnaires as versions: what makes one, when two documents differ in nothing else, and what
next year takes over.

The questionnaires of a round are its scales and the questions of its indexes. They may be revised
(letter 8131 §2a), also when windows are open already, until the first invitation: from then on
everybody is asked the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.errors import Invalid, Problem

COPIED_FROM = "copied_from"
_PARTS = ("questions", COPIED_FROM)


def digest(document: Mapping[str, Any]) -> str:
    """The digest of a round document's questionnaires alone (contract §2)."""
    parts = [
        document.get("scales"),
        [[index.get("id"), index.get("questions")] for index in document["indexes"]],
    ]
    return hashlib.sha256(
        json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()


def rest(document: Mapping[str, Any]) -> dict[str, Any]:
    """A round document without its questionnaires: two with the same rest differ in questionnaires
    only.
    """
    indexes = [
        {key: part for key, part in index.items() if key not in _PARTS}
        for index in document["indexes"]
    ]
    return {**{key: part for key, part in document.items() if key != "scales"}, "indexes": indexes}


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
    """The document with the questionnaires of another one, which may be that `part` alone; nothing
    else is taken.

    Invalid where an index of the document has no questions in `given`: those of half a file are not
    guessed.
    """
    found = {
        index["id"]: index
        for index in _list(given.get("indexes"))
        if isinstance(index, dict) and isinstance(index.get("id"), str)
    }
    missing = [
        index["id"]
        for index in document["indexes"]
        if not isinstance(found.get(index["id"], {}).get("questions"), list)
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
        {
            **{key: each for key, each in index.items() if key != COPIED_FROM},
            "questions": found[index["id"]]["questions"],
        }
        for index in document["indexes"]
    ]
    return {**document, "scales": given["scales"], "indexes": indexes}


@dataclass(frozen=True, slots=True)
class Difference:
    """How the questionnaires of an index differ: the titles of its questions in the new one's
    order.
    """

    index: str
    before: int
    after: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Index by index what a new version of a valid document changes; a question is changed with its
    scale too.
    """
    scales = before.get("scales", {}), after.get("scales", {})
    found = []
    for was, now in zip(before["indexes"], after["indexes"], strict=True):
        old, new = (
            {
                each["id"]: {**each, "scale": known.get(each["scale"])}
                for each in index.get("questions", [])
            }
            for index, known in zip((was, now), scales, strict=True)
        )
        found.append(
            Difference(
                now["id"],
                len(old),
                len(new),
                tuple(new[each]["title"]["vi"] for each in new if each not in old),
                tuple(
                    new[each]["title"]["vi"]
                    for each in new
                    if each in old and new[each] != old[each]
                ),
                tuple(old[each]["title"]["vi"] for each in old if each not in new),
            )
        )
    return found


def carry_over(
    draft: Mapping[str, Any], earlier: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """The draft with scales and questions of an earlier round of the same authority, each index
    marked as copied.

    Of an index that the draft has too, every question goes along that is put to one of its groups;
    the rest is told. A scale of the draft's own stays where the earlier round has none of that
    name. Invalid for another authority.
    """
    if draft.get("authority") != earlier["authority"]:
        raise Invalid(
            errors=[
                Problem(
                    "authority",
                    "Kỳ trước thuộc cơ quan chủ trì khác; chỉ lấy lại phiếu của cùng cơ quan",
                    "The earlier round is of another authority; only one's own are copied",
                    "other_authority",
                )
            ]
        )
    before, left_out, indexes = (
        {index["id"]: index for index in earlier["indexes"]},
        list[Problem](),
        [],
    )
    for index in _list(draft.get("indexes")):
        known = (
            before.get(index["id"])
            if isinstance(index, dict) and isinstance(index.get("id"), str)
            else None
        )
        indexes.append(_copied(index, known, str(earlier["id"]), left_out) if known else index)
    own = draft.get("scales")
    scales = {**(own if isinstance(own, dict) else {}), **earlier.get("scales", {})}
    return {**draft, "scales": scales, "indexes": indexes}, left_out


def _list(part: Any) -> list[Any]:
    """A list of a draft, which may be anything yet."""
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
