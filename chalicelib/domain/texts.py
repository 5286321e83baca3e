"""Texts in both languages, Vietnamese first, and the one rule for every text that people see: it
is composed (NFC), has no invisible characters, and is Unicode, not an old encoding.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Of Unicode's general categories (standard annex 44): control, format, surrogate, private use, not
# assigned.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
# These patterns are compiled when they are needed: every module of the domain imports this one.
# Letters, marks and a sign that show nothing (Default_Ignorable_Code_Point, and the empty braille).
_BLANK_LETTERS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U0001d159\U000e0100-\U000e01ef"
)
_HIDDEN = f"[{_BLANK_LETTERS}]"
# In pictures such as ✔️ and 👩‍💻 they have a meaning: what follows the sign, and what joins two.
_PICTURE = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_IN_PICTURES = f"(?<=[^\\w\\s]|[0-9])[\ufe0e\ufe0f]|(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}])"
# Whatever ends a line, apart from LF and CR: vertical tab, form feed, NEL, separators.
_LINE_ENDS = "[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
# What messages call the place of a text in a table.
CELL = ("Ô", "The cell")
# The most marks in a row that a text may have (Unicode standard annex 15, §13): putting them into
# their order costs the square of their number.
_MOST_MARKS = 30
# No text of any form is longer; what is may be refused for its length alone.
_EXAMINED = 20_000


@dataclass(frozen=True, slots=True)
class Text:
    """A title or a name: `{"vi", "en"}` in every file; `en` may be empty."""

    vi: str
    en: str = ""

    def as_json(self) -> dict[str, str]:
        """`{"vi": …, "en": …}`, in that order."""
        return {"vi": self.vi, "en": self.en}


def composed(text: str) -> str:
    """A text as it is kept: Unicode composed (NFC), with LF for the rare characters that end a
    line. One with a tower of marks stays as it is, for nothing of it is kept: `objection`.
    """
    if (text.isascii() and text.isprintable()) or _has_tower(text):
        return text
    return re.sub(_LINE_ENDS, "\n", unicodedata.normalize("NFC", text))


def _has_tower(text: str) -> bool:
    """Whether more marks follow each other than letters of any language bear."""
    if not any(map(unicodedata.combining, text)):
        return False
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > _MOST_MARKS:
            return True
    return False


def unseen(text: str) -> list[str]:
    """The characters of a text that a reader cannot see, each once, as `U+202E`: controls, formats
    (such as a change of direction), letters that show nothing, and code points that mean nothing.
    Blanks do not count.
    """
    if text.isprintable() and not re.search(_HIDDEN, text):
        return []
    hidden = dict.fromkeys(
        char
        for char in re.sub(_IN_PICTURES, "", text)
        if (unicodedata.category(char) in _UNSEEN and not char.isspace()) or re.match(_HIDDEN, char)
    )
    return [f"U+{ord(char):04X}" for char in hidden]


def objection(
    text: str, place: tuple[str, str] = ("Nội dung này", "This text"), *, words: bool = True
) -> tuple[str, str, str] | None:
    """Why a text that people see cannot be kept (Vietnamese, English) and the code of the problem;
    None if it can. `place` is what messages call the place of the text in both languages. Without
    `words` the text is none of a language, such as an address.

    Invisible characters can make one name look like another; in an old encoding nobody finds it.
    """
    if text.isascii() and text.isalnum():
        return None
    text = text[:_EXAMINED]
    if _has_tower(text):
        return (
            f"{place[0]} có hơn {_MOST_MARKS} dấu chồng lên một chữ; hãy gõ lại",
            f"{place[1]} has more than {_MOST_MARKS} marks on one letter; type it again",
            "garbled",
        )
    # Its patterns take milliseconds to compile, and most requests have plain texts only.
    from chalicelib.domain.spelling.old_encodings import garbled

    if words and (found := garbled(text)):
        shown = "".join(char if char.isprintable() else "\ufffd" for char in found.shown)
        vi = f"“{shown}”" + (f" là “{found.reading}”" if found.reading else "")
        en = f"“{shown}”" + (f" is “{found.reading}”" if found.reading else "")
        return (
            f"{place[0]} có {found.vi} ({vi}); hãy chuyển sang Unicode hoặc gõ lại",
            f"{place[1]} holds {found.en} ({en}); convert it to Unicode or type it again",
            "garbled",
        )
    hidden = unseen(text)
    return told_unseen(hidden, place) if hidden else None


def told_unseen(found: list[str], place: tuple[str, str]) -> tuple[str, str, str]:
    """The message for a text with such characters (Vietnamese, English), and its code."""
    named = ", ".join(found)
    return (
        f"{place[0]} chứa ký tự ẩn ({named}); hãy xóa {place[0].lower()} rồi gõ lại",
        f"{place[1]} holds invisible characters ({named}); clear it and type it again",
        "unseen",
    )
