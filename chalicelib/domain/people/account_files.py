"""Accounts as a table that people fill: its columns, and the account of each row.

Rows with neither name nor address are left out: the form names every unit and may be filled for
some of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.errors import Problem
from chalicelib.domain.instants import end_of_day
from chalicelib.domain.lists.respondents import MAX_CELL
from chalicelib.domain.people.accounts import APPRAISING, TITLES, UNIT_ROLES, Account
from chalicelib.domain.reading import filled_tables
from chalicelib.domain.reading.filled_tables import Line, Table, by_name
from chalicelib.domain.rounds.units import Unit, unit_labels

# The parts of a row and the headings they are known by; the first one is in the form.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "email": ("Thư điện tử", "Địa chỉ thư điện tử", "email", "e-mail"),
    "name": ("Họ và tên", "Họ tên", "name"),
    "role": ("Vai trò", "role"),
    "unit": ("Đơn vị", "Mã đơn vị", "unit"),
    "areas": ("Lĩnh vực thẩm định", "Lĩnh vực", "areas"),
    "until": ("Đến hết ngày", "until"),
}
MAX_ROWS = 2_000


@dataclass(slots=True)
class ListedAccount:
    """The accounts of a table, the row of each, and the problems of headings and names."""

    table: Table
    accounts: list[Account] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def cell(self, account: int, part: str) -> str:
        """The address of a part of an account (counted from 0)."""
        return self.table.cell(self.rows[account], part)


def read(lines: Sequence[Line], units: Mapping[str, Unit], timezone: str) -> ListedAccount:
    """The accounts that the rows ask for. Role and unit are given by id or by name; an unknown one
    stays as it was written. The last day of a post is a day of that time zone.

    The unit of a role that has none is ignored: a council member's own ministry may be in the row.
    """
    table = filled_tables.read(lines, HEADINGS, ("email", "name", "role", "unit"), MAX_ROWS)
    listed = ListedAccount(table, problems=[*table.problems])
    roles = by_name((role, (role, *titles)) for role, titles in TITLES.items())
    labels = unit_labels(units.values())
    known = by_name(
        (unit, (unit.id, labels[unit.id], unit.name.vi, unit.name.en)) for unit in units.values()
    )
    for row in table.rows:
        email, name, role = (table.text(row, part) for part in ("email", "name", "role"))
        if not email and not name:
            continue
        if not name:
            listed.problems.append(
                Problem(
                    table.cell(row, "name"), "Thiếu họ và tên", "The name is missing", "missing"
                )
            )
        if len(name) > MAX_CELL:
            listed.problems.append(
                Problem(
                    table.cell(row, "name"),
                    f"Dài quá {MAX_CELL} ký tự",
                    f"Longer than {MAX_CELL} characters",
                    "too_long",
                )
            )
        role, unit = roles.find(role) or role, table.text(row, "unit")
        named = known.find(unit)
        areas = tuple(area for area in re.split(r"[;,\s]+", table.text(row, "areas")) if area)
        listed.accounts.append(
            Account(
                "",
                email.lower(),
                name,
                role,
                unit=(named.id if named else unit) if role in UNIT_ROLES else "",
                areas=areas if role in APPRAISING else (),
                until=_until(listed, row, timezone),
            )
        )
        listed.rows.append(row)
    return listed


def _until(listed: ListedAccount, row: Line, timezone: str) -> datetime | None:
    """When the post of a row ends; None without a day, or where it is none, which is noted."""
    text = listed.table.text(row, "until")
    if not text:
        return None
    if day := filled_tables.day(text):
        return end_of_day(day, timezone)
    listed.problems.append(
        Problem(
            listed.table.cell(row, "until"),
            "Không phải ngày; hãy ghi như 31/12/2026",
            "Not a day; write it as 31/12/2026",
            "no_day",
        )
    )
    return None
