"""Whose address a request comes from. On AWS CloudFront stands before the gateway: what the gateway
takes for the sender is one of CloudFront's machines, which thousands of people share.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping

ENTRANCE = "x-origin-secret"


def address_of(headers: Mapping[str, str], seen: str, secret: str) -> str:
    """The sender's IP address; `seen` is the one that the gateway saw, `headers` have lower-case
    names.

    Anyone may write an X-Forwarded-For. It is heeded only beside the secret that CloudFront and the
    functions share (infra/entrance.yaml), and only what CloudFront itself added at the end, before
    the address of its machine that the gateway adds. Without a `secret` nothing stands before the
    gateway.
    """
    told = headers.get(ENTRANCE, "")
    if not secret or not hmac.compare_digest(told.encode(), secret.encode()):
        return seen
    chain = [each.strip() for each in headers.get("x-forwarded-for", "").split(",")]
    if len(chain) > 1 and chain[-1] == seen:
        chain.pop()
    return chain[-1] or seen
