"""Answers: kept in the box of the rated unit and the group, under a random key, without anything
else.

No person, no time, no address, no device: the item has three attributes, and a test fails if it
gets a fourth. The transaction that keeps an answer also closes the invitation, but the two items
share no value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.domain.errors import AlreadyAnswered, Conflict, LinkInvalid, TooManyRequests
from chalicelib.domain.letters.invitations import ANSWERED, Ballot
from chalicelib.store import batches, direct_calls, invitations, tables

ATTEMPTS = 5


class AnswerItem(Model):
    """The answers of one questionnaire: one character for each question of the index, `.` for no
    answer.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("responses")

    box = UnicodeAttribute(hash_key=True)
    response = UnicodeAttribute(range_key=True)
    answers = UnicodeAttribute()


class SealedItem(Model):
    """The record of the sealing of an index: the version of the object with its sealed answers;
    written once.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("results")

    ranking = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True, default="boxes")
    version_id = UnicodeAttribute()
    digest = UnicodeAttribute()
    counts = UnicodeAttribute()


@dataclass(frozen=True, slots=True)
class Sealed:
    """The record of a sealing: object version, sha256 of the object (hex), and the number of
    answers by (unit, group).
    """

    version_id: str
    digest: str
    counts: dict[tuple[str, str], int]


def box(round_id: str, index: str, unit: str, group: str) -> str:
    """The partition of the answers that `group` gave about `unit`."""
    return f"{round_id}/{index}/{unit}/{group}"


def put(ballot: Ballot, response: str, answers: str, marks: Mapping[str, str]) -> None:
    """Keep an answer and close its invitation, which keeps `marks`; both or neither.

    AlreadyAnswered if the ballot's own link was used before; LinkInvalid if the ballot is of a link
    that was replaced, whatever became of the invitation since, or if that is void. TooManyRequests
    if others write it at the same time.
    """
    kept = {
        "TableName": AnswerItem.Meta.table_name,
        "ConditionExpression": "attribute_not_exists(box)",
        "Item": {
            "box": {"S": box(ballot.round, ballot.index, ballot.unit, ballot.group)},
            "response": {"S": response},
            "answers": {"S": answers},
        },
    }
    items = [{"Put": kept}, {"Update": invitations.closing(ballot.invitation, ballot.link, marks)}]
    for _ in range(ATTEMPTS):
        reasons = direct_calls.transact(items, response)
        if reasons is None:
            return
        if reasons[1]["Code"] == "ConditionalCheckFailed":
            item = reasons[1].get("Item", {})
            current = item.get("link", {}).get("N", "0") == ballot.link
            used = current and item.get("status", {}).get("S") == ANSWERED
            raise AlreadyAnswered if used else LinkInvalid
    raise TooManyRequests(
        "Đường dẫn này đang được gửi từ nơi khác; hãy thử lại.",
        "This link is being submitted from elsewhere; please try again.",
    )


def list_answers(of: str) -> list[str]:
    """The answers in a box, in the order of their random keys."""
    return [row["answers"] for row in tables.query("responses", "box", of, ("answers",))]


def count(of: str) -> int:
    """The number of answers in a box; reads no content."""
    return AnswerItem.count(of, consistent_read=True)


def list_keys(of: str) -> list[str]:
    """The random keys of the answers in a box."""
    return [row["response"] for row in tables.query("responses", "box", of, ("response",))]


def empty(of: str, sealed: int) -> None:
    """Delete the answers in a box of which `sealed` were sealed; if it has more, Conflict, and
    nothing is deleted.
    """
    keys = list_keys(of)
    if len(keys) > sealed:
        raise Conflict(
            f"Hộp phiếu {of} có {len(keys)} phiếu nhưng chỉ niêm phong {sealed}; không xóa gì.",
            f"The box {of} has {len(keys)} answers but {sealed} were sealed; nothing was deleted.",
        )
    batches.delete("responses", ({"box": of, "response": key} for key in keys))


def find_sealed(round_id: str, index: str) -> Sealed | None:
    """The record of the sealing of an index; None until it is completed."""
    try:
        item = SealedItem.get(f"{round_id}/{index}", "boxes", consistent_read=True)
    except SealedItem.DoesNotExist:
        return None
    return Sealed(
        item.version_id,
        item.digest,
        {(unit, group): n for unit, group, n in json.loads(item.counts)},
    )


def record_sealed(round_id: str, index: str, sealed: Sealed) -> Sealed:
    """Record a sealing unless one is recorded already; returns the recorded one."""
    counts = tables.dump([[unit, group, n] for (unit, group), n in sealed.counts.items()])
    item = SealedItem(
        f"{round_id}/{index}", version_id=sealed.version_id, digest=sealed.digest, counts=counts
    )
    try:
        item.save(condition=SealedItem.version_id.does_not_exist())
    except PutError as error:
        if not tables.unmet(error):
            raise
    return find_sealed(round_id, index) or sealed
