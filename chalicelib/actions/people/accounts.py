"""Accounts: made by ops from a list; the first password goes to the named officer's own address and
must be changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.aws import mail, sign_in
from chalicelib.domain.email_addresses import is_address
from chalicelib.domain.errors import Invalid, Problem, SignInRequired
from chalicelib.domain.people import duties
from chalicelib.domain.people.accounts import TITLES, UNIT_ROLES, Account
from chalicelib.store import accounts as store
from chalicelib.store import audit, teams

MAX_BATCH = 25


def active(sub: str, issued_at: int, token: str) -> Account:
    """The account of a verified token made in the second `issued_at` under the name `token`.

    SignInRequired if it was disabled, never made here, or signed out since.
    """
    account = store.find(sub)
    if account is None or account.disabled:
        raise SignInRequired(
            "Tài khoản đã bị khóa hoặc chưa được cấp; hãy liên hệ bộ phận điều hành.",
            "The account is disabled or was never issued; ask the operations staff.",
        )
    if not account.accepts(issued_at, token):
        raise SignInRequired(
            "Đã đăng xuất khỏi mọi thiết bị; hãy đăng nhập lại.",
            "Signed out everywhere; please sign in again.",
        )
    return account


def signed_in(sub: str, issued_at: int, token: str, now: datetime) -> Account:
    """As `active`, for a token that was made just now; noted on the account.

    It may be made in the very second in which all others became void, so it is let in by name.
    """
    found = store.find(sub)
    if found is None or found.disabled:
        return active(sub, issued_at, token)
    late = found.accepts(issued_at, "")
    store.put_sign_in(sub, now, "" if late else token)
    return replace(found, last_sign_in=now)


def list_of(round_id: str) -> list[Account]:
    """The accounts of a round, with all operations staff."""
    return store.list_of(round_id)


def create(
    round_id: str,
    wanted: Sequence[Account],
    by: str,
    new_password: Callable[[], str],
    now: datetime,
) -> list[Account]:
    """Make the accounts, or none: Invalid names every one that cannot be made.

    An account that already has exactly this post is left alone, so a list can be sent again after a
    break: an account is kept only after its letter went out. Somebody who has an account already,
    from last year or with another post, is moved to the new one and keeps the password.
    """
    if problems := check(
        round_id, wanted, store.list_by_email(), lambda row, part: f"accounts[{row}].{part}", now
    ):
        raise Invalid(errors=problems)
    return [
        _create(round_id, replace(account, round=round_id), by, new_password(), now)
        for account in wanted
    ]


def bootstrap(account: Account, new_password: str, by: str, now: datetime) -> Account:
    """The first operations account of a deployment; it belongs to no round."""
    return _create("", account, by, new_password, now)


def _create(round_id: str, account: Account, by: str, password: str, now: datetime) -> Account:
    sub, new = sign_in.create(account.email, password)
    standing = store.find(sub)
    if standing is None:
        if not new:
            sign_in.set_first_password(account.email, password)
        return _keep(
            round_id,
            replace(account, sub=sub),
            by,
            "create_account",
            "first-password",
            password,
            now,
        )
    if standing.post == account.post:
        return standing
    return _keep(round_id, standing.moved(account), by, "move_account", "new-post", "", now)


def _keep(
    round_id: str, made: Account, by: str, act: str, letter: str, password: str, now: datetime
) -> Account:
    mail.send_one(letter, made.email, letter_values(made, password, now))
    store.put(made, now)
    if made.unit:
        teams.put_person(made.round, made.unit, made.email, made.name)
    audit.record(
        round_id or "-",
        now,
        by,
        act,
        made.email,
        details={"role": made.role, "unit": made.unit, "areas": list(made.areas)},
    )
    return made


def letter_values(account: Account, password: str, now: datetime) -> dict[str, str]:
    """What a letter about an account says: whose it is, what for, until when, and how to get in."""
    within = current.get(account.round, now) if account.round else None
    unit = current.units(account.round, now).get(account.unit) if account.round else None
    work = duties.work(account, within, unit)
    until = duties.deadline(
        account, current.timetable(account.round, now) if account.round else None, now
    )
    return {
        "name": account.name,
        "email": account.email,
        "password": password,
        "url": mail.sign_in_page(),
        "work": work.vi,
        "work_en": work.en,
        "deadline": until.vi,
        "deadline_en": until.en,
    }


def check(
    round_id: str,
    wanted: Sequence[Account],
    standing: Mapping[str, Account],
    at: Callable[[int, str], str],
    now: datetime,
) -> list[Problem]:
    """Every reason why these accounts cannot be made; `standing` are those there are, by address,
    and `at` names a part of a row.
    """
    units, round_ = current.units(round_id, now), current.get(round_id, now)
    areas = {f"{index.id}/{area.code}" for index in round_.indexes for area in index.areas}
    times = Counter(account.email for account in wanted)
    problems = []
    for row, account in enumerate(wanted):
        if not is_address(account.email):
            problems.append(
                Problem(
                    at(row, "email"), "Địa chỉ thư điện tử không hợp lệ", "Not an e-mail address"
                )
            )
        if times[account.email] > 1:
            problems.append(
                Problem(
                    at(row, "email"),
                    "Địa chỉ xuất hiện hai lần",
                    "The address appears twice",
                    "repeated",
                )
            )
        if account.role not in TITLES:
            vi, en = (", ".join(titles) for titles in zip(*TITLES.values(), strict=True))
            problems.append(
                Problem(
                    at(row, "role"),
                    f"Vai trò phải là một trong: {vi}",
                    f"The role must be one of: {en}",
                )
            )
        if (account.role in UNIT_ROLES) != (account.unit in units):
            problems.append(
                Problem(
                    at(row, "unit"),
                    f"Không có đơn vị {account.unit or '(trống)'} cho vai trò này",
                    f"No unit {account.unit or '(empty)'} for this role",
                    "unknown_unit",
                )
            )
        if (
            account.role != "ops"
            and account.email in standing
            and standing[account.email].role == "ops"
        ):
            problems.append(
                Problem(
                    at(row, "role"),
                    "Địa chỉ này là tài khoản điều hành",
                    "That is an ops account",
                    "is_ops",
                )
            )
        problems += [
            Problem(
                at(row, "areas"),
                f"Không có lĩnh vực {area}",
                f"There is no area {area}",
                "unknown_area",
            )
            for area in account.areas
            if area not in areas
        ]
    return problems
