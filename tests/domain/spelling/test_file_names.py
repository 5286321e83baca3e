"""Names of files can be stored on any computer, stay apart, and fit in a header."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.spelling.file_names import MOST_BYTES, apart, attachment, portable, same_file

DEVICES = ["con", "prn", "aux", "nul", "com1", "lpt9", "com¹", "conin$"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ('KH 12:2024 "bản 1"?.pdf', "KH 12_2024 _bản 1__.pdf"),
        ("12/KH-SNV.pdf", "12_KH-SNV.pdf"),
        ("a\\b|c<d>e*.pdf", "a_b_c_d_e_.pdf"),
        ("..", "khong ten"),
        ("../../etc/passwd", "_.._etc_passwd"),
        (" . .pdf", "pdf"),
        ("Kế hoạch. ", "Kế hoạch"),
        ("dòng 1\n dòng\t2\u20283.pdf", "dòng 1 dòng 2 3.pdf"),
        ("bản\u202efdp.exe", "bảnfdp.exe"),
        ("nul.pdf", "_nul.pdf"),
        ("COM1", "_COM1"),
        ("aux .tar.gz", "_aux .tar.gz"),
        ("Ke\u0302\u0301 hoa\u0323ch.pdf", "Kế hoạch.pdf"),
        ("\ud800.pdf", "pdf"),
        ("", "khong ten"),
    ],
)
def test_a_name_becomes_portable(name: str, expected: str) -> None:
    assert portable(name) == expected


NAMES = st.one_of(
    st.text(max_size=300),
    st.text("ếậ\u0323\u0302aA.:/\\ ", max_size=300),
    st.builds(
        lambda device, end: device + end,
        st.sampled_from(DEVICES),
        st.sampled_from(["", ".pdf", " "]),
    ),
)


@given(NAMES, st.sampled_from(["", "001 "]))
def test_any_name_can_be_stored_anywhere(name: str, before: str) -> None:
    made = portable(name, before)
    assert 0 < len((before + made).encode()) <= MOST_BYTES
    assert made == unicodedata.normalize("NFC", made)
    assert not set('<>:"/\\|?*') & set(made)
    assert made.isprintable() or "\u3000" in made or "\u00a0" in made
    assert made == made.strip(" .")
    assert made.split(".")[0].strip().lower() not in DEVICES
    assert portable(made, before) == made


@pytest.mark.parametrize("letter", ["ế", "e\u0302\u0301", "漢", "😀", "é\u0323\u0331"])
def test_a_long_name_keeps_its_extension_and_whole_characters(letter: str) -> None:
    made = portable(letter * 200 + ".pdf")
    assert made.endswith(".pdf") and len(made.encode()) <= MOST_BYTES
    whole = unicodedata.normalize("NFC", letter)
    assert made.removesuffix(".pdf") == whole * (len(made.removesuffix(".pdf")) // len(whole))


@given(st.lists(NAMES | st.sampled_from(["a.pdf", "A.PDF", "ạ.pdf", "a (2).pdf"]), max_size=8))
def test_names_in_one_folder_stay_apart_where_capitals_do_not_count(names: list[str]) -> None:
    made = apart(names)
    assert len({same_file(name) for name in made}) == len(names)
    assert all(len(name.encode()) <= MOST_BYTES for name in made)


def test_the_same_name_gets_a_number_before_its_extension() -> None:
    assert apart(["Kế hoạch.pdf", "KẾ HOẠCH.pdf", "Kế hoạch.pdf"]) == [
        "Kế hoạch.pdf",
        "KẾ HOẠCH (2).pdf",
        "Kế hoạch (3).pdf",
    ]


def test_a_download_has_a_plain_name_for_old_programs_and_the_full_one() -> None:
    assert attachment("bao-cao.docx") == 'attachment; filename="bao-cao.docx"'
    header = attachment("Minh chứng Đắk Lắk.zip")
    assert header.startswith("attachment; filename=\"Minh chung Dak Lak.zip\"; filename*=UTF-8''")
    assert unquote(header.partition("''")[2]) == "Minh chứng Đắk Lắk.zip"


@given(NAMES)
def test_any_name_fits_in_a_header(name: str) -> None:
    header = attachment(name)
    assert header.isascii() and header.isprintable()
    assert header.count('"') == 2
    assert not header.partition("''")[2].strip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%_.-~"
    )
