"""Invitations: one item each, without name or address; a letter's address is read from the list it
points to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.domain.instants import to_text
from chalicelib.domain.letters.invitations import ANSWERED, VOID, Invitation
from chalicelib.store import direct_calls, tables
from chalicelib.store.invitation_items import MARKS, STATE, InvitationItem, invitation_of

# DynamoDB's own limits: 100 items a transaction, 100 keys a batch.
BATCH = 100
ATTEMPTS = 5

NO_MARKS: Mapping[str, Any] = {}


def find(invitation: str) -> Invitation | None:
    """One invitation, read consistently."""
    try:
        return invitation_of(InvitationItem.get(invitation, consistent_read=True))
    except InvitationItem.DoesNotExist:
        return None


def find_directly(invitation: str) -> Invitation | None:
    """As `find`, the way that spares most (see `direct_calls`)."""
    found = direct_calls.find("invitations", {"invitation": {"S": invitation}})
    if found is None:
        return None
    item = InvitationItem()
    item.deserialize(found)
    return invitation_of(item)


def find_all(invitations: Iterable[str]) -> dict[str, Invitation]:
    """Those of the given ids that exist, read consistently."""
    found = InvitationItem.batch_get(list(dict.fromkeys(invitations)), consistent_read=True)
    return {item.invitation: invitation_of(item) for item in found}


def list_statuses(invitations: Iterable[str]) -> Iterable[str]:
    """The statuses of the given ids that exist, in no order."""
    ids = iter(invitations)
    while chunk := list(islice(ids, BATCH)):
        for item in InvitationItem.batch_get(chunk, attributes_to_get=["status"]):
            yield item.status


def put_missing(invitations: Sequence[Invitation]) -> dict[str, Invitation]:
    """Create those that do not exist yet (at most 100); returns what is there now.

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


def change(
    found: Iterable[Invitation], step: Callable[[Invitation], Invitation]
) -> list[tuple[Invitation, Invitation]]:
    """Carry `step` out on each of these (at most 100), all or none; what was changed, as it was and
    as it is.

    Whenever somebody else was faster, it starts over from what is there then: a step decides again
    on what it meets.
    """
    known = list(found)
    for _ in range(ATTEMPTS):
        pairs = [(each, step(each)) for each in known]
        changed = [(before, after) for before, after in pairs if before != after]
        if not changed or _write(partial(_replace, changed)):
            return changed
        known = list(find_all(each.id for each in known).values())
    raise TimeoutError("others keep writing the same invitations")


def erase(invitations: Iterable[str]) -> None:
    """Delete these, whichever exist."""
    with InvitationItem.batch_write() as batch:
        for each in dict.fromkeys(invitations):
            batch.delete(InvitationItem(each))


def _create(
    invitations: Sequence[Invitation], transaction: Any, marks: Mapping[str, Any] = NO_MARKS
) -> None:
    for each in invitations:
        state = {name: getattr(each, name) for name in STATE}
        item = InvitationItem(
            each.id,
            round=each.round,
            index=each.index,
            group=each.group,
            unit=each.unit,
            lister=each.lister,
            at=each.at,
            **state,
            **marks,
        )
        transaction.save(item, condition=InvitationItem.status.does_not_exist())


def _replace(pairs: Sequence[tuple[Invitation, Invitation]], transaction: Any) -> None:
    for before, after in pairs:
        transaction.update(
            InvitationItem(before.id), _actions(before, after), condition=_unchanged(before)
        )


def _unchanged(invitation: Invitation) -> Condition:
    """What holds as long as nobody took the next step."""
    claimed_at = InvitationItem.claimed_at
    condition = (
        claimed_at == to_text(invitation.claimed_at)
        if invitation.claimed_at
        else claimed_at.does_not_exist()
    )
    for name in STATE:
        condition &= getattr(InvitationItem, name) == getattr(invitation, name)
    return condition


def _actions(before: Invitation, after: Invitation) -> list[Action]:
    actions = [
        getattr(InvitationItem, name).set(getattr(after, name))
        for name in STATE
        if getattr(before, name) != getattr(after, name)
    ]
    if before.claimed_at != after.claimed_at:
        claimed_at = InvitationItem.claimed_at
        actions.append(
            claimed_at.set(to_text(after.claimed_at)) if after.claimed_at else claimed_at.remove()
        )
    return actions


def fill_move(before: Invitation, gone: Invitation, fresh: Invitation, transaction: Any) -> None:
    """Let a new invitation take the place of one, in a transaction; `before` is how that one was
    read.

    What an answer left goes along: read after `before`, and the answer's own transaction would
    change its state.
    """
    left = InvitationItem.get(before.id, consistent_read=True)
    _replace([(before, gone)], transaction)
    _create([fresh], transaction, {name: getattr(left, name) for name in MARKS})


def closing(invitation: str, link: str, marks: Mapping[str, str]) -> dict[str, Any]:
    """The update, in DynamoDB's own form, that ends a live invitation in the transaction that keeps
    its answer.

    On condition that the invitation exists, was neither answered nor voided, and its good link is
    still that one; if that fails, the item comes back. `marks` are what it keeps of how it was
    answered, by attribute.
    """
    kept = "".join(f", #{name} = :{name}" for name in marks)
    return {
        "TableName": InvitationItem.Meta.table_name,
        "Key": {"invitation": {"S": invitation}},
        "UpdateExpression": f"SET #status = :answered{kept} REMOVE claimed_at",
        "ConditionExpression": (
            "attribute_exists(#status) AND NOT #status IN (:answered, :void) AND #link = :link"
        ),
        "ExpressionAttributeNames": {
            "#status": "status",
            "#link": "link",
            **{f"#{name}": name for name in marks},
        },
        "ExpressionAttributeValues": {
            ":answered": {"S": ANSWERED},
            ":void": {"S": VOID},
            ":link": {"N": link},
            **{f":{name}": {"S": value} for name, value in marks.items()},
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }


def _write(fill: Callable[[Any], None]) -> bool:
    return tables.write(fill) is None
