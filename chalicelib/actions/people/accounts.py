"""Accounts: operations staff create them from a list. The first password goes to the person's
e-mail address and must be changed.
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
    """The account of a verified token that was issued in the second `issued_at` under the name
    `token`.

    SignInRequired if the account was disabled, never created here, or signed out since.
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
    """As `active`, for a token that was just issued; the sign-in is noted on the account.

    A token of the same second as a sign-out everywhere would be void, so it is accepted by name.
    """
    account = store.find(sub)
    if account is None or account.disabled:
        return active(sub, issued_at, token)
    late = account.accepts(issued_at, "")
    store.put_sign_in(sub, now, "" if late else token)
    return replace(account, last_sign_in=now)


def list_of(round_id: str) -> list[Account]:
    """The accounts of a round and of all operations staff."""
    return store.list_of(round_id)


def create(
    round_id: str,
    wanted: Sequence[Account],
    by: str,
    new_password: Callable[[], str],
    now: datetime,
) -> list[Account]:
    """Create the accounts, all or none: Invalid has every problem of them.

    An account is stored only after its letter was sent. One that already has this post is not
    changed, so that a list can be sent again after an interruption. A person who has an account
    with another post, or from an earlier round, gets the new post and keeps the password.
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
    """Create the first operations account of a deployment, which belongs to no round."""
    return _create("", account, by, new_password, now)


def _create(round_id: str, account: Account, by: str, password: str, now: datetime) -> Account:
    sub, new = sign_in.create(account.email, password)
    known = store.find(sub)
    if known is None:
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
    if known.post == account.post:
        return known
    return _keep(round_id, known.moved(account), by, "move_account", "new-post", "", now)


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
    """The values of a letter about an account: the person, the work and its deadline in both
    languages, and how to sign in.
    """
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
    known: Mapping[str, Account],
    cell: Callable[[int, str], str],
    now: datetime,
) -> list[Problem]:
    """Every reason why these accounts cannot be created; `known` are the existing ones by e-mail
    address, and `cell` names a part of a row.
    """
    units, round_ = current.units(round_id, now), current.get(round_id, now)
    areas: set[str] = set()
    for index in round_.indexes:
        areas.update(f"{index.id}/{area.code}" for area in index.areas)
    times = Counter(account.email for account in wanted)
    problems = []
    for row, account in enumerate(wanted):
        if not is_address(account.email):
            problems.append(
                Problem(
                    cell(row, "email"), "Địa chỉ thư điện tử không hợp lệ", "Not an e-mail address"
                )
            )
        if times[account.email] > 1:
            problems.append(
                Problem(
                    cell(row, "email"),
                    "Địa chỉ xuất hiện hai lần",
                    "The address appears twice",
                    "repeated",
                )
            )
        if account.role not in TITLES:
            vi, en = (", ".join(titles) for titles in zip(*TITLES.values(), strict=True))
            problems.append(
                Problem(
                    cell(row, "role"),
                    f"Vai trò phải là một trong: {vi}",
                    f"The role must be one of: {en}",
                )
            )
        if (account.role in UNIT_ROLES) != (account.unit in units):
            problems.append(
                Problem(
                    cell(row, "unit"),
                    f"Không có đơn vị {account.unit or '(trống)'} cho vai trò này",
                    f"No unit {account.unit or '(empty)'} for this role",
                    "unknown_unit",
                )
            )
        if account.role != "ops" and account.email in known and known[account.email].role == "ops":
            problems.append(
                Problem(
                    cell(row, "role"),
                    "Địa chỉ này là tài khoản điều hành",
                    "That is an ops account",
                    "is_ops",
                )
            )
        problems += [
            Problem(
                cell(row, "areas"),
                f"Không có lĩnh vực {area}",
                f"There is no area {area}",
                "unknown_area",
            )
            for area in account.areas
            if area not in areas
        ]
    return problems
