"""No zip of a bundle, whatever it says of itself, costs more than a moment and a part of the
memory.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from chalicelib.domain.bundles.files import MAX_BYTES, pack, unpack
from chalicelib.domain.errors import Invalid
from chalicelib.domain.results.publications import publish
from tests.cost import MEMORY, measured
from tests.domain.bundles.samples import example

pytestmark = pytest.mark.long

SECONDS = 5
MIXED = example("mixed")
MEGABYTE = 1 << 20


def expanding(declared: int | None = None) -> bytes:
    """A file of nothing but zeros, larger than any bundle; it may say that it is small."""
    size = MAX_BYTES + MEGABYTE
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("round.json", "w") as file:
            for _ in range(size // MEGABYTE):
                file.write(bytes(MEGABYTE))
        archive.writestr("units.csv", MIXED["units.csv"])
    content = out.getvalue()
    if declared is None:
        return content
    return content.replace(size.to_bytes(4, "little"), declared.to_bytes(4, "little"))


def many(count: int, name: str) -> bytes:
    """Very many members, none of which is a bundle's."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for at in range(count):
            archive.writestr(name.format(at), b"")
    return out.getvalue()


def with_file(name: str, content: bytes) -> bytes:
    return pack({**MIXED, name: content})


def rows(name: str, row: bytes, count: int) -> bytes:
    """A table with a row again and again; every problem of every row is named."""
    return with_file(name, MIXED[name] + row * count)


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "expanding": expanding,
    "declared small": lambda: expanding(1000),
    "members": lambda: many(40_000, "{}/round.json"),
    "folders": lambda: many(300, "a/" * 30_000 + "{}"),
    "long names": lambda: many(300, "a" * 60_000 + "{}"),
    "lists in lists": lambda: with_file("round.json", b"[" * 2_000_000 + b"]" * 2_000_000),
    "objects in objects": lambda: with_file("round.json", b'{"a":' * 700_000),
    "a member again": lambda: with_file("round.json", b"{" + b'"a":0,' * 600_000 + b'"a":0}'),
    "members of an object": lambda: with_file(
        "round.json", b"{" + b",".join(b'"%d":0' % at for at in range(300_000)) + b"}"
    ),
    "digits": lambda: with_file("round.json", b'{"year":' + b"9" * 4_000_000 + b"}"),
    "blanks": lambda: with_file("round.json", b" " * 4_000_000),
    "rows": lambda: rows("units.csv", b"x,y\n", 30_000),
    "the same row": lambda: rows("units.csv", b"a,a,a,,\n", 30_000),
    "answers of nobody": lambda: rows("answers.csv", b"nobody,none,1\n", 200_000),
    "columns": lambda: with_file("units.csv", b"unit," * 800_000 + b"\n"),
    "a column again and again": lambda: with_file("units.csv", b"unit,name_vi" + b",x" * 500_000),
    "quotation marks": lambda: with_file("units.csv", b'"' * 3_999_999),
    "ends of lines": lambda: with_file("units.csv", b"\n" * 4_000_000),
    "a long cell": lambda: with_file("units.csv", MIXED["units.csv"] + b"x" * 4_000_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_costs_a_moment_whatever_it_says(name: str) -> None:
    content = HOSTILE[name]()

    def read() -> None:
        with pytest.raises(Invalid):
            publish(unpack(content))

    _, cost = measured(read)
    assert cost.seconds < SECONDS and cost.kilobytes < MEMORY, cost
