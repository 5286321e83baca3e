"""Rows of a file are found by the names that people use, and named as a spreadsheet names them."""

from __future__ import annotations

import pytest

from chalicelib.domain.lists import files
from chalicelib.domain.lists.files import FilledList
from chalicelib.domain.reading.filled_tables import Line
from chalicelib.domain.rounds.round import parse_round
from tests import small_round


def read(
    *rows: dict[int, str],
    header: tuple[str, ...] = ("Nhóm", "Họ tên", "E-mail", "Đơn vị được đánh giá"),
) -> FilledList:
    """The file of a lister of two groups of the same title in two indexes."""
    document = small_round.document()
    group = {
        "id": "both",
        "title": {"vi": "Giám đốc", "en": "Directors"},
        "priority": 3,
        "rates": "row",
        "listed_by": ["departments"],
    }
    for index in document["indexes"]:
        index["groups"].append(group)
    round_ = parse_round(document)
    groups = [(index, index.group("both")) for index in round_.indexes]
    lines = [
        Line(number, cells)
        for number, cells in enumerate([dict(enumerate(header)), *rows], start=1)
    ]
    return files.read(lines, files.choices(groups), small_round.units())


@pytest.mark.parametrize(
    "name", ["Giám đốc – Khối quận", " giám  ĐỐC – khối quận", "districts/both"]
)
def test_a_group_is_known_by_its_label_or_its_id(name: str) -> None:
    assert list(read({0: name, 1: "A", 2: "a@example.test", 3: "quan-c"}).rows) == [
        ("districts", "both")
    ]


@pytest.mark.parametrize("name", ["both", "Directors", "Giám đốc"])
def test_a_name_that_could_mean_two_groups_means_none(name: str) -> None:
    found = read({0: name, 1: "A", 2: "a@example.test"})
    assert [(each.at, each.code) for each in found.problems] == [("A2", "unknown_group")]


@pytest.mark.parametrize("name", ["quan-c", "Quận C", "QUẬN  c", "District C"])
def test_a_unit_is_known_by_its_id_or_its_name(name: str) -> None:
    (row,) = read({0: "districts/both", 1: "A", 2: "a@example.test", 3: name}).rows[
        "districts", "both"
    ]
    assert row.rates == "quan-c"


def test_a_file_that_reaches_beyond_the_limit_is_told_where() -> None:
    rows = [{0: "districts/both"}] * (files.MAX_LINES + 1)
    assert [(each.at, each.code) for each in read(*rows).problems] == [("A20002", "too_long")]


def test_a_header_that_is_not_in_the_first_row_is_missed() -> None:
    assert {each.code for each in read(header=()).problems} == {"missing_column"}
