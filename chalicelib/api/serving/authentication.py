"""Who sends a request. The access token is verified here, not by the gateway."""

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

    known = settings()
    base = known.endpoint_url or f"https://cognito-idp.{known.region}.amazonaws.com"
    address = f"{base}/{known.user_pool_id}/.well-known/jwks.json"
    return PyJWKClient(address, cache_keys=True, timeout=5)


def account_of(authorization: str) -> Account:
    """The account of `Authorization: Bearer …`; SignInRequired if the token is missing, forged,
    expired or ended, or the account is disabled.
    """
    claims = _claims(authorization)
    return accounts.active(claims["sub"], claims["iat"], claims["jti"])


def signed_in(token: str, now: datetime) -> Account:
    """The account of a new token; records the sign-in."""
    claims = _claims(f"Bearer {token}")
    return accounts.signed_in(claims["sub"], claims["iat"], claims["jti"], now)


def bearer(headers: Mapping[str, str]) -> tuple[str, str]:
    """The token of an admitted request, and the token's id (`jti`)."""
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
    except jwt.PyJWKClientConnectionError:
        # The keys cannot be fetched. That is our error, so it must not sign anyone out.
        raise
    except jwt.PyJWTError as error:
        raise SignInRequired(
            "Phiên đăng nhập không hợp lệ hoặc đã hết hạn; hãy đăng nhập lại.",
            "The sign-in is not valid or has expired; please sign in again.",
        ) from error
    # The same keys sign ID tokens; only an access token of our own client is accepted.
    if (
        claims.get("token_use") != "access"
        or claims.get("client_id") != settings().user_pool_client_id
    ):
        raise SignInRequired
    return claims
