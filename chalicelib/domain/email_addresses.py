"""E-mail addresses: the one form in which they are compared, and which of them mail can reach."""

from __future__ import annotations

import re
import unicodedata

# What mail servers accept in practice: ASCII, dots only between atoms, a domain with a dot (RFC
# 5321 §4.1.2, RFC 1035) whose last label is not a number (RFC 3696 §2).
_ATOM = r"[a-z0-9!#$%&'*+/=?^_{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(
    rf"(?=.{{3,254}}$)(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?![0-9]+$){_LABEL}"
)


def normalised(email: str) -> str:
    """The one form in which an address is compared, kept and written to."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def is_address(email: str) -> bool:
    """Whether a normalised address is one that a letter can go to."""
    return _EMAIL.fullmatch(email) is not None
