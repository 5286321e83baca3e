"""Who sends a request: the access token is verified here, in the view wrapper, not by the gateway."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from chalicelib.actions import accounts
from chalicelib.domain.access import Account
from chalicelib.domain.errors import SignInRequired
from chalicelib.settings import settings

if TYPE_CHECKING:
    from jwt import PyJWKClient


@lru_cache(maxsize=1)
def _keys() -> PyJWKClient:
    from jwt import PyJWKClient

    own = settings()
    base = own.endpoint_url or f"https://cognito-idp.{own.region}.amazonaws.com"
    return PyJWKClient(f"{base}/{own.user_pool_id}/.well-known/jwks.json", cache_keys=True, timeout=5)


def account_of(authorization: str) -> Account:
    """The account behind `Authorization: Bearer …`; SignInRequired if it is missing, forged, expired or blocked."""
    import jwt

    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise SignInRequired
    try:
        key = _keys().get_signing_key_from_jwt(token).key
        claims = jwt.decode(token, key, algorithms=["RS256"], options={"require": ["exp", "sub"], "verify_aud": False})
    except jwt.PyJWTError as fault:
        raise SignInRequired("Phiên đăng nhập không hợp lệ hoặc đã hết hạn; hãy đăng nhập lại.",
                             "The sign-in is not valid or has expired; please sign in again.") from fault
    # An ID token is signed by the same keys; only an access token of our own client opens a route.
    if claims.get("token_use") != "access" or claims.get("client_id") != settings().user_pool_client_id:
        raise SignInRequired
    return accounts.active(claims["sub"])
