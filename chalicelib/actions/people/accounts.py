"""Accounts: operations staff create them from a list. The first password goes to the person's
e-mail address and must be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.actions.people import checking_accounts, holding_posts
from chalicelib.actions.rounds import current
from chalicelib.aws import mail, sign_in
from chalicelib.domain.errors import Invalid, SignInRequired
from chalicelib.domain.people import duties
from chalicelib.domain.people.accounts import Account
from chalicelib.store import accounts as store
from chalicelib.store import audit, teams

MAX_BATCH = 25
# The act that goes on record, by what happens to the account.
_ACTS = {"new": "create_account", "added": "add_post", "moved": "move_account", "ends": "end_post"}


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
    """The accounts with a post in the round, and of all operations staff."""
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
    gets a further post and keeps the password and all other posts.
    """
    if problems := checking_accounts.problems(
        round_id, wanted, lambda row, part: f"accounts[{row}].{part}", now
    ):
        raise Invalid(errors=problems)
    return [
        _create(round_id, replace(account, round=round_id), by, new_password(), now)
        for account in wanted
    ]


def bootstrap(account: Account, new_password: str, by: str, now: datetime) -> Account:
    """Create the first operations account of a deployment, which belongs to no round. Whoever makes
    it knows the password, so it stands though the mail service takes no letter yet.
    """
    return _create("", account, by, new_password, now, must_tell=False)


def _create(
    round_id: str,
    account: Account,
    by: str,
    password: str,
    now: datetime,
    *,
    must_tell: bool = True,
) -> Account:
    sub, new = sign_in.create(account.email, password)
    known, wanted = store.find(sub), replace(account, sub=sub)
    outcome = known.outcome(wanted, now) if known else "new"
    if known and outcome == "standing":
        return known
    if known is None:
        if not new:
            sign_in.set_first_password(account.email, password)
        try:
            mail.send_one("first-password", account.email, letter_values(wanted, password, now))
        except mail.NotTaken:
            if must_tell:
                raise
    elif outcome != "ends":
        mail.send_one("new-post", account.email, letter_values(wanted, "", now))

    if account.unit:
        teams.put_person(account.round, account.unit, account.email, account.name)
    noted = holding_posts.noted(wanted.post)
    act = audit.act_of(round_id or "-", now, by, _ACTS[outcome], account.email, details=noted)
    return holding_posts.give(wanted, act, now)


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
