"""The parts of a workbook beside its pages: which pages there are, number formats, shared texts.

Names are compared without their namespace, so that Strict Open XML is read like the usual one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.documents.packages import Attributes, TooMuch, relations, walk
from chalicelib.domain.reading.shown_numbers import BUILT_IN

MAX_PAGES = 255
_ESCAPES = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class PagePart:
    """A page of a workbook, and the part that has its cells."""

    name: str
    visible: bool
    part: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What pages refer to by number: texts, and the number format of each style."""

    texts: tuple[str, ...]
    formats: tuple[str, ...]


def pages(parts: Mapping[str, bytes]) -> list[PagePart]:
    """The pages with cells, in order; ValueError if it is no workbook."""
    workbook = _workbook(parts)
    sheets: list[Attributes] = []

    def start(tag: str, given: Attributes) -> None:
        if tag == "sheet":
            sheets.append(given)
            if len(sheets) > MAX_PAGES:
                raise TooMuch("pages")

    walk(parts[workbook], start)
    targets = {id_: part for id_, kind, part in relations(parts, workbook) if kind == "worksheet"}
    found = [
        PagePart(sheet.get("name", ""), sheet.get("state", "visible") == "visible", targets[id_])
        for sheet in sheets
        if (id_ := _relation(sheet)) in targets
    ]
    one = {page.part for page in found}, {page.name.lower() for page in found}
    if not found or min(map(len, one)) < len(found):
        raise ValueError("pages")
    return found


def shared(parts: Mapping[str, bytes]) -> Shared:
    """The shared texts and formats of the workbook; KeyError if it names a part that is not
    there, for without its styles a figure looks different.
    """
    named = {kind: part for _, kind, part in relations(parts, _workbook(parts))}
    texts, styles = (
        parts[named[kind]] if kind in named else b"<none/>" for kind in ("sharedStrings", "styles")
    )
    return Shared(tuple(_texts(texts)), tuple(_formats(styles)))


def plain_text(text: str) -> str:
    """A text of a cell; a spreadsheet writes characters that XML does not carry as `_x0007_`."""
    return _ESCAPES.sub(_unescaped, text) if "_x" in text else text


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    if 0xD800 <= code < 0xE000:
        return escape[0]
    return "" if chr(code) == "\r" else chr(code)


def _workbook(parts: Mapping[str, bytes]) -> str:
    main = [part for _, kind, part in relations(parts, "") if kind == "officeDocument"]
    name = next(iter(main), "xl/workbook.xml")
    if name not in parts:
        raise ValueError(name)
    return name


def _relation(sheet: Attributes) -> str:
    """The id of the sheet's relation, whatever the namespace is."""
    return next((value for name, value in sheet.items() if name.endswith(" id")), "")


def _texts(part: bytes) -> list[str]:
    """The shared texts; how they are pronounced is left out."""
    texts, pieces, skipping, reading = list[str](), list[str](), False, False

    def start(tag: str, _: Attributes) -> None:
        nonlocal skipping, reading
        skipping = skipping or tag == "rPh"
        reading = tag == "t" and not skipping

    def end(tag: str) -> None:
        nonlocal skipping, reading
        reading = False
        if tag == "rPh":
            skipping = False
        elif tag == "si":
            texts.append(plain_text("".join(pieces)))
            pieces.clear()

    def text(piece: str) -> None:
        if reading:
            pieces.append(piece)

    walk(part, start, end, text)
    return texts


def _formats(part: bytes) -> list[str]:
    """The number format of each style, by the style's number."""
    own, used, within = dict[str, str](), list[str](), False

    def start(tag: str, given: Attributes) -> None:
        nonlocal within
        if tag == "numFmt":
            own.setdefault(given.get("numFmtId", ""), given.get("formatCode", ""))
        elif tag == "cellXfs":
            within = True
        elif within and tag == "xf":
            used.append(given.get("numFmtId", "0"))

    def end(tag: str) -> None:
        nonlocal within
        within = within and tag != "cellXfs"

    walk(part, start, end)
    built_in = {str(number): form for number, form in BUILT_IN.items()}
    return [own.get(number, built_in.get(number, "General")) for number in used]
