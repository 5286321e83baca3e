"""The codes of an authenticator, as a person's phone shows them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time


def totp(secret: str, step: int = 0) -> str:
    """RFC 6238: six figures for the present half minute."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + step), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"
