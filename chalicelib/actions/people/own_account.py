"""One's own account: a signed-in person changes the password or the second factor, or signs out
everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from chalicelib.actions.people.signing_in import counted
from chalicelib.aws import sign_in, sign_in_settings
from chalicelib.documents import qr
from chalicelib.domain.errors import Invalid, Problem, SignInRequired
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.passwords import check_password
from chalicelib.store import accounts as store
from chalicelib.store import audit

ISSUER = "PAR INDEX"
# A signed-in person's failures count apart: strangers lock nobody out of their own account.
SIGNED_IN = "signed in"


def has_second_factor(account: Account) -> bool:
    """Whether a code is asked for at each sign-in."""
    return sign_in_settings.has_second_factor(account.email)


def change_password(
    account: Account,
    bearer: tuple[str, str],
    password: str,
    new_password: str,
    source: str,
    now: datetime,
) -> None:
    """Change the password and sign out everywhere else; `bearer`, the current token and its name,
    stays good.

    Invalid for a weak new password or a wrong old one, which counts as a failure. Sent again, it
    ends as the first time.
    """
    problems = check_password(new_password, account.email, account.name)
    if new_password == password:
        problems.append(
            Problem(
                "new_password",
                "Mật khẩu mới phải khác mật khẩu cũ.",
                "The new password must differ from the old one.",
                "same_password",
            )
        )
    if problems:
        raise Invalid(errors=problems)
    token, name = bearer

    def act() -> None:
        try:
            sign_in_settings.change_password(token, password, new_password)
        except SignInRequired:
            if not sign_in.is_password(account.email, new_password):
                raise
            # It was changed, and the reply was lost; what follows may be lacking.

    _by_password(account, source, now, act)
    _sign_out(account, now, name)
    _note(account, "change_password", now)


def new_second_factor(account: Account, token: str) -> tuple[str, str, str]:
    """A new secret for an authenticator, its address (`otpauth:`), and that as a QR image (`data:`
    address).
    """
    secret = sign_in_settings.new_second_factor(token)
    label = quote(f"{ISSUER}:{account.email}")
    address = f"otpauth://totp/{label}?secret={secret}&issuer={quote(ISSUER)}"
    return secret, address, qr.data_uri(address)


def confirm_second_factor(
    account: Account, token: str, code: str, source: str, now: datetime
) -> None:
    """Make each sign-in ask for a code from now on; Invalid if this one is wrong."""
    counted(
        "code",
        account.email,
        source,
        now,
        lambda: sign_in_settings.confirm_second_factor(token, account.email, code),
        SIGNED_IN,
    )
    _note(account, "add_second_factor", now)


def remove_second_factor(account: Account, password: str, source: str, now: datetime) -> None:
    """Make no sign-in ask for a code any more; Invalid for a wrong password.

    It needs the password so that nobody can do it at a screen that was left open.
    """
    _by_password(account, source, now, lambda: sign_in.start(account.email, password))
    sign_in_settings.remove_second_factor(account.email)
    _note(account, "remove_second_factor", now)


def sign_out_everywhere(account: Account, now: datetime) -> None:
    """Make every token void that was issued so far, this one too."""
    _sign_out(account, now, "")
    _note(account, "sign_out_everywhere", now)


def _by_password(account: Account, source: str, now: datetime, act: Callable[[], object]) -> None:
    """Run `act` once the password is confirmed. A wrong one counts as a failure; the session
    stays.
    """
    try:
        counted("password", account.email, source, now, act, SIGNED_IN)
    except SignInRequired as error:
        raise Invalid(
            errors=[
                Problem(
                    "password",
                    "Mật khẩu hiện nay không đúng; hãy gõ lại.",
                    "The current password is wrong; type it again.",
                    "wrong_password",
                )
            ]
        ) from error


def _sign_out(account: Account, now: datetime, fresh: str) -> None:
    store.put_not_before(account.sub, now, fresh)
    sign_in_settings.sign_out(account.email)


def _note(account: Account, act: str, now: datetime) -> None:
    audit.record(account.round or "-", now, account.email, act, account.email)
