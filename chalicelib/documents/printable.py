"""Texts for files: without characters that XML does not allow, and with plain line breaks."""

from __future__ import annotations

import re

# All but the characters that XML 1.0 §2.2 allows; half a surrogate pair is not one of them.
_NO_CHARACTER = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text with plain line breaks and without characters that XML does not allow."""
    return _NO_CHARACTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
