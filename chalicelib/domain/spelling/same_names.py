"""Names that are the same however they are written: old and new places of the tone mark (Hoá, Hóa),
y and i (Lý, Lí), dashes, blanks, apostrophes, capitals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from chalicelib.domain.spelling.syllables import toneless

# A text that is longer is no name; it is compared as it is.
LONGEST = 1_000
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
# Where y and i are the same: alone or after one consonant at the end of a word (y tế, kỹ, Lý), and
# after q (quý, Quỳnh), but not in tay and tai, thúy and thúi.
_FINAL_Y = re.compile(r"^([bcdđghklmnpqrstvx]*)y$")
_QUY = re.compile(r"^quy(?!ê)")
_Y_FIRST = re.compile(r"^yê")
_DASH = re.compile(r"\s*[\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]\s*")
# đ is also typed as Icelandic ð and African ɖ.
_LOOKALIKES = str.maketrans("ðɖ’‘ʼ´`′“”", "đđ''''''\"\"")


def mild(text: str) -> str:
    """The form in which only Unicode's own variants, blanks and capitals do not count."""
    if len(text) > LONGEST:
        return text
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The form in which two spellings of a name are equal; a dash is one whatever its kind."""
    if len(text) > LONGEST:
        return text
    # NFKC makes a blank and a mark of a lone accent, so that one is replaced before.
    words = mild(text.translate(_LOOKALIKES)).translate(_LOOKALIKES)
    return _WORD.sub(_spelt, _DASH.sub("-", words))


def loose(text: str) -> str:
    """The same where a dash, an apostrophe or a point may be missing: Thừa Thiên - Huế, Thừa Thiên
    Huế; Ea H'leo, Ea Hleo; TP. Huế, TP Huế.
    """
    return " ".join(re.sub("[-.,;:]", " ", key(text).replace("'", "")).split())


def _spelt(word: re.Match[str]) -> str:
    letters, tones = toneless(word[0])
    letters = _QUY.sub("qui", _FINAL_Y.sub(r"\1i", letters))
    letters = _Y_FIRST.sub("iê", letters)
    return unicodedata.normalize("NFC", letters + "".join(sorted(tones)))


FORMS: tuple[Callable[[str], str], ...] = (str.strip, mild, key, loose)
"""From the name as it is written to the most forgiving form."""
