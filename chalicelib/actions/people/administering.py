"""Administering: operations staff reset, disable, enable or sign out an account, at once and on
record.
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.actions.people import accounts
from chalicelib.aws import mail, sign_in, sign_in_settings
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.people.accounts import Account
from chalicelib.store import accounts as store
from chalicelib.store import audit


def reset(
    round_id: str, sub: str, reason: str, by: Account, new_password: str, now: datetime
) -> Account:
    """Send a new first password by e-mail; the old one, the second factor and every sign-in become
    void. NotFound.
    """
    account = _of(round_id, sub)
    sign_in.set_first_password(account.email, new_password)
    sign_in_settings.remove_second_factor(account.email)
    _sign_out(account, now)
    values = accounts.letter_values(account.working(now), new_password, now)
    mail.send_one("new-password", account.email, values)
    return _noted(round_id, account, "reset_account", reason, by, now)


def disable(round_id: str, sub: str, reason: str, by: Account, now: datetime) -> Account:
    """Disable the account from the next request on; what it did stays. NotFound, Conflict for one's
    own account.
    """
    account = _of(round_id, sub)
    if account.sub == by.sub:
        raise Conflict(
            "Không tự khóa tài khoản của mình được; hãy nhờ người khác.",
            "You cannot disable your own account. Ask a colleague in operations.",
        )
    _sign_out(account, now, disabled=True)
    return _noted(round_id, account, "disable_account", reason, by, now)


def enable(round_id: str, sub: str, reason: str, by: Account, now: datetime) -> Account:
    """Let the account sign in again, with the password it had. NotFound."""
    account = _of(round_id, sub)
    store.put_disabled(account.sub, disabled=False)
    return _noted(round_id, account, "enable_account", reason, by, now)


def sign_out(round_id: str, sub: str, reason: str, by: Account, now: datetime) -> Account:
    """Make every token of the account void that was issued so far. NotFound."""
    account = _of(round_id, sub)
    _sign_out(account, now)
    return _noted(round_id, account, "sign_out_account", reason, by, now)


def _of(round_id: str, sub: str) -> Account:
    account = store.find(sub)
    if account is None or not account.belongs_to(round_id):
        raise NotFound(
            "Không có tài khoản này trong kỳ đánh giá.", "There is no such account in this round."
        )
    return account


def _sign_out(account: Account, now: datetime, disabled: bool | None = None) -> None:
    store.put_not_before(account.sub, now, disabled=disabled)
    sign_in_settings.sign_out(account.email)


def _noted(
    round_id: str, account: Account, act: str, reason: str, by: Account, now: datetime
) -> Account:
    audit.record(round_id, now, by.email, act, account.email, reason)
    return store.find(account.sub) or account
