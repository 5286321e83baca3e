"""Signing in: what the identity provider says, for the accounts that stand here."""

from __future__ import annotations

from chalicelib.aws.sign_in import Tokens, change_first_password, end, refresh, start

__all__ = ["Tokens", "change_first_password", "end", "refresh", "start"]
