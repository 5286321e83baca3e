"""PDF files that make parsers fail: by depth, by repetition, by size, by what they promise."""

from __future__ import annotations

import zlib

from tests.documents import issuing

Objects = dict[int, bytes]


def written(objects: Objects, before: bytes = b"", start: int = 0) -> bytes:
    """A PDF of these objects (1 is the catalog), or the update of `before` by them."""
    out = bytearray(before or b"%PDF-1.7\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    previous = b"/Prev %d " % start if before else b""
    size = max(objects) + 1
    out += b"trailer\n<< /Size %d /Root %d 0 R %s>>\n" % (size, min(objects), previous)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % xref)


def page(
    form: Objects | None = None, content: bytes = b"<< /Length 0 >>\nstream\n\nendstream"
) -> bytes:
    """One page, with the objects of a form from number 10 on."""
    catalog = b"<< /Type /Catalog /Pages 2 0 R %s>>" % (b"/AcroForm 10 0 R " if form else b"")
    return written(
        {
            1: catalog,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
            4: content,
            **(form or {}),
        }
    )


def chain(length: int) -> Objects:
    """A form whose field has a child that has a child, and so on."""
    fields = {
        10 + number: b"<< /T (a) /Kids [%d 0 R] >>" % (11 + number) for number in range(1, length)
    }
    return {10: b"<< /Fields [11 0 R] >>", **fields, 10 + length: b"<< /T (a) /FT /Sig >>"}


def doubling(levels: int) -> Objects:
    """A form in which each level names the next one twice: two to the power of `levels` fields."""
    fields = {
        10 + number: b"<< /T (a) /Kids [%d 0 R %d 0 R] >>" % (11 + number, 11 + number)
        for number in range(1, levels)
    }
    return {10: b"<< /Fields [11 0 R] >>", **fields, 10 + levels: b"<< /T (a) /FT /Sig >>"}


def wide(count: int) -> Objects:
    """A form with very many fields."""
    return {10: b"<< /Fields [%s] >>" % (b"11 0 R " * count), 11: b"<< /T (a) /FT /Sig >>"}


def nested(depth: int) -> bytes:
    """Arrays in arrays."""
    return page({10: b"<< /Fields [] /X " + b"[" * depth + b"]" * depth + b" >>"})


def packed(levels: int, filters: bytes = b"/FlateDecode ") -> bytes:
    """A page whose text is nothing but zeros, packed again and again."""
    data = b"\0" * 50_000_000
    for _ in range(levels):
        data = zlib.compress(data, 9)
    about = b"<< /Length %d /Filter [%s] >>" % (len(data), filters * levels)
    return page(content=b"%s\nstream\n%s\nendstream" % (about, data))


def looped() -> bytes:
    """Pages that contain themselves."""
    return written(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
        }
    )


def many_pages(levels: int) -> bytes:
    """A tree of pages in which each level names the next one ten times."""
    tree = {
        number: b"<< /Type /Pages /Count 10 /Kids [%s] >>" % (b"%d 0 R " % (number + 1) * 10)
        for number in range(2, 2 + levels)
    }
    last = {2 + levels: b"<< /Type /Page /MediaBox [0 0 9 9] >>"}
    return written({1: b"<< /Type /Catalog /Pages 2 0 R >>", **tree, **last})


def free_entries(count: int) -> bytes:
    """A table of very many objects that are not there."""
    whole = page({10: b"<< /Fields [] >>"})
    xref = len(whole)
    table = b"xref\n20 %d\n" % count + b"0000000000 00000 f \n" * count
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Prev %d >>\n" % (
        count + 20,
        whole.rindex(b"xref\n0 1"),
    )
    return whole + table + trailer + b"startxref\n%d\n%%%%EOF\n" % xref


def altered_and(form: Objects) -> bytes:
    """A signed file with an altered byte, and after it an update with a hostile form."""
    signed = issuing.alter(issuing.run(issuing.sign("Lãnh đạo")))
    start = int(signed[signed.rindex(b"startxref") :].split()[1])
    catalog = b"<< /Type /Catalog /Pages 2 0 R /AcroForm 110 0 R >>"
    moved = {number + 100: _moved(body) for number, body in form.items()}
    root = int(signed[signed.rindex(b"/Root") :].split()[1])
    body = {root: catalog, **moved}
    return written(body, signed, start)


def _moved(body: bytes) -> bytes:
    words = body.replace(b"[", b"[ ").split(b" ")
    return b" ".join(
        str(int(word) + 100).encode()
        if word.isdigit() and words[place + 1 : place + 2] == [b"0"]
        else word
        for place, word in enumerate(words)
    )
