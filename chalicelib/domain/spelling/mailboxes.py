"""Addresses that lead to one mailbox, however they are written: nguyen.a+tk@… and NguyenA@…."""

from __future__ import annotations

# Whose addresses are the same with points and without.
_WITHOUT_POINTS = ("gmail.com", "googlemail.com")


def key(email: str) -> str:
    """The form in which two addresses of a mailbox are equal: no capitals, and in the part before
    the @ nothing that follows a plus sign and, at Gmail, no points.
    """
    local, _, host = email.strip().casefold().rpartition("@")
    name = local.partition("+")[0]
    return f"{name.replace('.', '') if host in _WITHOUT_POINTS else name}@{host}"
