"""The only source of randomness."""

from __future__ import annotations

import secrets
from random import Random, SystemRandom

# Letters and digits that nobody confuses when typing a password from an e-mail.
_READABLE = "abcdefghjkmnpqrstuvwxyz"
_DIGITS = "23456789"


def identifier() -> str:
    """A fresh identifier nobody can guess: 96 random bits, 16 characters of A-Z a-z 0-9 - _."""
    return secrets.token_urlsafe(12)


def first_password() -> str:
    """A first password: 16 letters and digits in four groups, one capital, about 76 random bits."""
    letters = [secrets.choice(_READABLE + _DIGITS) for _ in range(13)]
    body = [
        secrets.choice(_READABLE).upper(),
        secrets.choice(_READABLE),
        secrets.choice(_DIGITS),
        *letters,
    ]
    return "-".join("".join(body[at : at + 4]) for at in range(0, 16, 4))


def shuffler() -> Random:
    """Randomness for shuffling that cannot be replayed."""
    return SystemRandom()
