"""A list of officers as a file: shown first with every problem by its cell, and what each account
would become.
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
    """The accounts that a file asks for, those that exist, by address, and everything against them
    by cell.
    """

    wanted: tuple[Account, ...]
    standing: Mapping[str, Account]
    errors: tuple[Problem, ...]

    def outcome(self, account: Account) -> str:
        """`new`, `moved` (keeps the password) or `standing` (nothing changes, no letter)."""
        found = self.standing.get(account.email)
        if found is None:
            return "new"
        return "standing" if found.post == account.post else "moved"


def preview(round_id: str, content: str, now: datetime) -> AccountsPreview:
    """Read a file (base64, XLSX or CSV); nothing is made. Invalid if it is no table at all."""
    from chalicelib.documents import list_files as documents

    lines, problems = documents.read(decoded(content), (round_id, ""), account_files.HEADINGS)
    listed = account_files.read(lines, current.units(round_id, now))
    standing = store.list_by_email()
    wanted = tuple(replace(account, round=round_id) for account in listed.accounts)
    found = accounts.check(round_id, wanted, standing, listed.cell, now)
    errors = filled_tables.told(problems, [*listed.problems, *found])
    if not wanted and not errors:
        errors = [Problem("A2", "Bảng chưa có người nào", "The table has nobody in it", "empty")]
    return AccountsPreview(wanted, standing, tuple(errors))
