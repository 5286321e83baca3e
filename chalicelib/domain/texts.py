"""Texts in both languages, Vietnamese first."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# Of Unicode's general categories (standard annex 44): control, format, surrogate, private use, not
# assigned.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


@dataclass(frozen=True, slots=True)
class Text:
    """A title or a name: `{"vi", "en"}` in every file; `en` may be empty."""

    vi: str
    en: str = ""

    def as_json(self) -> dict[str, str]:
        """`{"vi": …, "en": …}`, in that order."""
        return {"vi": self.vi, "en": self.en}


def unseen(text: str) -> list[str]:
    """The characters of a line of text that a reader does not see, as `U+202E`: those that turn its
    direction, others that control or format (blanks are none), and those that mean nothing.
    """
    if text.isprintable():
        return []
    found = dict.fromkeys(
        each for each in text if unicodedata.category(each) in _UNSEEN and not each.isspace()
    )
    return [f"U+{ord(each):04X}" for each in found]
