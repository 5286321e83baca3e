"""CSV tables: what a file may look like, each problem at its cell, and one way of writing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.csv_tables import TABLES, read_table, write_rows, write_table
from chalicelib.domain.survey.tallies import Cell
from tests.domain.bundles.samples import bundle_problems, files


@pytest.mark.parametrize(
    ("name", "content", "places"),
    [
        ("scores.csv", b"", [f"scores.csv:1:{column}" for column in ("unit", "leaf", "value")]),
        (
            "scores.csv",
            b"unit,value\na,{}\nz,1\n",
            ["scores.csv:1:leaf", "scores.csv:3:unit", "scores.csv:3:value"],
        ),
        ("scores.csv", b"unit,leaf,value,unit\n", ["scores.csv:1:unit"]),
        ("scores.csv", b'unit,leaf,value\na,1.1,"{}', ["scores.csv:2:unit"]),
        ("scores.csv", b'unit,leaf,value\n"a"b,1.1,1\n', ["scores.csv:2:unit"]),
        (
            "voids.csv",
            b'unit,x,reason\n"a","\n\xff","\n"\nb,,\xfe\n',
            ["voids.csv:2:2", "voids.csv:3:reason"],
        ),
        (
            "previous.csv",
            b"unit,index,rank\na,1,1\n\xff\xfe,1,1\n",
            ["previous.csv:3:unit", "previous.csv:3:unit"],
        ),
        (
            "previous.csv",
            b"unit;index;rank\na;1;1\n",
            [f"previous.csv:1:{column}" for column in ("unit", "index", "rank")],
        ),
    ],
)
def test_each_problem_of_form_is_named(name: str, content: bytes, places: list[str]) -> None:
    assert bundle_problems(files() | {name: content}) == places


def test_a_mark_crlf_blank_lines_other_columns_and_another_order_of_columns_change_nothing() -> (
    None
):
    plain = files(
        cells="unit,group,question,answered,weight_sum,weight_square_sum\na,g,q1,5,3.2,2.12\n"
    )
    decorated = dict(plain)
    decorated["round.json"] = b"\xef\xbb\xbf" + plain["round.json"]
    decorated["cells.csv"] = (
        b"\xef\xbb\xbf\r\nweight_square_sum,note,answered,weight_sum,question,group,unit\r\n\r\n"
        b'2.12,"hai\r\nd\xc3\xb2ng",5,3.2,q1,g,a\r\n,,,,,,\r\n\r\n'
    )
    assert (
        read_bundle(decorated).cells
        == read_bundle(plain).cells
        == {("a", "g", "q1"): Cell(5, Fraction("3.2"), Fraction("2.12"))}
    )


def test_no_text_is_too_long_to_be_read() -> None:
    long = "dài " * 50_000
    bundle = read_bundle(
        files(scores=f'unit,leaf,value,explanation\na,1.1,"{{""points"": ""1""}}",{long}\n')
    )
    assert bundle.scores["a", "1.1"].explanation == long


def read(name: str, data: bytes) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """The rows of a table with their numbers, and the problems."""
    problems: list[Problem] = []
    rows = [(row.number, dict(row.cells)) for row in read_table(name, data, problems)]
    return rows, problems


def test_rows_count_as_in_a_spreadsheet() -> None:
    rows, problems = read("voids", b'\nunit,reason\n\n,\na,"x\ny\nz"\nb,\n')
    assert rows == [(5, {"unit": "a", "reason": "x\ny\nz"}), (6, {"unit": "b", "reason": ""})]
    assert problems == []


def test_a_cell_that_may_be_empty_may_lack_its_column_or_its_comma() -> None:
    assert read("not_applicable", b"unit,leaf\na,1.1\n")[1] == []
    rows, problems = read("not_applicable", b"unit,leaf,reason\na,1.1\nb\n")
    assert [cells["reason"] for _, cells in rows] == ["", ""]
    assert [problem.at for problem in problems] == ["not_applicable.csv:3:leaf"]


def test_an_empty_cell_that_was_noted_is_not_noted_again_by_its_reader() -> None:
    problems: list[Problem] = []
    (row,) = read_table("previous", b"unit,index,rank\na,,3\n", problems)
    assert row.cell("index").number() is None
    assert [(problem.at, problem.code) for problem in problems] == [
        ("previous.csv:2:index", "missing")
    ]


def test_rows_are_written_with_quotes_only_where_they_are_needed() -> None:
    written = write_rows([["a b", 'c"d', "e,f", "g\nh", None, 3, "\u2028"]])
    assert written.decode() == 'a b,"c""d","e,f","g\nh",,3,\u2028\n'


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_what_is_written_reads_back_cell_by_cell(rows: list[list[str]]) -> None:
    found, problems = read("exclusions", write_table("exclusions", rows))
    kept = [row for row in rows if any(cell and not cell.isspace() for cell in row)]
    assert [[cells[column] for column in TABLES["exclusions"]] for _, cells in found] == kept
    assert [problem.code for problem in problems] == ["missing" for unit, _ in kept if not unit]
