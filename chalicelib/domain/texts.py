"""Texts in both languages, Vietnamese first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A title or a name: `{"vi", "en"}` in every file; `en` may be empty."""

    vi: str
    en: str = ""

    def as_json(self) -> dict[str, str]:
        """`{"vi": …, "en": …}`, in that order."""
        return {"vi": self.vi, "en": self.en}
