"""Signing in: failed attempts are limited, then the identity provider is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from chalicelib.aws import secrets, sign_in
from chalicelib.aws.sign_in import Challenge, Tokens
from chalicelib.domain.errors import (
    Invalid,
    PasswordChangeRequired,
    Problem,
    Refusal,
    SecondFactorRequired,
    SignInRequired,
)
from chalicelib.domain.people import accounts, attempts
from chalicelib.domain.people.attempts import Counter
from chalicelib.store import accounts as accounts_store
from chalicelib.store import attempts as store

__all__ = ["Tokens", "answer_second_factor", "change_first_password", "end", "refresh", "start"]

_REFUSALS = {
    "NEW_PASSWORD_REQUIRED": PasswordChangeRequired,
    "SOFTWARE_TOKEN_MFA": SecondFactorRequired,
}
Result = TypeVar("Result")


def start(email: str, password: str, source: str, now: datetime) -> Tokens:
    """Sign in; SignInRequired if the password is wrong, TooManyRequests after too many failures.

    PasswordChangeRequired and SecondFactorRequired have the challenge to answer next.
    """
    return _tokens(
        counted("password", email, source, now, lambda: sign_in.start(email, password)), email, now
    )


def change_first_password(email: str, challenge: str, new_password: str, now: datetime) -> Tokens:
    """Answer the challenge of a first sign-in, once; Invalid for a weak password or the one from
    the letter, SignInRequired if it was changed already.
    """
    session = attempts.open_challenge(
        secrets.link_key(), "NEW_PASSWORD_REQUIRED", email, challenge, now
    )
    sub = sign_in.awaits_new_password(email)
    if not sub:
        raise SignInRequired(
            "Mật khẩu đã được đổi; hãy đăng nhập bằng mật khẩu mới.",
            "The password has been changed; sign in with the new one.",
        )
    account = accounts_store.find(sub)
    if problems := accounts.check_password(new_password, email, account.name if account else ""):
        raise Invalid(errors=problems)
    if sign_in.is_password(email, new_password):
        raise Invalid(
            errors=[
                Problem(
                    "new_password",
                    "Mật khẩu mới phải khác mật khẩu trong thư",
                    "The new password must differ from the one in the letter",
                    "same_password",
                )
            ]
        )
    return _tokens(sign_in.change_first_password(email, session, new_password), email, now)


def answer_second_factor(
    email: str, challenge: str, code: str, source: str, now: datetime
) -> Tokens:
    """Answer with a code of the authenticator; SignInRequired if it is wrong or was used,
    TooManyRequests after too many failures.
    """
    session = attempts.open_challenge(
        secrets.link_key(), "SOFTWARE_TOKEN_MFA", email, challenge, now
    )
    return _tokens(
        counted(
            "code", email, source, now, lambda: sign_in.answer_second_factor(email, session, code)
        ),
        email,
        now,
    )


def refresh(token: str) -> Tokens:
    """A new bearer token for a refresh token; SignInRequired if that is not good any more."""
    return sign_in.refresh(token)


def end(token: str) -> None:
    """Revoke a refresh token."""
    sign_in.end(token)


def counted(kind: str, email: str, source: str, now: datetime, act: Callable[[], Result]) -> Result:
    """Run `act` and return its result; TooManyRequests after too many failures.

    A refusal by `act` counts as a failure of the address and of the network `source`. A success
    clears the failures of the address; those of others in the network stay.
    """
    address, *networks = attempts.counters(secrets.link_key(), kind, email, source, now)
    _take([address, *networks], now)
    result = act()
    store.clear(address.key)
    for network in networks:
        store.give_back(network.key)
    return result


def _take(counters: Iterable[Counter], now: datetime) -> None:
    for counter in counters:
        if not store.take(counter.key, counter.limit, counter.until):
            raise attempts.too_many(counter.until, now)


def _tokens(answer: Tokens | Challenge, email: str, now: datetime) -> Tokens:
    if isinstance(answer, Tokens):
        return answer
    refusal: Callable[[str], Refusal] = _REFUSALS[answer.kind]
    raise refusal(
        attempts.seal_challenge(secrets.link_key(), answer.kind, email, answer.session, now)
    )
