"""Signing in: failed attempts are limited, then the identity provider is asked.

The limits are of strangers. They hold up nobody in a browser in which that person has signed in
before (`known`), and nobody who gives password and code of the second factor at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from chalicelib.aws import secrets, sign_in
from chalicelib.aws.sign_in import Challenge, Tokens
from chalicelib.domain.email_addresses import is_address
from chalicelib.domain.errors import (
    Invalid,
    PasswordChangeRequired,
    Problem,
    Refusal,
    SecondFactorRequired,
    SignInRequired,
    TooManyRequests,
)
from chalicelib.domain.people import attempts, passwords
from chalicelib.domain.people.attempts import Counter
from chalicelib.store import accounts as accounts_store
from chalicelib.store import attempts as store

__all__ = [
    "Tokens",
    "answer_second_factor",
    "change_first_password",
    "end",
    "introduce",
    "recognise",
    "refresh",
    "start",
]

_REFUSALS = {
    "NEW_PASSWORD_REQUIRED": PasswordChangeRequired,
    "SOFTWARE_TOKEN_MFA": SecondFactorRequired,
}
Result = TypeVar("Result")


def start(
    email: str, password: str, source: str, now: datetime, known: str = "", code: str = ""
) -> Tokens:
    """Sign in; SignInRequired if the password is wrong, TooManyRequests after too many failures.

    PasswordChangeRequired and SecondFactorRequired have the challenge to answer next. With a `code`
    of the second factor no earlier failure counts, and a refusal does not say what was wrong.
    """
    if not is_address(email):  # the provider takes other names of an account, each a way to guess
        raise SignInRequired(*sign_in.WRONG)
    if code:
        return _at_once(email, password, code, source, now, known)
    answer = counted("password", email, source, now, lambda: sign_in.start(email, password), known)
    return _tokens(answer, email, now)


def _at_once(
    email: str, password: str, code: str, source: str, now: datetime, known: str
) -> Tokens:
    """Password and code together. Failures of the password are not counted: nobody learns of them
    here, whether by words or by time. Codes are counted once the password is right.
    """
    wrong = SignInRequired(*sign_in.WRONG_TOGETHER)
    try:
        answer = sign_in.start(email, password)
    except SignInRequired:
        sign_in.answer_nothing(email, code)
        raise wrong from None
    if isinstance(answer, Tokens):
        sign_in.end(answer.refresh)
        raise wrong
    session = answer.session
    if answer.kind != "SOFTWARE_TOKEN_MFA":
        sign_in.answer_nothing(email, code)
        raise wrong

    def act() -> Tokens | Challenge:
        return sign_in.answer_second_factor(email, session, code)

    try:
        return _tokens(counted("code", email, source, now, act, known), email, now)
    except (SignInRequired, TooManyRequests):
        raise wrong from None


def change_first_password(
    email: str, challenge: str, new_password: str, source: str, now: datetime, known: str = ""
) -> Tokens:
    """Answer the challenge of a first sign-in, once; Invalid for a weak password or the one from
    the letter, SignInRequired if it was changed to another already. Sent again after a lost reply,
    it signs in with the password that it set.
    """
    session = attempts.open_challenge(
        secrets.link_key(), "NEW_PASSWORD_REQUIRED", email, challenge, now
    )
    sub = sign_in.awaits_new_password(email)
    if not sub:
        return _changed_before(email, new_password, source, now, known)
    account = accounts_store.find(sub)
    if problems := passwords.check_password(new_password, email, account.name if account else ""):
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
    try:
        changed = sign_in.change_first_password(email, session, new_password)
    except SignInRequired:
        if sign_in.awaits_new_password(email):
            raise
        # The provider took the change, and the SDK, which got no reply, asked it again.
        return _changed_before(email, new_password, source, now, known)
    return _tokens(changed, email, now)


def _changed_before(
    email: str, new_password: str, source: str, now: datetime, known: str
) -> Tokens:
    """Sign in with a password that was set before; a wrong one counts as a failed sign-in."""

    def act() -> Tokens | Challenge:
        try:
            return sign_in.start(email, new_password)
        except SignInRequired:
            raise SignInRequired(
                "Mật khẩu đã được đổi; hãy đăng nhập bằng mật khẩu mới.",
                "The password has been changed; sign in with the new one.",
            ) from None

    return _tokens(counted("password", email, source, now, act, known), email, now)


def answer_second_factor(
    email: str, challenge: str, code: str, source: str, now: datetime, known: str = ""
) -> Tokens:
    """Answer with a code of the authenticator; SignInRequired if it is wrong or was used,
    TooManyRequests after too many failures.
    """
    session = attempts.open_challenge(
        secrets.link_key(), "SOFTWARE_TOKEN_MFA", email, challenge, now
    )

    def act() -> Tokens | Challenge:
        return sign_in.answer_second_factor(email, session, code)

    return _tokens(counted("code", email, source, now, act, known), email, now)


def refresh(token: str) -> Tokens:
    """A new bearer token for a refresh token; SignInRequired if that is not good any more."""
    return sign_in.refresh(token)


def end(token: str) -> None:
    """Revoke a refresh token."""
    sign_in.end(token)


def recognise(email: str, proofs: str, now: datetime) -> str:
    """The proof among those of a browser that this person has signed in with it; "" if none."""
    return attempts.known_again(secrets.link_key(), email, proofs, now)


def introduce(email: str, proofs: str, now: datetime) -> str:
    """The proofs of a browser in which this person has just signed in."""
    return attempts.make_known(secrets.link_key(), email, proofs, now)


def counted(
    kind: str, email: str, source: str, now: datetime, act: Callable[[], Result], known: str = ""
) -> Result:
    """Run `act` and return its result; TooManyRequests after too many failures.

    A refusal by `act` counts as a failure: of the browser if it is `known` (by its proof), else of
    the address in the network `source`, of the network, and of the address. A success clears the
    failures of the address in the network; the others stay.
    """
    own, shared = _count(kind, email, source, now, known)
    result = act()
    for counter in own:
        store.clear(counter.key)
    for counter in shared:
        store.give_back(counter.key)
    return result


def _count(
    kind: str, email: str, source: str, now: datetime, known: str
) -> tuple[list[Counter], list[Counter]]:
    """Count a try; the counters that a success clears, and those that it lowers by one."""
    key = secrets.link_key()
    if known:
        return [_taken(attempts.of_browser(key, kind, email, known, now), now)], []
    pair, *networks = attempts.counters(key, kind, email, source, now)
    own, shared = [_taken(pair, now)], []
    for network in networks:
        if store.take(network.key, network.limit, network.until):
            shared.append(network)
        else:
            own.append(_taken(attempts.crowded(key, kind, email, source, now), now))
    shared.append(_taken(attempts.everywhere(key, kind, email, now), now))
    return own, shared


def _taken(counter: Counter, now: datetime) -> Counter:
    if not store.take(counter.key, counter.limit, counter.until):
        raise attempts.too_many(counter.until, now)
    return counter


def _tokens(answer: Tokens | Challenge, email: str, now: datetime) -> Tokens:
    if isinstance(answer, Tokens):
        return answer
    refusal: Callable[[str], Refusal] = _REFUSALS[answer.kind]
    raise refusal(
        attempts.seal_challenge(secrets.link_key(), answer.kind, email, answer.session, now)
    )
