"""Words, numbers and instants in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Language:
    """`vi` (the default of every page) or `en`."""

    code: str

    def say(self, vi: str, en: str) -> str:
        """The text in this language."""
        return en if self.code == "en" else vi

    def of(self, text: Mapping[str, str]) -> str:
        """A `{"vi", "en"}` text; Vietnamese if the English is missing or empty."""
        return text.get(self.code) or text["vi"]

    def number(self, decimal: str) -> str:
        """A decimal such as 93.89 as it is printed: with a decimal comma in Vietnamese and a true
        minus sign.
        """
        return decimal.replace("-", MINUS).replace(".", self.say(",", "."))

    def signed(self, decimal: str) -> str:
        """A change with its sign; 0.00 has none."""
        plus = "+" if decimal.strip("0.") and not decimal.startswith("-") else ""
        return plus + self.number(decimal)

    def whole(self, count: int) -> str:
        """A count with separators of thousands: 50.155 in Vietnamese, 50,155 in English."""
        return f"{count:,}".replace(",", self.say(".", ","))

    def instant(self, moment: str, timezone: str) -> str:
        """An ISO 8601 instant in local words, e.g. `08:00 ngày 06/04/2025`."""
        from zoneinfo import ZoneInfo

        local = datetime.fromisoformat(moment).astimezone(ZoneInfo(timezone))
        return self.say(f"{local:%H:%M} ngày {local:%d/%m/%Y}", f"{local.day} {local:%B %Y, %H:%M}")

    def path(self, path: str) -> str:
        """The address of the page in this language: `?lang=en` stays in every link, so that no
        cookie is needed.
        """
        return path if self.code == "vi" else f"{path}?lang={self.code}"


VIETNAMESE = Language("vi")
ENGLISH = Language("en")


def language(asked: str | None) -> Language:
    """The language of a `lang` parameter; Vietnamese unless it is `en`."""
    return ENGLISH if asked == "en" else VIETNAMESE
