"""Enrolling: the preview of a file of people, with every problem by its cell and what happens to
each account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.actions.people import checking_accounts, holding_posts
from chalicelib.actions.rounds import current
from chalicelib.domain.errors import Problem
from chalicelib.domain.people import account_files
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.reading import filled_tables
from chalicelib.domain.reading.uploads import decoded
from chalicelib.store import accounts as store


@dataclass(frozen=True, slots=True)
class AccountsPreview:
    """The accounts of a file, each with its one post; what happens to each (`new`, or as in
    `Account.outcome`); the existing ones by e-mail address, every problem by its cell (`errors`),
    and notices on how the file was read, which prevent nothing.
    """

    wanted: tuple[Account, ...]
    outcomes: tuple[str, ...]
    known: Mapping[str, Account]
    errors: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()


def preview(round_id: str, content: str, now: datetime) -> AccountsPreview:
    """Read a file (base64, XLSX or CSV); nothing is created. Invalid if it is no table at all."""
    from chalicelib.documents import list_files

    uploaded = list_files.read(decoded(content), (round_id, ""), account_files.HEADINGS)
    units, timezone = current.units(round_id, now), current.get(round_id, now).timezone
    listed = account_files.read(uploaded.lines, units, timezone)
    known = store.list_by_email()
    wanted = tuple(replace(account, round=round_id) for account in listed.accounts)
    refused = checking_accounts.problems(round_id, wanted, listed.cell, now)
    errors = filled_tables.told(uploaded.problems, [*listed.problems, *refused])
    if not wanted and not errors:
        errors = [Problem("A2", "Bảng chưa có người nào", "The table has nobody in it", "empty")]
    outcomes = tuple(_outcomes(wanted, known, now))
    return AccountsPreview(wanted, outcomes, known, tuple(errors), tuple(uploaded.remarks))


def _outcomes(
    wanted: Iterable[Account], known: Mapping[str, Account], now: datetime
) -> Iterator[str]:
    """What happens to each, in order: a person may be in the file with several posts."""
    then = dict(known)
    for account in wanted:
        before = then.get(account.email)
        yield before.outcome(account, now) if before else "new"
        then[account.email] = holding_posts.after(before, account, leads=True, now=now)
