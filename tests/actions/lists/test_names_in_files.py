"""Lists as people type them: units in any spelling, names in old encodings told at the cell."""

from __future__ import annotations

import csv
import json

import pytest

from chalicelib.documents import list_files
from chalicelib.domain.lists import files
from chalicelib.domain.lists.files import FilledList
from chalicelib.domain.reading.filled_tables import Line
from chalicelib.domain.rounds.round import parse_round
from chalicelib.domain.rounds.units import parse_units
from infra.folders import PROJECT
from tests.domain.spelling.test_old_encodings import PEOPLE, in_tcvn3, in_vni
from tests.list_books import table

CASES = PROJECT / "tests/cases"
NATIONAL = PROJECT / "rounds/national-2024"
DOCUMENT = json.loads((NATIONAL / "round.json").read_bytes())
# The last group of the provinces, whose rows here name the province.
DOCUMENT["indexes"][1]["groups"][-1] |= {"rates": "row"}
ROUND = parse_round(DOCUMENT)
with (NATIONAL / "units.csv").open(encoding="utf-8-sig", newline="") as _rows:
    UNITS = {unit.id: unit for unit in parse_units(csv.DictReader(_rows), ROUND)}
HEADINGS = ("Nhóm đối tượng", "Họ và tên", "Thư điện tử", "Đơn vị được đánh giá")
PROVINCES = ROUND.index("provinces")
GROUPS = [(PROVINCES, PROVINCES.groups[-1])]
GROUP = PROVINCES.groups[-1].id


def read(lines: list[Line]) -> FilledList:
    return files.read(lines, files.choices(GROUPS), UNITS)


def test_the_case_of_a_unit_in_the_new_place_of_the_tone_mark() -> None:
    uploaded = list_files.read((CASES / "unit-thanh-hoa.xlsx").read_bytes(), ("", ""))
    assert not uploaded.problems
    header, row = uploaded.lines
    (rows,) = read([header, Line(row.number, {**row.cells, 0: GROUP})]).rows.values()
    assert [UNITS[row.rates].name.vi for row in rows] == ["Thanh Hóa"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("THANH HOÁ", "Thanh Hóa"),
        ("Khánh Hoà", "Khánh Hòa"),
        ("Hoà Bình", "Hòa Bình"),
        ("Hoa\u0300 Bi\u0300nh", "Hòa Bình"),
        ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Bà Rịa Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("thừa thiên - huế", "Thừa Thiên Huế"),
        ("Đăk Lăk", ""),
        ("Ðắk Lắk", "Đắk Lắk"),
        ("Iên Bái", "Yên Bái"),
        ("Hà\u00a0 Nội", "Hà Nội"),
        ("Hà Nộ", ""),
    ],
)
def test_a_unit_is_known_in_any_spelling_of_its_name(written: str, meant: str) -> None:
    row = {0: GROUP, 1: "Lê Na", 2: "na@example.test", 3: written}
    (rows,) = read([Line(1, dict(enumerate(HEADINGS))), Line(2, row)]).rows.values()
    assert [UNITS[row.rates].name.vi if row.rates in UNITS else "" for row in rows] == [meant]


def test_the_case_of_a_list_in_an_old_encoding_is_told_at_each_cell() -> None:
    problems = list_files.read((CASES / "tcvn3.xlsx").read_bytes(), ("", "")).problems
    assert [(each.at, each.code) for each in problems] == [("B2", "garbled"), ("E2", "garbled")]
    assert "TCVN3" in problems[0].vi and "“Nguyễn Văn Thử”" in problems[0].vi


@pytest.mark.parametrize("write", [in_tcvn3, in_vni])
def test_every_garbled_cell_of_a_table_is_told(write: object) -> None:
    assert callable(write)
    rows = [["Nhóm", write(name), "a@example.test", "", "", "", "", ""] for name in PEOPLE]
    problems = list_files.read(table(rows), ("", "")).problems
    assert [each.at for each in problems] == [f"B{number}" for number in range(2, len(rows) + 2)]
