"""A zip leaves part by part and is whole at the other end."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

from chalicelib.documents import zips

MEGABYTE = bytes(1 << 20)


def test_names_with_marks_and_every_byte_come_through() -> None:
    files = {
        "001 Kế hoạch số 12 (đã ký).pdf": b"mot",
        "002 Quyết định.pdf": b"",
        "manifest.csv": b"hai" * 1000,
    }
    whole = b"".join(zips.stream((name, [content]) for name, content in files.items()))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert all(
            entry.flag_bits & 0x800 for entry in archive.infolist() if not entry.filename.isascii()
        )


def test_parts_are_as_large_as_they_are_asked_to_be_but_the_last() -> None:
    sizes = [
        len(part) for part in zips.stream([("a.pdf", [MEGABYTE] * 20), ("b.pdf", [MEGABYTE] * 5)])
    ]
    assert set(sizes[:-1]) == {zips.PART} and 0 < sizes[-1] <= zips.PART


def test_memory_does_not_grow_with_the_archive() -> None:
    tracemalloc.start()
    for _ in zips.stream((f"{number}.pdf", [MEGABYTE] * 20) for number in range(10)):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * zips.PART
