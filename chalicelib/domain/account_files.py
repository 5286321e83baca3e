"""Accounts as a table: the columns, and what stands in each row. Rows with neither name nor address are left out, so
that the form may name every unit and be filled for some.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from chalicelib.domain.access import TITLES, UNIT_ROLES, Account
from chalicelib.domain.errors import Finding
from chalicelib.domain.list_files import HEADER_ROW, Line, address, by_name, columns_of, plain, unit_labels
from chalicelib.domain.units import Unit

# The parts of a row and the headings they are known by; the first one stands in the form.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "email": ("Thư điện tử", "Địa chỉ thư điện tử", "email", "e-mail"),
    "name": ("Họ và tên", "Họ tên", "name"),
    "role": ("Vai trò", "role"),
    "unit": ("Đơn vị", "Mã đơn vị", "unit"),
    "areas": ("Lĩnh vực thẩm định", "Lĩnh vực", "areas"),
}
_NEEDED = ("email", "name", "role", "unit")
MAX_ROWS = 2_000


@dataclass(slots=True)
class Listed:
    """The accounts of a table, and the number of each one's row; findings are of the columns, or of empty cells."""

    columns: Mapping[str, int] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def cell(self, row: int, part: str) -> str:
        """The address of a part of a row (counted from 0)."""
        return address(self.numbers[row], self.columns.get(part, 0))


def read(lines: Sequence[Line], units: Mapping[str, Unit]) -> Listed:
    """The accounts that the rows ask for. Role and unit are known by id or by name; others stay as they were written.

    The unit of a role that has none is ignored, so that a council member's own ministry may stand beside the name.
    """
    listed = Listed()
    header = lines[0] if lines and lines[0].number == HEADER_ROW else Line(HEADER_ROW, {})
    listed.columns = columns_of(header, HEADINGS, listed.findings)
    listed.findings += [Finding(address(HEADER_ROW, 0), f"Dòng {HEADER_ROW} thiếu cột “{HEADINGS[part][0]}”",
                                f"Row {HEADER_ROW} lacks the column “{HEADINGS[part][0]}”", "missing_column")
                        for part in _NEEDED if part not in listed.columns]
    if len(lines) > HEADER_ROW + MAX_ROWS:
        listed.findings.append(Finding(address(HEADER_ROW + MAX_ROWS + 1, 0), f"Có quá {MAX_ROWS} dòng; hãy chia bảng",
                                       f"There are more than {MAX_ROWS} rows; divide the table", "too_long"))
    if listed.findings:
        return listed
    roles = by_name((role, (role, *titles)) for role, titles in TITLES.items())
    labels = unit_labels(units.values())
    known = by_name((unit, (unit.id, labels[unit.id], unit.name.vi, unit.name.en)) for unit in units.values())
    for line in lines[1:]:
        text = partial(_text, listed.columns, line)
        if not text("email") and not text("name"):
            continue
        role, unit = roles.get(plain(text("role")), text("role")), known.get(plain(text("unit")))
        areas = tuple(each for each in re.split(r"[;,\s]+", text("areas")) if each)
        listed.accounts.append(Account("", text("email").lower(), text("name"), role,
                                       unit=(unit.id if unit else text("unit")) if role in UNIT_ROLES else "",
                                       areas=areas if role == "council" else ()))
        listed.numbers.append(line.number)
        if not text("name"):
            listed.findings.append(Finding(listed.cell(len(listed.numbers) - 1, "name"), "Thiếu họ và tên",
                                           "The name is missing", "missing"))
    return listed


def _text(columns: Mapping[str, int], line: Line, part: str) -> str:
    column = columns.get(part)
    return "" if column is None else " ".join(line.cells.get(column, "").split())
