"""Vietnamese that is not Unicode any more, or was read with the wrong encoding: TCVN3 (fonts named
.Vn…), VNI, Windows-1258 taken for 1252, UTF-8 taken for an encoding of Windows, macOS or DOS, codes
in place of letters, characters that were lost.

The first three put Vietnamese on the places of Western letters. A word counts as written in them if
it is no Vietnamese syllable as it is but becomes one when it is read so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from chalicelib.domain.spelling.syllables import is_syllable, resembles_syllable

# TCVN 5712:1993, third set, as Windows-1252 shows its bytes.
_TCVN3 = dict(
    zip(
        "¡¢§£¤¥¦µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ",
        "ĂÂĐÊÔƠƯàảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# VNI for Windows: some letters of their own, else a letter and the mark behind it.
_VNI_LETTERS = dict(zip("ñíìæóòôöî", "đíìỉĩịơưỵ", strict=True))
_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_HATS = dict(zip("âáàåãä", ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"], strict=True))
_VNI_BREVES = dict(
    zip("êéèúüë", ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"], strict=True)
)
_VNI_PAIR = re.compile(
    f"(?P<hat>[aeo])(?P<of_hat>[{''.join(_VNI_HATS)}])|a(?P<of_breve>[{''.join(_VNI_BREVES)}])"
    f"|(?P<vowel>[aeouyôö])(?P<tone>[{''.join(_VNI_TONES)}])|(?P<alone>[{''.join(_VNI_LETTERS)}])"
)
# Letters, and the signs of Windows-1252 that these fonts show as letters.
_WORD = re.compile(r"(?:[^\W\d_]|[\u00a1-\u00ff])+")
# UTF-8 of Vietnamese letters, of their marks, of curly quotes and dashes, and of the byte-order
# mark, each byte as the character of that number.
_UTF8 = re.compile(
    "\u00c3[\u0080-\u0083\u0088-\u008a\u008c\u008d\u0092-\u0095\u0099\u009a\u009d\u00a0-\u00a3"
    "\u00a8-\u00aa\u00ac\u00ad\u00b2-\u00b5\u00b9\u00ba\u00bd]"
    "|\u00c4[\u0082\u0083\u0090\u0091\u00a8\u00a9]|\u00c5[\u00a8\u00a9]|\u00c6[\u00a0\u00a1\u00af\u00b0]"
    "|\u00cc[\u0080-\u0083\u0086\u0089\u009b\u00a3]|\u00e1[\u00ba\u00bb][\u0080-\u00bf]"
    "|\u00e2\u0080[\u0090-\u00af]|\u00ef\u00bb\u00bf"
)
# After a capital Ã these are ordinary punctuation: “UBND XÃ”.
_PUNCTUATION = "’“”•\u00a0²³´¹"
_ENTITY = re.compile(
    r"&(?:#x[0-9a-f]{2,5}|#\d{3,6}|[aeiouy](?:acute|grave|circ|tilde)|eth|nbsp|[rl]dquo|quot);",
    re.I,
)
# Codes of letters with marks in programs and in addresses; a whole address is left alone.
_ESCAPED = re.compile(r"\\(?:u(?:1e[a-f]|01[0-9a-b]|00[c-f])[0-9a-f]|x[c-f][0-9a-f])", re.I)
_PERCENT = re.compile(r"(?:%[c-f][0-9a-f](?:%[89ab][0-9a-f]){1,2})+", re.I)
_ADDRESS = re.compile("[/=?@]")
# In Windows-1258 these are tone marks.
_OF_1258 = re.compile("[ÌÒÞìòþ]")
# A word with question marks in it that is no part of an address on the web.
_LOST = re.compile(r"(?<![\w/.?])[^\W\d_]{0,6}(?:\?{1,2}[^\W\d_]{1,6}){1,2}(?![\w=/?])")
_NO_VOWEL = re.compile(r"[bcdđghklmnpqrstvx]+", re.I)
_PERHAPS = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ươ", "iê", "uô", "đ")


@dataclass(frozen=True, slots=True)
class Garbled:
    """What is wrong with a text (Vietnamese, English), the words that show it, and how they read
    ("" where nobody can say).
    """

    vi: str
    en: str
    shown: str
    reading: str = ""


def garbled(text: str) -> Garbled | None:
    """What is wrong with the encoding of a text; None if nothing is."""
    if "\N{REPLACEMENT CHARACTER}" in text:
        return Garbled("ký tự bị hỏng", "characters that were lost", _around(text, "\ufffd"))
    if text.isascii():
        return _entities(text) or _lost(text)
    text = unicodedata.normalize("NFC", text)
    return _of_fonts(text) or _misread(text) or _entities(text) or _lost(text)


def _around(text: str, char: str) -> str:
    return next(word for word in text.split() if char in word)[:40]


def _from_tcvn3(word: str) -> str:
    return "".join(_TCVN3.get(char, char) for char in word)


def _from_vni(word: str) -> str:
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_of_pair, word.lower()))


def _of_pair(pair: re.Match[str]) -> str:
    if mark := pair["of_hat"]:
        return f"{pair['hat']}\u0302{_VNI_HATS[mark]}"
    if mark := pair["of_breve"]:
        return f"a\u0306{_VNI_BREVES[mark]}"
    if mark := pair["tone"]:
        return _VNI_LETTERS.get(pair["vowel"], pair["vowel"]) + _VNI_TONES[mark]
    return _VNI_LETTERS[pair["alone"]]


def _from_1258(word: str) -> str:
    if not _OF_1258.search(word):
        return word  # Ð alone is what people type for Đ
    read = word.encode("cp1252", errors="ignore").decode("cp1258", errors="ignore")
    return unicodedata.normalize("NFC", read)


_FONTS: dict[str, Callable[[str], str]] = {
    "TCVN3": _from_tcvn3,
    "VNI": _from_vni,
    "Windows-1258": _from_1258,
}


def _of_fonts(text: str) -> Garbled | None:
    """The text as one written in the font in which most of its words are syllables, if they are
    enough.
    """
    words = dict.fromkeys(_WORD.findall(text))
    written = {font: [word for word in words if _is_old(word, font)] for font in _FONTS}
    font, old = max(written.items(), key=lambda item: len(item[1]))
    if not old or not _is_enough(old, [word for word in words if word not in old]):
        return None
    return Garbled(
        f"chữ ở bảng mã cũ {font}",
        f"letters of the old encoding {font}",
        " ".join(old[:3]),
        " ".join(_cased(_FONTS[font](word), word) for word in old[:3]),
    )


def _cased(reading: str, word: str) -> str:
    return reading[:1].upper() + reading[1:] if word[:1].isupper() else reading


@lru_cache(maxsize=4096)
def _is_old(word: str, font: str) -> bool:
    if word.isascii() or max(word) > "\u00ff" or not 1 < len(word) < 10:
        return False
    return is_syllable(_FONTS[font](word)) and not resembles_syllable(word)


def _is_enough(old: list[str], others: list[str]) -> bool:
    """Several words are; one is if no foreign word looks like it: it has a sign or a capital within
    it, or it is long or among Vietnamese words, and nothing else is proper Unicode.
    """
    if len(old) > 1:
        return True
    (word,) = old
    strange = sum(not char.isascii() for char in word)
    within = any(
        not char.isalpha() or char in "ªº" or (char.isupper() and before.islower())
        for before, char in zip(word, word[1:], strict=False)
    )
    if within or (strange > 1 and not word.isalpha()):
        return True
    modern = any(max(other) > "\u00ff" for other in others)
    among = word[0].isascii() and all(map(is_syllable, others))
    return not modern and (len(word) > 2 or among)


@lru_cache(maxsize=8)
def _bytes_of(encoding: str) -> dict[int, str]:
    """Each character of a Windows encoding, and the one of its byte's number."""
    table = {}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(encoding, errors="ignore")
        if char and not unicodedata.combining(char):
            table[ord(char)] = chr(byte)
    return table


@lru_cache(maxsize=8)
def _leads(encoding: str) -> frozenset[str]:
    """The characters that stand for the first byte of what `_UTF8` looks for."""
    leads = "\u00c3\u00c4\u00c5\u00c6\u00cc\u00e1\u00e2\u00ef"
    return frozenset(leads) | {
        chr(char) for char, byte in _bytes_of(encoding).items() if byte in leads
    }


def _misread(text: str) -> Garbled | None:
    """UTF-8 that was read as an encoding of Windows, macOS or DOS."""
    for encoding in ("cp1252", "cp1258", "mac_roman", "cp437", "cp850"):
        if _leads(encoding).isdisjoint(text):
            continue
        table = _bytes_of(encoding)
        seen = "".join(table.get(ord(char), char if char < "\u0100" else "\x00") for char in text)
        for found in _UTF8.finditer(seen):
            start = found.start()
            doubtful = found[0][0] == "\u00c3" and text[found.end() - 1] in _PUNCTUATION
            if not doubtful or text[max(0, start - 1) : start].islower():
                return Garbled(
                    "chữ UTF-8 bị đọc sai bảng mã",
                    "UTF-8 that was read with another encoding",
                    text[max(0, start - 8) : found.end() + 8].strip(),
                )
    return None


def _entities(text: str) -> Garbled | None:
    if "&" in text and (found := _ENTITY.search(text)):
        return Garbled("mã HTML thay cho chữ", "HTML codes in place of letters", found[0])
    found = _ESCAPED.search(text) if "\\" in text else None
    if found is None and "%" in text:
        words = (word for word in text.split() if "%" in word and not _ADDRESS.search(word))
        found = next(filter(None, map(_PERCENT.search, words)), None)
    return found and Garbled("mã thay cho chữ", "codes in place of letters", found[0][:40])


def _lost(text: str) -> Garbled | None:
    """A question mark in place of a vowel, as in `Nguy?n V?n`."""
    for found in _LOST.finditer(text):
        pieces = re.split(r"\?+", found[0])
        if any(map(_NO_VOWEL.fullmatch, pieces)) and any(
            resembles_syllable(letter.join(pieces)) for letter in _PERHAPS
        ):
            return Garbled(
                "dấu hỏi thay cho chữ có dấu", "question marks in place of letters", found[0]
            )
    return None
