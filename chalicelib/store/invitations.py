"""Invitations: one item each, without name or address; a letter's address is read from the list it points to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.invitations import ANSWERED, SENDING, VOID, Invitation
from chalicelib.store import direct_calls, tables

# DynamoDB's own limits: 100 items a transaction, 100 keys a batch.
BATCH = 100
ATTEMPTS = 5


class InvitationItem(Model):
    """Times of sending only, and only while a letter is on its way: an answer leaves no time here."""

    class Meta(tables.TableMeta):
        table_name = tables.name("invitations")

    invitation = UnicodeAttribute(hash_key=True)
    round = UnicodeAttribute()
    index = UnicodeAttribute()
    group = UnicodeAttribute()
    unit = UnicodeAttribute()
    lister = UnicodeAttribute()
    at = NumberAttribute()
    status = UnicodeAttribute()
    sends = NumberAttribute(default=0)
    claimed_at = UnicodeAttribute(null=True)


def find(invitation: str) -> Invitation | None:
    """One invitation, read consistently."""
    try:
        return _invitation(InvitationItem.get(invitation, consistent_read=True))
    except InvitationItem.DoesNotExist:
        return None


def find_directly(invitation: str, now: datetime) -> Invitation | None:
    """As `find`, the way that spares most (see `direct_calls`)."""
    found = direct_calls.find("invitations", {"invitation": {"S": invitation}}, now)
    if found is None:
        return None
    item = InvitationItem()
    item.deserialize(found)
    return _invitation(item)


def find_all(invitations: Iterable[str]) -> dict[str, Invitation]:
    """Those of the given ids that exist, read consistently."""
    found = InvitationItem.batch_get(list(dict.fromkeys(invitations)), consistent_read=True)
    return {item.invitation: _invitation(item) for item in found}


def list_statuses(invitations: Iterable[str]) -> Iterable[str]:
    """The statuses of the given ids that exist, in no order."""
    ids = iter(invitations)
    while chunk := list(islice(ids, BATCH)):
        for item in InvitationItem.batch_get(chunk, attributes_to_get=["status"]):
            yield item.status


def put_missing(invitations: Sequence[Invitation]) -> dict[str, Invitation]:
    """Create those that do not exist yet (at most 100); returns what is there now, whoever made it.

    An existing invitation is never touched: not its status, not its place.
    """
    wanted = {each.id: each for each in reversed(invitations)}
    there = find_all(wanted)
    for _ in range(ATTEMPTS):
        missing = [each for each in wanted.values() if each.id not in there]
        if not missing or _write(partial(_create, missing)):
            return {**{each.id: each for each in missing}, **there}
        there = find_all(wanted)
    raise TimeoutError("others keep writing the same invitations")


def claim(invitations: Sequence[Invitation], claimed: Sequence[Invitation]) -> bool:
    """Take invitations in hand, all or none: False if one of them is not as it was read."""
    def fill(transaction: Any) -> None:
        for before, after in zip(invitations, claimed, strict=True):
            unchanged = (InvitationItem.status == before.status) & (InvitationItem.sends == before.sends)
            actions = [InvitationItem.status.set(after.status), InvitationItem.sends.set(after.sends),
                       InvitationItem.claimed_at.set(_text(after))]
            transaction.update(InvitationItem(before.id), actions, condition=unchanged)

    return _write(fill)


def settle(invitations: Sequence[Invitation], status: str) -> None:
    """Note what became of letters in hand; whoever answered or was voided meanwhile stays so."""
    left = list(invitations)
    for _ in range(ATTEMPTS):
        if not left or _write(partial(_settle, tuple(left), status)):
            return
        now = find_all(each.id for each in left)
        left = [each for each in left if now[each.id].status == SENDING]
    raise TimeoutError("others keep writing the same invitations")


def _create(invitations: Sequence[Invitation], transaction: Any) -> None:
    for each in invitations:
        item = InvitationItem(each.id, round=each.round, index=each.index, group=each.group, unit=each.unit,
                              lister=each.lister, at=each.at, status=each.status, sends=each.sends)
        transaction.save(item, condition=InvitationItem.status.does_not_exist())


def _settle(invitations: Sequence[Invitation], status: str, transaction: Any) -> None:
    for each in invitations:
        transaction.update(InvitationItem(each.id), become(status), condition=InvitationItem.status == SENDING)


def become(status: str) -> list[Action]:
    """The update that ends a letter's way; its time goes with it."""
    return [InvitationItem.status.set(status), InvitationItem.claimed_at.remove()]


def closing(invitation: str) -> dict[str, Any]:
    """The update, in DynamoDB's own form, that ends a live invitation in the transaction that keeps its answer.

    As `become(ANSWERED)`, on condition that the invitation exists and was neither answered nor voided; if that fails,
    the item comes back.
    """
    return {
        "TableName": InvitationItem.Meta.table_name, "Key": {"invitation": {"S": invitation}},
        "UpdateExpression": "SET #status = :answered REMOVE claimed_at",
        "ConditionExpression": "attribute_exists(#status) AND NOT #status IN (:answered, :void)",
        "ExpressionAttributeNames": {"#status": "status"},
        "ExpressionAttributeValues": {":answered": {"S": ANSWERED}, ":void": {"S": VOID}},
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }


def _write(fill: Callable[[Any], None]) -> bool:
    return tables.write(fill) is None


def _text(invitation: Invitation) -> str:
    return to_text(invitation.claimed_at) if invitation.claimed_at else ""


def _invitation(item: InvitationItem) -> Invitation:
    return Invitation(item.invitation, item.round, item.index, item.group, item.unit, item.lister, int(item.at),
                      item.status, int(item.sends), from_text(item.claimed_at) if item.claimed_at else None)
