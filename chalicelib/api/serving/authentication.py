"""Who sends a request: the access token is verified here, in the view wrapper, not by the
gateway.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from chalicelib.actions.people import accounts
from chalicelib.domain.errors import SignInRequired
from chalicelib.domain.people.accounts import Account
from chalicelib.settings import settings

if TYPE_CHECKING:
    from jwt import PyJWKClient


@lru_cache(maxsize=1)
def _keys() -> PyJWKClient:
    from jwt import PyJWKClient

    own = settings()
    base = own.endpoint_url or f"https://cognito-idp.{own.region}.amazonaws.com"
    return PyJWKClient(
        f"{base}/{own.user_pool_id}/.well-known/jwks.json", cache_keys=True, timeout=5
    )


def account_of(authorization: str) -> Account:
    """The account behind `Authorization: Bearer …`; SignInRequired if it is missing, forged,
    expired or blocked.
    """
    claims = _claims(authorization)
    return accounts.active(claims["sub"], claims["iat"], claims["jti"])


def signed_in(token: str, now: datetime) -> Account:
    """The account of a token that was made just now; the sign-in is noted."""
    claims = _claims(f"Bearer {token}")
    return accounts.signed_in(claims["sub"], claims["iat"], claims["jti"], now)


def bearer(headers: Mapping[str, str]) -> tuple[str, str]:
    """The token of a request that was let in, and the token's own name."""
    authorization = headers.get("authorization", "")
    return authorization.partition(" ")[2], _claims(authorization)["jti"]


def _claims(authorization: str) -> dict[str, Any]:
    import jwt

    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise SignInRequired
    try:
        key = _keys().get_signing_key_from_jwt(token).key
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            options={"require": ["exp", "iat", "jti", "sub"], "verify_aud": False},
        )
    except (
        jwt.PyJWKClientConnectionError
    ):  # the keys cannot be fetched: our fault, and nobody is signed out for it
        raise
    except jwt.PyJWTError as error:
        raise SignInRequired(
            "Phiên đăng nhập không hợp lệ hoặc đã hết hạn; hãy đăng nhập lại.",
            "The sign-in is not valid or has expired; please sign in again.",
        ) from error
    # An ID token is signed by the same keys; only an access token of our own client opens a route.
    if (
        claims.get("token_use") != "access"
        or claims.get("client_id") != settings().user_pool_client_id
    ):
        raise SignInRequired
    return claims
