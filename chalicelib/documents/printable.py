"""Texts as files may hold them: what XML cannot carry is left out, line breaks are plain."""

from __future__ import annotations

import re

# XML 1.0 §2.2: everything else is no character. Half a surrogate pair is none either.
_NO_CHARACTER = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text with plain line breaks and without what no XML file may hold."""
    return _NO_CHARACTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
