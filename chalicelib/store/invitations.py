"""Invitations: one item an invitation, without name or address; the address of a letter is read
from the list that the invitation points to.
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
from chalicelib.store import batches, direct_calls, tables
from chalicelib.store.invitation_items import MARKS, STATE, InvitationItem, invitation_of

# DynamoDB's own limits: 100 items a transaction, 100 keys a batch.
BATCH = 100
ATTEMPTS = 5

NO_MARKS: Mapping[str, Any] = {}


def find(invitation: str) -> Invitation | None:
    """One invitation, read consistently; None if there is none."""
    try:
        return invitation_of(InvitationItem.get(invitation, consistent_read=True))
    except InvitationItem.DoesNotExist:
        return None


def find_directly(invitation: str) -> Invitation | None:
    """As `find`, with the least CPU (see `direct_calls`)."""
    attributes = direct_calls.find("invitations", {"invitation": {"S": invitation}})
    if attributes is None:
        return None
    item = InvitationItem()
    item.deserialize(attributes)
    return invitation_of(item)


def find_all(invitations: Iterable[str]) -> dict[str, Invitation]:
    """The invitations of the given ids that exist, by id, read consistently."""
    items = InvitationItem.batch_get(list(dict.fromkeys(invitations)), consistent_read=True)
    return {item.invitation: invitation_of(item) for item in items}


def list_statuses(invitations: Iterable[str]) -> Iterable[str]:
    """The status of each of the given invitations that exist, in no order."""
    ids = iter(invitations)
    while chunk := list(islice(ids, BATCH)):
        for item in InvitationItem.batch_get(chunk, attributes_to_get=["status"]):
            yield item.status


def put_missing(invitations: Sequence[Invitation]) -> dict[str, Invitation]:
    """Create the invitations that do not exist yet (at most 100); returns all of them by id as they
    are now.

    An existing invitation is never changed: not its status, not its place.
    """
    wanted = {invitation.id: invitation for invitation in reversed(invitations)}
    existing = find_all(wanted)
    for _ in range(ATTEMPTS):
        missing = {name: new for name, new in wanted.items() if name not in existing}
        if not missing or _write(partial(_create, list(missing.values()))):
            return {**missing, **existing}
        existing = find_all(wanted)
    raise TimeoutError("others keep writing the same invitations")


def change(
    invitations: Iterable[Invitation], step: Callable[[Invitation], Invitation]
) -> list[tuple[Invitation, Invitation]]:
    """Take `step` on each of these (at most 100), all or none; returns those that changed, as they
    were and as they are.

    If somebody else changed one first, all are read and stepped again.
    """
    known = list(invitations)
    for _ in range(ATTEMPTS):
        pairs = [(invitation, step(invitation)) for invitation in known]
        changed = [(before, after) for before, after in pairs if before != after]
        if not changed or _write(partial(_replace, changed)):
            return changed
        known = list(find_all(invitation.id for invitation in known).values())
    raise TimeoutError("others keep writing the same invitations")


def erase(invitations: Iterable[str]) -> None:
    """Delete the invitations with these ids, if they exist."""
    ids = dict.fromkeys(invitations)
    batches.delete("invitations", ({"invitation": each} for each in ids))


def _create(
    invitations: Sequence[Invitation], transaction: Any, marks: Mapping[str, Any] = NO_MARKS
) -> None:
    for invitation in invitations:
        state = {name: getattr(invitation, name) for name in STATE}
        item = InvitationItem(
            invitation.id,
            round=invitation.round,
            index=invitation.index,
            group=invitation.group,
            unit=invitation.unit,
            lister=invitation.lister,
            at=invitation.at,
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
    """The condition that nobody changed the invitation. What an earlier release did not write yet
    was read at its default, and so it may still be missing.
    """
    claimed_at = InvitationItem.claimed_at
    condition = (
        claimed_at == to_text(invitation.claimed_at)
        if invitation.claimed_at
        else claimed_at.does_not_exist()
    )
    for name in STATE:
        condition &= tables.as_read(getattr(InvitationItem, name), getattr(invitation, name))
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
    """Replace an invitation by a new one, in a transaction; `before` is the old one as it was read,
    `gone` the old one as it will be.

    The new one gets what an answer left on the old one. It may be read after `before`: an answer
    in between changes the status, and then the transaction fails.
    """
    old = InvitationItem.get(before.id, consistent_read=True)
    _replace([(before, gone)], transaction)
    _create([fresh], transaction, {name: getattr(old, name) for name in MARKS})


def closing(invitation: str, link: str, marks: Mapping[str, str]) -> dict[str, Any]:
    """The update, in DynamoDB's own form, that closes an open invitation in the transaction that
    keeps its answer.

    Its condition: the invitation exists, is neither answered nor void, and `link` is its current
    link (0 where none is written); if it fails, the item is returned. `marks` are what the
    invitation keeps of how it was answered, by attribute.
    """
    kept = "".join(f", #{name} = :{name}" for name in marks)
    current = "#link = :link" if int(link) else "(attribute_not_exists(#link) OR #link = :link)"
    return {
        "TableName": InvitationItem.Meta.table_name,
        "Key": {"invitation": {"S": invitation}},
        "UpdateExpression": f"SET #status = :answered{kept} REMOVE claimed_at",
        "ConditionExpression": (
            f"attribute_exists(#status) AND NOT #status IN (:answered, :void) AND {current}"
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
