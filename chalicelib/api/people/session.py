"""Sign in, change the first password, refresh, sign out. Scripts cannot read the cookie of the
refresh token.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chalicelib.api.people import post_views
from chalicelib.api.serving import authentication
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.domain import errors
from chalicelib.domain.errors import SignInRequired

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.actions.people.signing_in import Tokens
    from chalicelib.api.people.bodies import NewPassword, SecondFactor, SignIn

routes = Routes(__name__)
_COOKIE = "refresh"
# What a cookie may hold (RFC 6265 §4.1.1): no space, quote, comma, semicolon or backslash. Said by
# what is in it, since a set up to the last of all characters takes 3 ms to compile.
_TOKEN = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,4096}")
_COOKIE_RULES = "Path=/api/session; HttpOnly; Secure; SameSite=Strict"
# As long as the refresh token itself (RefreshTokenValidity in infra/resources.yaml).
_TWELVE_HOURS = 12 * 3600
_KNOWN = "known"
_KNOWN_FOR = 400 * 24 * 3600  # as long as the proofs in it (domain.people.attempts)


@routes.on(
    "POST",
    "/api/session",
    audience="anyone",
    body="people.bodies.SignIn",
    reply="people.replies.SessionReply",
    refuses=(errors.SignInRequired, errors.PasswordChangeRequired, errors.SecondFactorRequired),
)
def sign_in(request: Request[SignIn]) -> Any:
    """Sign in; 401 `password_change_required` or `second_factor_required` comes with the challenge
    for the next step.
    """
    from chalicelib.actions.people import signing_in

    body = request.body
    known = signing_in.recognise(body.email, _proofs(request), request.now)
    tokens = signing_in.start(
        body.email, body.password, request.source, request.now, known, body.code or ""
    )
    return _signed_in(request, tokens, body.email)


@routes.on(
    "POST",
    "/api/session/password",
    audience="anyone",
    body="people.bodies.NewPassword",
    reply="people.replies.SessionReply",
    refuses=(errors.SignInRequired, errors.SecondFactorRequired),
)
def change_first_password(request: Request[NewPassword]) -> Any:
    """Change the first password and sign in."""
    from chalicelib.actions.people import signing_in

    body = request.body
    known = signing_in.recognise(body.email, _proofs(request), request.now)
    tokens = signing_in.change_first_password(
        body.email, body.challenge, body.new_password, request.source, request.now, known
    )
    return _signed_in(request, tokens, body.email)


@routes.on(
    "POST",
    "/api/session/second-factor",
    audience="anyone",
    body="people.bodies.SecondFactor",
    reply="people.replies.SessionReply",
    refuses=(errors.SignInRequired, errors.SecondFactorRequired),
)
def answer_second_factor(request: Request[SecondFactor]) -> Any:
    """Finish a sign-in with the code that the authenticator shows."""
    from chalicelib.actions.people import signing_in

    body = request.body
    known = signing_in.recognise(body.email, _proofs(request), request.now)
    tokens = signing_in.answer_second_factor(
        body.email, body.challenge, body.code, request.source, request.now, known
    )
    return _signed_in(request, tokens, body.email)


@routes.on(
    "POST",
    "/api/session/refresh",
    audience="anyone",
    reply="people.replies.SessionReply",
    refuses=(errors.SignInRequired,),
    cookie=True,
)
def refresh(request: Request[None]) -> Any:
    """A new access token for the refresh cookie."""
    from chalicelib.actions.people import signing_in

    return _session(signing_in.refresh(_cookie(request)), request.now)


@routes.on(
    "DELETE",
    "/api/session",
    audience="anyone",
    status=204,
    refuses=(errors.SignInRequired,),
    cookie=True,
)
def sign_out(request: Request[None]) -> Any:
    """Sign out: the refresh token is revoked and the cookie removed."""
    from chalicelib.actions.people import signing_in

    signing_in.end(_cookie(request))
    return Reply(None, 204, {"Set-Cookie": f"{_COOKIE}=; Max-Age=0; {_COOKIE_RULES}"})


def _cookie(request: Request[None]) -> str:
    """The refresh token. Other cookies of the browser, however odd, do not matter."""
    pairs = (pair.partition("=") for pair in request.headers.get("cookie", "").split(";"))
    tokens = [value.strip() for name, _, value in pairs if name.strip() == _COOKIE]
    token = tokens[0] if tokens else ""
    if not _TOKEN.fullmatch(token):
        raise SignInRequired
    return token


def _proofs(request: Request[Any]) -> str:
    """What the browser keeps to show who signed in with it. Other cookies do not matter."""
    pairs = (pair.partition("=") for pair in request.headers.get("cookie", "").split(";"))
    return next((value.strip() for name, _, value in pairs if name.strip() == _KNOWN), "")


def _signed_in(request: Request[Any], tokens: Tokens, email: str) -> Reply:
    """The session, and in a second cookie the proof that lets this browser pass when others fill
    the counters of failures.
    """
    from chalicelib.actions.people import signing_in

    reply = _session(tokens, request.now)
    proofs = signing_in.introduce(email, _proofs(request), request.now)
    cookies = [
        str(reply.headers["Set-Cookie"]),
        f"{_KNOWN}={proofs}; Max-Age={_KNOWN_FOR}; {_COOKIE_RULES}",
    ]
    return replace(reply, headers={**reply.headers, "Set-Cookie": cookies})


def _session(tokens: Tokens, now: datetime) -> Reply:
    account = authentication.signed_in(tokens.access, now).working(now)
    body = {
        "access_token": tokens.access,
        "expires_in": tokens.expires_in,
        "account": {
            "email": account.email,
            "name": account.name,
            "role": account.role,
            "round": account.round,
            "unit": account.unit,
            "posts": [post_views.post(post) for post in account.posts],
        },
    }
    cookie = f"{_COOKIE}={tokens.refresh}; Max-Age={_TWELVE_HOURS}; {_COOKIE_RULES}"
    return Reply(body, 200, {"Set-Cookie": cookie})
