"""Accounts: made by ops from a list; the first password goes to the named officer's own address and must be changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.actions import rounds
from chalicelib.aws import mail, sign_in
from chalicelib.domain.access import ROLES, Account
from chalicelib.domain.errors import Finding, Invalid, SignInRequired
from chalicelib.store import accounts as store
from chalicelib.store import audit

MAX_BATCH = 25
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def active(sub: str) -> Account:
    """The account of a verified token; SignInRequired if it was disabled or never made here."""
    account = store.find(sub)
    if account is None or account.disabled:
        raise SignInRequired("Tài khoản đã bị khóa hoặc chưa được cấp; hãy liên hệ bộ phận điều hành.",
                             "The account is disabled or was never issued; ask the operations staff.")
    return account


def create(
    round_id: str, wanted: Sequence[Account], by: str, new_password: Callable[[], str], now: datetime,
) -> list[Account]:
    """Make the accounts, or none: Invalid names every one that cannot be made.

    An account that already stands exactly so is left alone, so a list can be sent again after a break:
    an account is kept only after its letter went out.
    """
    if findings := _check(round_id, wanted, now):
        raise Invalid(errors=findings)
    return [_create(round_id, replace(account, round=round_id), by, new_password(), now) for account in wanted]


def bootstrap(account: Account, new_password: str, by: str, now: datetime) -> Account:
    """The first ops account of a deployment, made by whoever deploys it; it belongs to no round."""
    return _create("", account, by, new_password, now)


def _create(round_id: str, account: Account, by: str, password: str, now: datetime) -> Account:
    sub, new = sign_in.create(account.email, password)
    made = replace(account, sub=sub)
    if store.find(sub) == made:
        return made
    if not new:
        sign_in.set_first_password(account.email, password)
    _send_first_password(made, password)
    store.put(made, now)
    audit.record(round_id or "-", now, by, "create_account", account.email,
                 details={"role": made.role, "unit": made.unit, "areas": list(made.areas)})
    return made


def _send_first_password(account: Account, password: str) -> None:
    mail.send_one("first-password", account.email, {"name": account.name, "email": account.email,
                                                    "password": password, "url": mail.home()})


def _check(round_id: str, wanted: Sequence[Account], now: datetime) -> list[Finding]:
    units, round_ = rounds.units(round_id, now), rounds.get(round_id, now)
    areas = {f"{index.id}/{area.code}" for index in round_.indexes for area in index.areas}
    times = Counter(account.email for account in wanted)
    findings = []
    for number, account in enumerate(wanted):
        at = f"accounts[{number}]"
        if not _ADDRESS.fullmatch(account.email):
            findings.append(Finding(f"{at}.email", "Địa chỉ thư điện tử không hợp lệ", "Not an e-mail address"))
        if times[account.email] > 1:
            findings.append(Finding(f"{at}.email", "Địa chỉ xuất hiện hai lần", "The address appears twice",
                                    "repeated"))
        if account.role not in ROLES:
            findings.append(Finding(f"{at}.role", f"Vai trò phải là một trong: {', '.join(ROLES)}",
                                    f"The role must be one of: {', '.join(ROLES)}"))
        if (account.role in ("editor", "leader")) != (account.unit in units):
            findings.append(Finding(f"{at}.unit", f"Không có đơn vị {account.unit or '(trống)'} cho vai trò này",
                                    f"No unit {account.unit or '(empty)'} for this role", "unknown_unit"))
        findings += [Finding(f"{at}.areas", f"Không có lĩnh vực {area}", f"There is no area {area}", "unknown_area")
                     for area in account.areas if area not in areas]
    return findings
