"""Accounts: the posts of each person. The identity provider keeps passwords and second factors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.models import Model

from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.posts import Post
from chalicelib.store import audit, tables


class AccountItem(Model):
    """Keyed by the identity provider's `sub`, which never changes.

    `posts` is JSON, the first post first. An account that has not changed since people had one post
    has `role`, `round`, `unit` and `areas` instead, and `round/unit/role` of earlier rounds.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("accounts")

    sub = UnicodeAttribute(hash_key=True)
    email = UnicodeAttribute()
    name = UnicodeAttribute()
    posts = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    role = UnicodeAttribute(null=True)
    round = UnicodeAttribute(null=True)
    unit = UnicodeAttribute(null=True)
    areas = UnicodeSetAttribute(null=True)
    earlier = UnicodeSetAttribute(null=True)
    disabled = BooleanAttribute(default=False)
    created_at = UnicodeAttribute()
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
    """The accounts with a post in a round, sorted by e-mail address. A scan: there are some
    thousands, and staff list them rarely.

    Operations staff are in the list of every round: they run all of them.
    """
    found = (_account(item) for item in AccountItem.scan(consistent_read=True))
    return sorted(
        (account for account in found if account.belongs_to(round_id)),
        key=lambda account: account.email,
    )


def list_by_email() -> dict[str, Account]:
    """Every account of every round by e-mail address in small letters; a scan, as `list_of`."""
    return {item.email.lower(): _account(item) for item in AccountItem.scan(consistent_read=True)}


def _account(item: AccountItem) -> Account:
    first, *others = _posts(item)
    return Account(
        item.sub,
        item.email,
        item.name,
        first.role,
        first.round,
        first.unit,
        first.areas,
        bool(item.disabled),
        first.until,
        tuple(others),
        not_before=_instant(item.not_before),
        fresh=item.fresh or "",
        created_at=_instant(item.created_at),
        last_sign_in=_instant(item.last_sign_in),
        version=int(item.version or 0),
    )


def _posts(item: AccountItem) -> list[Post]:
    if item.posts:
        return [_post(row) for row in json.loads(item.posts)]
    earlier = (post.split("/") for post in sorted(item.earlier or ()))
    return [
        Post(item.role or "", item.round or "", item.unit or "", tuple(sorted(item.areas or ()))),
        # One that was kept without its role counts as an editor's.
        *(Post(role[0] if role else "editor", at, of) for at, of, *role in earlier),
    ]


def _post(row: Mapping[str, Any]) -> Post:
    return Post(row["role"], row["round"], row["unit"], tuple(row["areas"]), _instant(row["until"]))


def _row(post: Post) -> dict[str, Any]:
    return {
        "role": post.role,
        "round": post.round,
        "unit": post.unit,
        "areas": sorted(post.areas),
        "until": to_text(post.until) if post.until else None,
    }


def _instant(text: str | None) -> datetime | None:
    return from_text(text) if text else None


def put(account: Account, now: datetime, act: audit.Act | None = None) -> bool:
    """Keep name and posts of an account in place of its `version`, with the act that changes them;
    False if they were changed meanwhile. What sign-ins, revocations and disabling wrote on it
    stays.
    """
    before = (
        AccountItem.version == account.version
        if account.version
        else AccountItem.version.does_not_exist()
    )
    changes = [
        AccountItem.email.set(account.email),
        AccountItem.name.set(account.name),
        AccountItem.posts.set(tables.dump([_row(post) for post in account.posts])),
        AccountItem.version.set(account.version + 1),
        AccountItem.disabled.set(AccountItem.disabled | account.disabled),
        AccountItem.created_at.set(AccountItem.created_at | to_text(now)),
        *(attribute.remove() for attribute in _BEFORE_POSTS),
    ]

    def fill(transaction: Any) -> None:
        transaction.update(AccountItem(account.sub), changes, condition=before)
        if act:
            audit.fill(act, transaction)

    return tables.write(fill) is None


# What accounts had while people had one post.
_BEFORE_POSTS = (
    AccountItem.role,
    AccountItem.round,
    AccountItem.unit,
    AccountItem.areas,
    AccountItem.earlier,
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
