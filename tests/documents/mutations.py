"""Files as faulty transport, odd programs and attackers leave them.

A mutation takes a file, another file (for splices) and a chance, and gives the changed file.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, bytes, Random], bytes]
Members = list[tuple[str, bytes]]
_LEAF = rb"<([\w:]+)\b[^<>]*(?:/>|>[^<>]*</\1>)"
_BLOCK = rb"<(row|si|sheetData|table:table-row|mergeCells)\b.*?</\2>"
_ELEMENT = re.compile(_LEAF + rb"|" + _BLOCK, re.DOTALL)
_NUMBER = re.compile(rb"\d+")
_NUMBERS = (b"0", b"-1", b"65536", b"1048577", b"4294967295", b"9" * 25, b"9" * 5000, b"1e999")
_FILLING = (b"", b"\0", b"\xff\xfe", b"<", b"&a;", b'"', b"\r\n", b"%%EOF", b" 0 R ", b"=1+1")
_LOCAL, _CENTRAL = (b"PK\x03\x04", 18), (b"PK\x01\x02", 20)


def flip(content: bytes, _: bytes, chance: Random) -> bytes:
    """A few bits are wrong."""
    made = bytearray(content)
    for _at in range(chance.randint(1, 8)):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def cut(content: bytes, _: bytes, chance: Random) -> bytes:
    """The end is missing."""
    return content[: chance.randrange(len(content))]


def cut_out(content: bytes, _: bytes, chance: Random) -> bytes:
    """A piece is missing."""
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.randint(1, 600) :]


def repeat(content: bytes, _: bytes, chance: Random) -> bytes:
    """A piece is there again and again."""
    at = chance.randrange(len(content))
    piece = content[at : at + chance.randint(1, 600)]
    return content[:at] + piece * chance.choice((2, 3, 40)) + content[at + len(piece) :]


def fill(content: bytes, _: bytes, chance: Random) -> bytes:
    """Something else is in the place of a few bytes."""
    at = chance.randrange(len(content))
    piece = chance.choice(_FILLING) * chance.choice((1, 1, 200))
    return content[:at] + piece + content[at + chance.randint(0, 20) :]


def number(content: bytes, _: bytes, chance: Random) -> bytes:
    """A number is another one, such as a size, a place or a count."""
    found = list(_NUMBER.finditer(content[:200_000]))
    if not found:
        return content[1:]
    at = chance.choice(found)
    return content[: at.start()] + chance.choice(_NUMBERS) + content[at.end() :]


def splice(content: bytes, other: bytes, chance: Random) -> bytes:
    """It begins as one file and ends as another."""
    return content[: chance.randrange(len(content))] + other[chance.randrange(len(other)) :]


def append(content: bytes, other: bytes, _: Random) -> bytes:
    """Another file comes after it."""
    return content + other


def disguise(content: bytes, other: bytes, chance: Random) -> bytes:
    """It begins with the first bytes of another file."""
    length = chance.choice((4, 8, 16, 512))
    return other[:length] + content[length:]


def replace(_: bytes, other: bytes, __: Random) -> bytes:
    """It is another file under this one's name."""
    return other


def nest(content: bytes, _: bytes, chance: Random) -> bytes:
    """Brackets in brackets, at a place of the file."""
    at, depth = chance.randrange(len(content)), chance.choice((50, 5_000, 200_000))
    opening, closing = chance.choice(
        ((b"[", b"]"), (b"<<", b">>"), (b"(", b")"), (b"<a>", b"</a>"))
    )
    return content[:at] + opening * depth + closing * depth + content[at:]


def members_of(content: bytes) -> Members:
    """The names and contents of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]


def zipped(members: Members) -> bytes:
    """A zip of these members, some of which may have the same name; always the same bytes."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def drop(content: bytes, _: bytes, chance: Random) -> bytes:
    """A member is missing."""
    members = members_of(content)
    del members[chance.randrange(len(members))]
    return zipped(members)


def twice(content: bytes, _: bytes, chance: Random) -> bytes:
    """A member is there twice, once with what another one holds."""
    members = members_of(content)
    (name, _held), (_name, held) = chance.choice(members), chance.choice(members)
    members.insert(chance.randrange(len(members) + 1), (_written(name, chance), held))
    return zipped(members)


def _written(name: str, chance: Random) -> str:
    return chance.choice((name, name.replace("/", "\\"), name.upper()))


def rename(content: bytes, _: bytes, chance: Random) -> bytes:
    """A member has a name that leads elsewhere."""
    members = members_of(content)
    at = chance.randrange(len(members))
    name, held = members[at]
    names = (f"../{name}", f"/{name}", f"C:\\{name}", f"{name}/", name[:-1], f"a/{name}", "a" * 999)
    members[at] = chance.choice(names), held
    return zipped(members)


def exchange(content: bytes, _: bytes, chance: Random) -> bytes:
    """Two members have each other's content."""
    members = members_of(content)
    one, other = chance.randrange(len(members)), chance.randrange(len(members))
    (name, held), (other_name, other_held) = members[one], members[other]
    members[one], members[other] = (name, other_held), (other_name, held)
    return zipped(members)


def declare(content: bytes, _: bytes, chance: Random) -> bytes:
    """A member says another size than it has, packed or unpacked."""
    made = bytearray(content)
    mark, place = chance.choice((_LOCAL, _CENTRAL))
    heads = [found.start() for found in re.finditer(re.escape(mark), content)]
    at = chance.choice(heads) + place + chance.choice((0, 4))
    made[at : at + 4] = struct.pack("<I", chance.choice((0, 1, 100, 2**31, 2**32 - 1)))
    return bytes(made)


def _inside(change: Mutation) -> Mutation:
    """The mutation of one member, whose checksum is right again."""

    def mutation(content: bytes, other: bytes, chance: Random) -> bytes:
        members = members_of(content)
        at = chance.choice([at for at, (_, held) in enumerate(members) if held])
        name, held = members[at]
        members[at] = name, change(held, other, chance)
        return zipped(members)

    mutation.__name__ = f"{change.__name__}_inside"
    return mutation


def elements(content: bytes, _: bytes, chance: Random) -> bytes:
    """An element is there many times."""
    found = list(_ELEMENT.finditer(content[:100_000]))
    if not found:
        return content * 2
    element = chance.choice(found)
    times = chance.choice((2, 3, 100, 5_000))
    return content[: element.start()] + element[0] * times + content[element.end() :]


def deepen(content: bytes, _: bytes, chance: Random) -> bytes:
    """An element is within itself, many levels deep."""
    found = list(_ELEMENT.finditer(content[:100_000]))
    element = chance.choice(found)[0] if found else b"<a/>"
    name = re.split(rb"[\s/>]", element[1:], maxsplit=1)[0]
    depth = chance.choice((2, 50, 20_000))
    deep = b"<%s>" % name * depth + element + b"</%s>" % name * depth
    return content.replace(element, deep, 1) if found else deep


def recode(content: bytes, _: bytes, chance: Random) -> bytes:
    """The text is in another encoding, or says so."""
    text = content.decode("utf-8-sig", "replace")
    coding = chance.choice(("utf-16", "utf-16-be", "utf-32", "cp1258", "latin-1", "cp037", "utf-7"))
    return text.encode(coding, "replace")


def separate(content: bytes, _: bytes, chance: Random) -> bytes:
    """Separators, quotation marks or ends of lines are others."""
    old = chance.choice((b",", b";", b"\r\n", b"\n", b'"'))
    new = chance.choice((b"\t", b"|", b"\r", b"\n\n", b"'", b'"', b'""', b"\xe2\x80\xa8", b"\0"))
    return content.replace(old, new)


def lengthen(content: bytes, _: bytes, chance: Random) -> bytes:
    """Very many rows, columns or letters."""
    return content + chance.choice(
        (content[-90:] * 20_000, b"a," * 300_000, b"\xef\xb7\xba" * 99_999)
    )


BYTES: tuple[Mutation, ...] = (flip, cut, cut_out, repeat, fill, splice, append, disguise, replace)
ZIPS: tuple[Mutation, ...] = (drop, twice, rename, exchange, declare)
TEXTS: tuple[Mutation, ...] = (recode, separate, number)
INSIDE = tuple(map(_inside, (flip, cut, fill, repeat, number)))
XML = tuple(map(_inside, (elements, deepen, recode)))
BY_KIND: dict[str, tuple[Mutation, ...]] = {
    "xlsx": BYTES + ZIPS + INSIDE + XML,
    "ods": BYTES + ZIPS + INSIDE + XML,
    "xlsb": BYTES + ZIPS + INSIDE,
    "xls": BYTES,
    "csv": (*BYTES, *TEXTS, nest, lengthen),
    "pdf": (*BYTES, number, nest),
    "zip": (*BYTES, *ZIPS, *INSIDE, *map(_inside, (separate, lengthen, recode))),
}
# A zip carries checksums: after these, whatever is read is what was there before.
HARMLESS_OR_TOLD = {flip, cut, cut_out, declare, drop, twice}


def mutated(
    kind: str, originals: list[bytes], others: list[bytes], seed: int
) -> tuple[bytes, Mutation, bytes]:
    """The original, what is done to it, and what comes of it; `others` are files of other kinds."""
    chance = Random(f"{kind} {seed}")
    original, change = chance.choice(originals), chance.choice(BY_KIND[kind])
    other = chance.choice(originals if change is splice else originals + others)
    return original, change, change(original, other, chance)
