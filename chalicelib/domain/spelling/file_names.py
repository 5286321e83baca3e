"""Names of files that leave the system: a name that every computer can store and that fits in a
header.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

# Ext4, APFS and NTFS take 255 bytes or more for one name.
MOST_BYTES = 255
# What Windows, macOS or a shell does not take; “:” and quotes are common in names of documents.
_NOT_PORTABLE = re.compile(r'[<>:"/\\|?*]')
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.I)
_EXTENSION = re.compile(r"\.[0-9A-Za-z]{1,10}$")
_NAMELESS = "khong ten"


def portable(name: str, before: str = "") -> str:
    """A name of one file on any computer: composed (NFC), one line, without what a system forbids,
    at most 255 bytes in UTF-8 with what stands `before` it. The extension is kept.
    """
    letters = (
        char if unicodedata.category(char) not in _UNSEEN or char.isspace() else ""
        for char in unicodedata.normalize("NFC", name)
    )
    plain = _NOT_PORTABLE.sub("_", " ".join("".join(letters).split())).strip(" .")
    if _DEVICE.match(plain):
        plain = f"_{plain}"
    extension = _EXTENSION.search(plain)
    ending = extension[0] if extension and extension.start() else ""
    stem = _cut(
        plain.removesuffix(ending), MOST_BYTES - len(before.encode()) - len(ending.encode())
    )
    return f"{stem or _NAMELESS}{ending}"


def _cut(text: str, most: int) -> str:
    """The text cut to so many bytes, not within a character or before a mark that belongs to it."""
    if len(text.encode()) <= most:
        return text
    kept = text.encode()[: max(0, most)].decode(errors="ignore")
    while kept and unicodedata.combining(text[len(kept)]):
        kept = kept[:-1]
    return kept.rstrip(" .")


def apart(names: Iterable[str]) -> list[str]:
    """Portable names of files in one folder, in their order; one that a computer without capitals
    takes for an earlier one gets a number.
    """
    taken: set[str] = set()
    given = []
    for name in map(portable, names):
        one, number = name, 1
        while same_file(one) in taken:
            number += 1
            one = _numbered(name, number)
        taken.add(same_file(one))
        given.append(one)
    return given


def _numbered(name: str, number: int) -> str:
    extension = _EXTENSION.search(name)
    ending = f" ({number}){extension[0] if extension else ''}"
    stem = name[: extension.start()] if extension else name
    return _cut(stem, MOST_BYTES - len(ending.encode())) + ending


def same_file(name: str) -> str:
    """What two names share that a computer may take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())


def attachment(name: str) -> str:
    """The header Content-Disposition of a download under this name (RFC 6266): for old programs
    without marks, for others in UTF-8.
    """
    full = portable(name)
    if full.isascii():
        return f'attachment; filename="{full}"'
    parts = unicodedata.normalize("NFKD", full.replace("đ", "d").replace("Đ", "D"))
    simple = "".join(char for char in parts if char.isascii())
    return f"attachment; filename=\"{portable(simple)}\"; filename*=UTF-8''{quote(full, safe='')}"


def shown(name: str) -> str:
    """The header Content-Disposition of a file that a browser shows, under this name if saved."""
    return attachment(name).replace("attachment", "inline", 1)
