"""Cognito's rotation and revocation of refresh tokens, which moto does not have, as its
documentation tells them.
"""

from __future__ import annotations

import time
from typing import Any

import pytest
from moto.cognitoidp.exceptions import NotAuthorizedError
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.core.responses import ActionResult


def put_in(patch: pytest.MonkeyPatch, grace: float) -> None:
    """Let moto take GetTokensFromRefreshToken; a used token is good for `grace` seconds more."""

    def refreshed(self: Any) -> ActionResult:
        token = self._get_param("RefreshToken")
        for pool in self.backend.user_pools.values():
            owner = pool.refresh_tokens.get(token)
            if owner and time.time() <= _ends(pool).get(token, time.time()):
                access, identity, lasts = pool.create_tokens_from_refresh_token(token)
                client, username, _ = owner
                fresh, _ = pool.create_refresh_token(client, username)
                _ends(pool).setdefault(token, time.time() + grace)
                result = {"AccessToken": access, "IdToken": identity, "ExpiresIn": lasts}
                return ActionResult({"AuthenticationResult": {**result, "RefreshToken": fresh}})
        raise NotAuthorizedError("Invalid Refresh Token")

    def revoked(self: Any) -> ActionResult:
        for pool in self.backend.user_pools.values():
            pool.refresh_tokens.pop(self._get_param("Token"), None)
        return ActionResult({})

    patch.setattr(CognitoIdpResponse, "get_tokens_from_refresh_token", refreshed, raising=False)
    patch.setattr(CognitoIdpResponse, "revoke_token", revoked, raising=False)


def _ends(pool: Any) -> dict[str, float]:
    """Until when each used token is good."""
    ends: dict[str, float] = pool.__dict__.setdefault("ends_of_used_tokens", {})
    return ends
