"""Addresses that lead to one mailbox, however they are written: nguyen.a+tk@… and NguyenA@…."""

from __future__ import annotations


def key(email: str) -> str:
    """The form in which two addresses of a mailbox are equal: no capitals, and in the part before
    the @ neither points nor what follows a plus sign.
    """
    local, _, host = email.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{host}"
