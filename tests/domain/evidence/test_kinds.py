"""What a file is, is told by its bytes; its name follows."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.domain.evidence import files, kinds
from chalicelib.domain.spelling.file_names import portable


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"%PDF-1.7", kinds.PDF),
        (b"mail before it\r\n%PDF-1.7", kinds.PDF),
        (b"\xff\xd8\xff\xe0", kinds.JPEG),
        (b"\x89PNG\r\n\x1a\n", kinds.PNG),
        (b"\xff\xd8\xff\xfe\0\x0a%PDF-1.7", kinds.JPEG),
        (b"\x89PNG\r\n\x1a\n%PDF-1.7", kinds.PNG),
        (b"\xff\xd8", ""),
        (b"\x89PNG\n\x1a\n", ""),
        (b" \xff\xd8\xff\xe0", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_it_begins_as_whatever_else_is_in_it(start: bytes, kind: str) -> None:
    assert kinds.of_bytes(start) == kind


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"\0\0\0\x24ftypheic", "HEIC"),
        (b"\0\0\0\x24ftypmif1", "HEIC"),
        (b"\0\0\0\x1cftypavif", "AVIF"),
        (b"\0\0\0\x18ftypisom", "MP4"),
        (b"RIFF\0\0\0\0WEBP", "WebP"),
        (b"GIF89a", "GIF"),
        (b"MM\0*\0\0\0\x08", "TIFF"),
        (b"\n<svg xmlns=''>", "SVG/HTML/XML"),
        (b"PK\x03\x04", "Word/Excel/ZIP"),
        (b"plain", ""),
        (b"", ""),
    ],
)
def test_other_kinds_have_names_that_people_know(start: bytes, name: str) -> None:
    assert kinds.called(start) == name


@pytest.mark.parametrize(
    ("name", "kind", "named"),
    [
        ("Biển hiệu.JPG", kinds.JPEG, "Biển hiệu.JPG"),
        ("Biển hiệu.jpeg", kinds.JPEG, "Biển hiệu.jpeg"),
        ("Biển hiệu.png", kinds.JPEG, "Biển hiệu.jpg"),
        ("IMG_0001.HEIC", kinds.JPEG, "IMG_0001.jpg"),
        ("Biển hiệu", kinds.PNG, "Biển hiệu.png"),
        ("v1.2", kinds.PNG, "v1.2.png"),
        ("trang.html", kinds.PNG, "trang.html.png"),
        (".jpg", kinds.PNG, ".jpg.png"),
        ("Kế hoạch", kinds.PDF, "Kế hoạch"),
    ],
)
def test_the_name_of_an_image_ends_as_its_kind_does(name: str, kind: str, named: str) -> None:
    assert kinds.named(name, kind) == named


@given(st.text("aB9 .:/?*ếĐ-_()", min_size=1, max_size=200), st.sampled_from(kinds.IMAGES))
def test_no_name_lets_a_computer_take_an_image_for_something_else(name: str, kind: str) -> None:
    assume(not files.check_upload("file", name, 1, kind, kinds.TAKEN))
    left = portable(kinds.named(files.kept_name(name), kind))
    assert left.lower().endswith(kinds.ENDINGS[kind])
