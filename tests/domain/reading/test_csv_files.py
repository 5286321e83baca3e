"""CSV as people's programs write it: any usual separator, quotation mark and encoding."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import random
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.reading import csv_files
from chalicelib.domain.reading.csv_files import NotReadable
from chalicelib.domain.reading.filled_tables import Uploaded, plain
from infra.folders import PROJECT

CASES = PROJECT / "tests/cases"
HEADINGS = ("Nhóm đối tượng", "Họ và tên", "Thư điện tử", "Chức vụ", "Cơ quan công tác")
KNOWN = frozenset(map(plain, HEADINGS))
ROW = ("Lãnh đạo phòng", "Nguyễn Thị Ước", "thu@example.test", "Phó, trưởng; phòng", "Sở | A\t'\"")
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1258": "Windows-1258",
}
TONES = "\u0300\u0301\u0303\u0309\u0323"


def read(content: bytes, most: int = 100) -> Uploaded:
    return csv_files.read(content, KNOWN, most)


def rows(found: Uploaded) -> list[dict[int, str]]:
    return [dict(line.cells) for line in found.lines]


def codes(found: Uploaded) -> list[tuple[str, str]]:
    return [(problem.at, problem.code) for problem in found.problems]


def written(encoding: str, separator: str, quote: str, line_end: str, head: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=separator,
        quotechar=quote,
        lineterminator=line_end,
        quoting=csv.QUOTE_ALL if quote == "'" else csv.QUOTE_MINIMAL,
    )
    writer.writerows([HEADINGS, ROW])
    text = head + out.getvalue()
    return windows(text) if encoding == "cp1258" else text.encode(encoding)


def windows(text: str) -> bytes:
    """As Windows-1258 has it: tone marks are characters of their own, circumflexes are not."""

    def split(char: str) -> str:
        decomposed = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in decomposed if mark in TONES)
        rest = "".join(mark for mark in decomposed if mark not in TONES)
        return unicodedata.normalize("NFC", rest) + tones

    return "".join(map(split, text)).encode("cp1258")


@pytest.mark.parametrize(
    ("encoding", "separator", "quote", "line_end"),
    [*itertools.product(ENCODINGS, ",;\t|", "\"'", ["\r\n", "\n"])],
)
def test_every_usual_form_is_read_alike(
    encoding: str, separator: str, quote: str, line_end: str
) -> None:
    found = read(written(encoding, separator, quote, line_end, ""))
    assert rows(found) == [dict(enumerate(HEADINGS)), dict(enumerate(ROW))]
    assert not found.problems
    told = {remark.code: remark.details for remark in found.remarks}
    assert ("encoding" in told) == (ENCODINGS[encoding] != "UTF-8")
    assert ("csv_form" in told) == (quote == "'" or separator == "|")


@pytest.mark.parametrize("line", ["sep={}\r\n", "SEP={}\n", '"sep={}"\r\n'])
@pytest.mark.parametrize("separator", ",;\t|:")
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_line_that_names_the_separator_is_no_row(
    line: str, separator: str, encoding: str
) -> None:
    found = read(written(encoding, separator, '"', "\r\n", line.format(separator)))
    assert [(line.number, dict(line.cells)) for line in found.lines] == [
        (1, dict(enumerate(HEADINGS))),
        (2, dict(enumerate(ROW))),
    ]
    assert "csv_form" in {remark.code for remark in found.remarks}


def test_the_cases_from_the_field() -> None:
    found = read((CASES / "sep-line.csv").read_bytes())
    assert found.lines[0].cells[0] == "Nhóm đối tượng" and found.lines[1].cells[4] == "Sở A"
    assert codes(read((CASES / "unquoted-comma.csv").read_bytes())) == [("F2", "too_many_cells")]


@given(
    st.lists(st.lists(st.sampled_from(["", "x", " "]), min_size=1, max_size=9), max_size=6),
    st.integers(0, 3),
)
def test_a_row_that_does_not_fit_the_headings_is_named(lines: list[list[str]], blank: int) -> None:
    text = "\n".join(",".join(line) for line in [[*HEADINGS, *[""] * blank], *lines])
    found = read(text.encode())
    wrong = set()
    for number, line in enumerate(lines, start=2):
        content = [place for place, cell in enumerate(line) if cell.strip()]
        if content and (len(line) < 5 or content[-1] >= 5 + blank):
            wrong.add(number)
    assert {int(problem.at[1:]) for problem in found.problems} == wrong
    assert {problem.code for problem in found.problems} <= {"too_many_cells", "too_few_cells"}


@pytest.mark.parametrize(
    "content",
    [
        b'"',
        b'a,"b\n',
        b"\xe2",
        b"\xff\xfeN\x00",
        b"\xff\xfeN",
        b"\xfe\xff\xd8\x00",
        "Họ tên".encode("utf-16"),
        b"\x8a\x8d,\x8e",
        "Nhóm đối tượng,Họ và tên,x\ný".encode("cp1258", "replace") + b"\xecb\xecc",
        b"Ho va ten,Thu \xe9\n",
        b"\x00" * 100,
        bytes(range(256)),
    ],
)
def test_what_is_no_text_or_shows_none_of_our_headings_in_another_encoding_is_not_read(
    content: bytes,
) -> None:
    with pytest.raises(NotReadable):
        read(content)


def test_rows_beyond_the_limit_are_not_read() -> None:
    assert len(read(b"Nh\n" * 1000, most=10).lines) == 10


def test_bytes_damaged_anywhere_never_end_in_an_error() -> None:
    chance = random.Random(3)
    sources = [
        written(encoding, separator, quote, "\r\n", head)
        for encoding in ENCODINGS
        for separator, quote, head in ((",", '"', ""), (";", "'", ""), (";", '"', "sep=;\r\n"))
    ]
    for _ in range(400):
        content = bytearray(chance.choice(sources))
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            read(bytes(content))
        except NotReadable:
            continue


@pytest.mark.parametrize(
    "content",
    [
        "\ufdfa" * 1_000_000,
        "," * 4_000_000,
        "\n" * 4_000_000,
        '"' * 3_999_999,
        "a," * 1_000_000,
        "sep=\n" * 500_000,
        "a\n" * 1_500_000,
    ],
)
def test_hostile_files_cost_little(content: str) -> None:
    began = time.process_time()
    with contextlib.suppress(NotReadable):
        read(content.encode(), most=40_001)
    assert time.process_time() - began < 5
