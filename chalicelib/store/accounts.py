"""Accounts: the role and post of each person. The identity provider keeps passwords and second
factors.
"""

from __future__ import annotations

from datetime import datetime

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.models import Model

from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.people.accounts import Account
from chalicelib.store import tables


class AccountItem(Model):
    """Keyed by the identity provider's `sub`, which never changes."""

    class Meta(tables.TableMeta):
        table_name = tables.name("accounts")

    sub = UnicodeAttribute(hash_key=True)
    email = UnicodeAttribute()
    name = UnicodeAttribute()
    role = UnicodeAttribute()
    round = UnicodeAttribute(default="")
    unit = UnicodeAttribute(default="")
    areas = UnicodeSetAttribute(null=True)
    disabled = BooleanAttribute(default=False)
    created_at = UnicodeAttribute()
    earlier = UnicodeSetAttribute(null=True)
    not_before = UnicodeAttribute(null=True)
    fresh = UnicodeAttribute(null=True)
    last_sign_in = UnicodeAttribute(null=True)


def find(sub: str) -> Account | None:
    """The account, read consistently, so that disabling it works at once; None if there is none."""
    try:
        item = AccountItem.get(sub, consistent_read=True)
    except AccountItem.DoesNotExist:
        return None
    return _account(item)


def list_of(round_id: str) -> list[Account]:
    """The accounts of a round, sorted by e-mail address. A scan: there are some thousands, and
    staff list them rarely.

    Operations staff are in the list of every round: they run all of them.
    """
    items = AccountItem.scan(
        (AccountItem.round == round_id) | (AccountItem.role == "ops"), consistent_read=True
    )
    return sorted((_account(item) for item in items), key=lambda account: account.email)


def list_by_email() -> dict[str, Account]:
    """Every account of every round by e-mail address in small letters; a scan, as `list_of`."""
    return {item.email.lower(): _account(item) for item in AccountItem.scan(consistent_read=True)}


def _account(item: AccountItem) -> Account:
    return Account(
        item.sub,
        item.email,
        item.name,
        item.role,
        item.round,
        item.unit,
        tuple(sorted(item.areas or ())),
        bool(item.disabled),
        tuple(sorted(item.earlier or ())),
        not_before=_instant(item.not_before),
        fresh=item.fresh or "",
        created_at=_instant(item.created_at),
        last_sign_in=_instant(item.last_sign_in),
    )


def _instant(text: str | None) -> datetime | None:
    return from_text(text) if text else None


def put(account: Account, now: datetime) -> None:
    """Keep an account; what sign-ins and revocations wrote on it stays."""
    AccountItem(account.sub).update(
        [
            AccountItem.email.set(account.email),
            AccountItem.name.set(account.name),
            AccountItem.role.set(account.role),
            AccountItem.round.set(account.round),
            AccountItem.unit.set(account.unit),
            AccountItem.disabled.set(account.disabled),
            AccountItem.created_at.set(AccountItem.created_at | to_text(now)),
            (
                AccountItem.areas.set(set(account.areas))
                if account.areas
                else AccountItem.areas.remove()
            ),
            (
                AccountItem.earlier.set(set(account.earlier))
                if account.earlier
                else AccountItem.earlier.remove()
            ),
        ]
    )


def put_sign_in(sub: str, now: datetime, fresh: str = "") -> None:
    """Note a sign-in; `fresh` is the id of a token made in the same second in which all others were
    made void.
    """
    AccountItem(sub).update(
        [
            AccountItem.last_sign_in.set(to_text(now)),
            *([AccountItem.fresh.set(fresh)] if fresh else []),
        ]
    )


def put_not_before(sub: str, now: datetime, fresh: str = "", disabled: bool | None = None) -> None:
    """Make every token made until now void, except the one with the id `fresh`. `disabled` None
    changes nothing about that.
    """
    AccountItem(sub).update(
        [
            AccountItem.not_before.set(to_text(now)),
            AccountItem.fresh.set(fresh),
            *([AccountItem.disabled.set(disabled)] if disabled is not None else []),
        ]
    )


def put_disabled(sub: str, disabled: bool) -> None:
    """Disable an account, or enable it."""
    AccountItem(sub).update([AccountItem.disabled.set(disabled)])
