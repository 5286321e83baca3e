"""The parts of a zipped document, measured while they are unpacked: no size is believed.

A file is refused before any parser starts: if it has too many parts, parts that are too large once
unpacked, too many elements, a password, or parts that declare entities.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar
from xml.parsers import expat

MAX_PARTS, MAX_UNPACKED = 200, 16 * 1024 * 1024
# The most elements that a part of MAX_UNPACKED bytes has where somebody really typed its content.
MAX_TAGS = 1_500_000
# zipfile unpacks these two methods piece by piece; others might fill the memory at once.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED_FLAG = 0x1
_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([^"']*)""")
Attributes = Mapping[str, str]
Made = TypeVar("Made")


class TooMuch(ValueError):
    """The document is larger than any that a person fills."""


class Locked(ValueError):
    """The document cannot be opened without a password."""


def unpack(content: bytes) -> dict[str, bytes]:
    """The parts by name, in lower case and with forward slashes.

    TooMuch, Locked, ValueError for a part that is there twice (programs differ in which they
    read), or what zipfile raises for a broken file.
    """
    parts, left = dict[str, bytes](), MAX_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_PARTS:
            raise TooMuch("parts")
        for entry in entries:
            if entry.flag_bits & _LOCKED_FLAG:
                raise Locked(entry.filename)
            if entry.compress_type not in _METHODS:
                raise ValueError(entry.compress_type)
            with archive.open(entry) as file:
                part = file.read(left + 1)
            left -= len(part)
            if left < 0:
                raise TooMuch("bytes")
            if _declares_entities(part):
                raise ValueError("entities")
            name = name_of(entry.filename)
            if name in parts:
                raise ValueError(name)
            parts[name] = part
    return parts


def name_of(name: str) -> str:
    """The one form of a part's name: some programs write backslashes or other capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


def _declares_entities(part: bytes) -> bool:
    # Office never writes a document type. Entities can make a small file large, and a part in
    # another encoding than UTF-8 could hide them.
    encoding = _ENCODING.match(part)
    return (
        b"<!DOCTYPE" in part
        or b"<!ENTITY" in part
        or part[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
        or (encoding is not None and encoding[1].lower() != b"utf-8")
    )


def walk(
    part: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call back for each element of an XML part, by local name; nothing is kept.

    TooMuch, or what expat raises for broken XML.
    """
    if part.count(b"<") > MAX_TAGS:
        raise TooMuch("elements")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, given: start(name.rpartition(" ")[2], given)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(part, True)


def relations(parts: Mapping[str, bytes], of: str) -> Iterator[tuple[str, str, str]]:
    """(id, last word of the type, name of the part) of each relation of a part; of the whole
    document for "".
    """
    folder, _, name = of.rpartition("/")
    found: list[tuple[str, str, str]] = []

    def start(tag: str, given: Attributes) -> None:
        if tag == "Relationship" and given.get("TargetMode") != "External":
            kind, target = given.get("Type", "").rpartition("/")[2], given.get("Target", "")
            found.append((given.get("Id", ""), kind, _target(folder, target)))

    walk(parts.get(f"{folder}/_rels/{name}.rels".lstrip("/"), b"<none/>"), start)
    yield from found


def _target(folder: str, target: str) -> str:
    """The name of the part that a relation leads to, as seen from its folder."""
    steps = [] if target.startswith(("/", "\\")) else folder.split("/")
    for step in target.replace("\\", "/").split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return name_of("/".join(steps))
