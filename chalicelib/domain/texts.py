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
    """The characters of a text that a reader cannot see, each once, as `U+202E`: controls, formats
    (such as a change of direction) and code points that mean nothing. Blanks do not count.
    """
    if text.isprintable():
        return []
    hidden = dict.fromkeys(
        char for char in text if unicodedata.category(char) in _UNSEEN and not char.isspace()
    )
    return [f"U+{ord(char):04X}" for char in hidden]
