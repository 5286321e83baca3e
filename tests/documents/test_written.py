"""What we write carries no clock: neither in the parts of the file nor in its properties."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from chalicelib import documents
from chalicelib.documents.written import new_workbook, without_clock, workbook_bytes

AN_INSTANT = datetime(2027, 3, 1, 2, 3, 4, tzinfo=UTC)


def a_workbook(instant: datetime | None = None) -> bytes:
    book, page = new_workbook("Bảng")
    page["A1"] = "một"
    return workbook_bytes(book, instant)


def a_report() -> bytes:
    docx.Document().save(out := io.BytesIO())
    return without_clock(out.getvalue())


@pytest.mark.parametrize("write", [a_workbook, a_report])
def test_the_same_content_gives_the_same_bytes_at_another_time(
    write: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(write)
    first = write()
    monkeypatch.setattr("time.localtime", lambda *_: (2040, 1, 1, 0, 0, 0, 0, 1, 0))
    monkeypatch.setattr("time.time", lambda: 2_208_988_800.0)
    assert write() == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert b"dcterms:created" not in parts.read("docProps/core.xml")


def test_a_workbook_names_the_instant_that_it_is_given() -> None:
    with zipfile.ZipFile(io.BytesIO(a_workbook(AN_INSTANT))) as parts:
        properties = parts.read("docProps/core.xml")
    assert properties.count(b"2027-03-01T02:03:04Z</dcterms:") == 2


def test_every_document_goes_through_the_one_writer() -> None:
    [room] = documents.__path__
    offenders = [
        str(file.relative_to(room))
        for file in Path(room).rglob("*.py")
        for text in [file.read_text(encoding="utf-8")]
        if "Workbook()" in text
        and file.name != "written.py"
        or ".save(out" in text
        and "without_clock(" not in text
        and file.name != "qr.py"
    ]
    assert offenders == []
