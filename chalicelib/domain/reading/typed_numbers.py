"""Numbers as people type them: `1,25`, `3.456.789`, `90 %`; read where they have one reading only.

A Vietnamese spreadsheet writes a decimal comma and a point between thousands, an English one the
other way round; a text may come from either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A number of this many characters is no figure; longer texts are not looked at.
_LONGEST = 120
_BLANKS = re.compile("[ \u00a0\u2009\u202f]")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_WHOLE = re.compile(r"[0-9]+")
_PLAIN = re.compile(r"([0-9]+)[.,]([0-9]+)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")
_TWICE = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})+")
_BOTH = re.compile(r"([1-9][0-9]{0,2}(?:([., '])[0-9]{3})+)([.,])([0-9]+)")


@dataclass(frozen=True, slots=True)
class Typed:
    """A plain decimal (`-1.25`), and whether a percent sign was written behind it."""

    text: str
    percent: bool = False


def number(text: str) -> Typed | None:
    """The only number that the text can mean; None if it is no number or may be two (`47.000`)."""
    if len(text) > _LONGEST:
        return None
    left = text.strip().translate(_MINUS)
    percent = left.endswith("%")
    left = left.removesuffix("%").strip()
    sign = "-" if left.startswith("-") else ""
    plain = _plain(_BLANKS.sub(" ", left.removeprefix("-")))
    return None if plain is None else Typed(sign + plain, percent)


def _plain(digits: str) -> str | None:
    if _WHOLE.fullmatch(digits):
        return digits
    if (both := _BOTH.fullmatch(digits)) and both[2] != both[3]:
        return f"{_joined(both[1])}.{both[4]}" if _even(both[1], both[2]) else None
    if _TWICE.fullmatch(digits):
        return _joined(digits)
    if grouped := _GROUPED.fullmatch(digits):
        return _joined(digits) if grouped[1] in "' " else None
    if plain := _PLAIN.fullmatch(digits):
        return f"{plain[1]}.{plain[2]}"
    return None


def _joined(digits: str) -> str:
    return re.sub("[., ']", "", digits)


def _even(digits: str, separator: str) -> bool:
    """Whether only this separator is between the thousands."""
    return not set(digits) & set("., '") - {separator}
