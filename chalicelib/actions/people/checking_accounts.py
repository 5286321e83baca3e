"""Checking accounts: every reason why those that a list asks for cannot be created."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.domain.email_addresses import is_address
from chalicelib.domain.errors import Problem
from chalicelib.domain.people.accounts import TITLES, UNIT_ROLES, Account


def problems(
    round_id: str, wanted: Sequence[Account], cell: Callable[[int, str], str], now: datetime
) -> list[Problem]:
    """Every reason why these accounts cannot be created; `cell` names a part of a row."""
    units, round_ = current.units(round_id, now), current.get(round_id, now)
    areas: set[str] = set()
    for index in round_.indexes:
        areas.update(f"{index.id}/{area.code}" for area in index.areas)
    times = Counter((account.email, account.post.place) for account in wanted)
    names = {account.email: account.name for account in reversed(wanted)}
    found = []
    for row, account in enumerate(wanted):
        if not is_address(account.email):
            found.append(
                Problem(
                    cell(row, "email"), "Địa chỉ thư điện tử không hợp lệ", "Not an e-mail address"
                )
            )
        if times[account.email, account.post.place] > 1:
            found.append(
                Problem(
                    cell(row, "email"),
                    "Địa chỉ xuất hiện hai lần với cùng một nhiệm vụ",
                    "The address appears twice with the same post",
                    "repeated",
                )
            )
        if names[account.email] != account.name:
            found.append(
                Problem(
                    cell(row, "name"),
                    f"Ở dòng khác, địa chỉ này là của {names[account.email]}",
                    f"In another row this address belongs to {names[account.email]}",
                    "other_name",
                )
            )
        if account.role not in TITLES:
            vi, en = (", ".join(titles) for titles in zip(*TITLES.values(), strict=True))
            found.append(
                Problem(
                    cell(row, "role"),
                    f"Vai trò phải là một trong: {vi}",
                    f"The role must be one of: {en}",
                )
            )
        if (account.role in UNIT_ROLES) != (account.unit in units):
            found.append(
                Problem(
                    cell(row, "unit"),
                    f"Không có đơn vị {account.unit or '(trống)'} cho vai trò này",
                    f"No unit {account.unit or '(empty)'} for this role",
                    "unknown_unit",
                )
            )
        if account.post.has_ended(now):
            found.append(
                Problem(
                    cell(row, "until"),
                    "Ngày này đã qua; muốn kết thúc ngay thì làm ở mục Tài khoản",
                    "This day is past; to end a post at once use the page of accounts",
                    "past",
                )
            )
        found += [
            Problem(
                cell(row, "areas"),
                f"Không có lĩnh vực {area}",
                f"There is no area {area}",
                "unknown_area",
            )
            for area in account.areas
            if area not in areas
        ]
    return found
