"""Accounts: what a signed-in person may do; passwords and second factors are the identity provider's."""

from __future__ import annotations

from datetime import datetime

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.models import Model

from chalicelib.domain.access import Account
from chalicelib.domain.instants import to_text
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


def find(sub: str) -> Account | None:
    """The account, read consistently, so that disabling it bites at once."""
    try:
        item = AccountItem.get(sub, consistent_read=True)
    except AccountItem.DoesNotExist:
        return None
    return Account(item.sub, item.email, item.name, item.role, item.round, item.unit,
                   tuple(sorted(item.areas or ())), bool(item.disabled))


def put(account: Account, now: datetime) -> None:
    """Keep an account."""
    AccountItem(account.sub, email=account.email, name=account.name, role=account.role, round=account.round,
                unit=account.unit, areas=set(account.areas) or None, disabled=account.disabled,
                created_at=to_text(now)).save()
