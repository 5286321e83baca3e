"""How a running system introduces itself: where it is, and with which account to begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """A working account; `round` and `unit` are "" where it belongs to none."""

    role: str
    email: str
    password: str
    page: str
    round: str = ""
    unit: str = ""


def introduction(addresses: Mapping[str, str], accounts: Iterable[Account]) -> str:
    """Addresses by name, then a block for each account, all values in one column."""
    told = [
        (
            account.role,
            {
                "  thư · e-mail": account.email,
                "  mật khẩu · password": account.password,
                "  kỳ · round": account.round,
                "  đơn vị · unit": account.unit,
                "  trang · page": account.page,
            },
        )
        for account in accounts
    ]
    width = max(len(name) for rows in (addresses, *(rows for _, rows in told)) for name in rows)
    blocks = [_lines(addresses, width), *(f"{role}\n{_lines(rows, width)}" for role, rows in told)]
    return "\n\n".join(blocks)


def _lines(rows: Mapping[str, str], width: int) -> str:
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows.items() if value)
