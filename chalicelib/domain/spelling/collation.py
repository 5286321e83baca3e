"""The order of names in Vietnamese: a ă â b c d đ e ê …, within it the tones, and numbers by value.

It is the order of `Intl.Collator("vi", {numeric: true})`, so that pages and workbooks agree.
"""

from __future__ import annotations

import re
import unicodedata

from chalicelib.domain.spelling.syllables import TONES

_LETTERS = {letter: at for at, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
# Không dấu, huyền, hỏi, ngã, sắc, nặng.
_TONES = {tone: at for at, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}
_PARTS = re.compile(r"(\d{1,18})|(.)([\u0300-\u036f]*)", re.S)

Order = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


def order(text: str) -> Order:
    """What a text is sorted by: its letters, then its tones, small letters before capitals."""
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    decomposed = unicodedata.normalize("NFD", " ".join(text.split()).lower())
    for digits, char, marks in _PARTS.findall(decomposed):
        if digits:
            letters.append((2, int(digits)))
            tones.append(0)
            continue
        letter = unicodedata.normalize(
            "NFC", char + "".join(mark for mark in marks if mark not in TONES)
        )
        letters.append(_rank(letter, char))
        tones.append(sum(_TONES.get(mark, 0) for mark in marks))
    return tuple(letters), tuple(tones), text.swapcase()


def _rank(letter: str, base: str) -> tuple[int, int]:
    """Blanks, then signs, then (numbers and) letters; another mark than ours does not count."""
    if letter.isspace():
        return 0, 0
    if letter in _LETTERS:
        return 3, _LETTERS[letter]
    if base in _LETTERS:
        return 3, _LETTERS[base]
    return (4, ord(base)) if base.isalpha() else (1, ord(base))
