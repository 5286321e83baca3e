"""Enrolling: the preview of a file of people, with every problem by its cell and what happens to
each account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.actions.people import accounts
from chalicelib.actions.rounds import current
from chalicelib.domain.errors import Problem
from chalicelib.domain.people import account_files
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.reading import filled_tables
from chalicelib.domain.reading.uploads import decoded
from chalicelib.store import accounts as store


@dataclass(frozen=True, slots=True)
class AccountsPreview:
    """The accounts of a file, the existing ones by e-mail address, every problem by its cell
    (`errors`), and notices on how the file was read, which prevent nothing.
    """

    wanted: tuple[Account, ...]
    known: Mapping[str, Account]
    errors: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()

    def outcome(self, account: Account) -> str:
        """`new`, `moved` (keeps the password) or `standing` (nothing changes, no letter)."""
        known = self.known.get(account.email)
        if known is None:
            return "new"
        return "standing" if known.post == account.post else "moved"


def preview(round_id: str, content: str, now: datetime) -> AccountsPreview:
    """Read a file (base64, XLSX or CSV); nothing is created. Invalid if it is no table at all."""
    from chalicelib.documents import list_files

    uploaded = list_files.read(decoded(content), (round_id, ""), account_files.HEADINGS)
    listed = account_files.read(uploaded.lines, current.units(round_id, now))
    known = store.list_by_email()
    wanted = tuple(replace(account, round=round_id) for account in listed.accounts)
    refused = accounts.check(round_id, wanted, known, listed.cell, now)
    errors = filled_tables.told(uploaded.problems, [*listed.problems, *refused])
    if not wanted and not errors:
        errors = [Problem("A2", "Bảng chưa có người nào", "The table has nobody in it", "empty")]
    return AccountsPreview(wanted, known, tuple(errors), tuple(uploaded.remarks))
