"""Reading a PNG chunk by chunk (W3C PNG, third edition, 5 and 11).

Only the chunks that draw the picture are kept, as they are: size, palette, pixels, transparency,
colours. Texts, notes of cameras, times, programs' own chunks and whatever comes after the end are
left out; of the notes only which way up it is shown is kept. The pixels are unpacked once, to count
them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

from chalicelib.documents.image_parts import Image, ImageError, orientation, require_size, turned
from chalicelib.domain.evidence import images, kinds

MOST_CHUNKS = 50_000
MOST_PROFILE = 4 * 1024 * 1024
# Bytes that are unpacked at once, and what they give at once.
_TAKEN, _GIVEN = 1 << 16, 1 << 20
_NEEDED = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
_COLOURS = (
    *(b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI"),
    *(b"sBIT", b"bKGD", b"pHYs"),
)
# Samples of a pixel, and how many bits each may have, by the type of colour.
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
# The seven passes of an interlaced image: first column and row, and how far apart they are.
_PASSES = (
    *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)),
    *((0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
)


def read(content: bytes) -> Image:
    """The image of a whole file; ImageError says what is wrong with it. It unpacks no more than the
    size of the image takes.
    """
    chunks = _chunks(content)
    head = _head(content, chunks)
    width, height = head[:2]
    kept: list[tuple[int, int] | bytes] = [kinds.PNG_START]
    for kind, start, end in chunks:
        if kind in _NEEDED or (kind in _COLOURS and _is_modest(kind, content[start + 8 : end - 4])):
            kept.append((start, end))
        if kind == b"IHDR":
            kept.append(_which_way_up(content, chunks))
    pixels = [(start + 8, end - 4) for kind, start, end in chunks if kind == b"IDAT"]
    if not _fills(content, pixels, _unpacked(*head)):
        raise ImageError(images.cut_off())
    return Image(kinds.PNG, width, height, tuple(kept))


def _chunks(content: bytes) -> list[tuple[bytes, int, int]]:
    """Every chunk up to the end of the image: its kind, and where it starts and ends."""
    at, found = len(kinds.PNG_START), []
    view = memoryview(content)
    for _ in range(MOST_CHUNKS):
        if at + 12 > len(content):
            raise ImageError(images.cut_off())
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if not kind.isalpha():
            raise ImageError(images.broken())
        if end > len(content):
            raise ImageError(images.cut_off())
        if zlib.crc32(view[at + 4 : end - 4]) != int.from_bytes(view[end - 4 : end], "big"):
            raise ImageError(images.broken())
        found.append((kind, at, end))
        if kind == b"IEND":
            return found
        at = end
    raise ImageError(images.unusual())


def _head(content: bytes, chunks: Sequence[tuple[bytes, int, int]]) -> tuple[int, ...]:
    """Width, height, bits of a pixel, and whether it is interlaced; ImageError unless the chunks
    are in their order.
    """
    order = [kind for kind, _, _ in chunks]
    if b"acTL" in order:
        raise ImageError(images.moving())
    first, start, end = chunks[0]
    needed = [kind for kind in order if kind[:1].isupper()]
    pixels = order.count(b"IDAT")
    palette = [b"PLTE"] * (b"PLTE" in order)
    if first != b"IHDR" or end - start != 25:
        raise ImageError(images.unusual() if first == b"CgBI" else images.broken())
    if needed != [b"IHDR", *palette, *[b"IDAT"] * pixels, b"IEND"] or not pixels:
        raise ImageError(images.broken())
    at = order.index(b"IDAT")
    width, height, depth, colour, packing, filters, interlaced = struct.unpack_from(
        ">IIBBBBB", content, start + 8
    )
    if order[at : at + pixels] != [b"IDAT"] * pixels or (colour == 3 and not palette):
        raise ImageError(images.broken())
    if depth not in _DEPTHS.get(colour, ()) or packing or filters or interlaced > 1:
        raise ImageError(images.broken())
    require_size(width, height)
    return width, height, depth * _SAMPLES[colour], interlaced


def _which_way_up(content: bytes, chunks: Sequence[tuple[bytes, int, int]]) -> bytes:
    """A chunk that says nothing else; empty if the first notes of a camera do not say it."""
    noted = next(
        (content[start + 8 : end - 4] for kind, start, end in chunks if kind == b"eXIf"), b""
    )
    if (way := orientation(noted)) == 1:
        return b""
    body = b"eXIf" + turned(way)
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def _unpacked(width: int, height: int, bits: int, interlaced: int) -> int:
    """How many bytes the pixels take: in each row one for its filter."""
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    total = 0
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + -(-columns * bits // 8))
    return total


def _fills(content: bytes, places: Sequence[tuple[int, int]], wanted: int) -> bool:
    """Whether the packed bytes in these places unpack to so many; it stops once they do."""
    unpacking, count = zlib.decompressobj(), 0
    pieces = (
        (at, min(at + _TAKEN, end)) for start, end in places for at in range(start, end, _TAKEN)
    )
    try:
        for start, end in pieces:
            waiting, piece = content[start:end], b"more"
            while (waiting or piece) and count < wanted and not unpacking.eof:
                piece = unpacking.decompress(waiting, _GIVEN)
                waiting = unpacking.unconsumed_tail
                count += len(piece)
    except zlib.error as error:
        raise ImageError(images.broken()) from error
    return count >= wanted


def _is_modest(kind: bytes, body: bytes) -> bool:
    """Whether a profile of colours unpacks to no more than any real one; others are left out, as
    programs do that cannot read it.
    """
    if kind != b"iCCP":
        return len(body) <= 1024
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(body.partition(b"\0")[2][1:], MOST_PROFILE)
    except zlib.error:
        return False
    return unpacking.eof
