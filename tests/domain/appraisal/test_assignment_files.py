"""Assignments as a table: names or codes in its cells, problems at its cells, and the way back."""

from __future__ import annotations

from hypothesis import given

from chalicelib.domain.appraisal import assignment_files
from chalicelib.domain.appraisal.assignment_files import HEADINGS, ListedAssignments
from chalicelib.domain.appraisal.assignments import AppraisalAssignment, Assignments, OwnUnits
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.filled_tables import Line
from chalicelib.domain.rounds.round import Round, parse_round
from tests.domain.appraisal.drawn import AN, BINH, CHI, DUNG, OWN, ROUND, ROWS, UNITS
from tests.small_round import document

NAMES = {AN: "Lê An", BINH: "Trần Bình", CHI: "Phạm Chi", DUNG: "Lê An"}
PARTS = tuple(HEADINGS)


def read(
    *rows: dict[str, str], numbers: frozenset[int] = frozenset(), round_: Round = ROUND
) -> ListedAssignments:
    head = Line(1, {at: names[0] for at, names in enumerate(HEADINGS.values())})
    lines = [
        Line(number, {PARTS.index(part): text for part, text in row.items()}, numbers)
        for number, row in enumerate(rows, start=2)
    ]
    return assignment_files.read([head, *lines], round_, UNITS, NAMES)


def test_things_are_known_by_code_or_by_name_however_it_is_spelt() -> None:
    listed = read(
        {
            "index": "khối sở",
            "part": "1; Thể chế",
            "units": "Sở A; so-b",
            "member": "TRẦN BÌNH",
            "helpers": f"{AN.upper()}; Phạm Chi",
            "deputy": CHI,
        }
    )
    assert listed.problems == []
    assert listed.assignments == [
        AppraisalAssignment("departments", part, BINH, ("so-a", "so-b"), (AN, CHI), CHI)
        for part in ("1", "2")
    ]


def test_a_name_that_two_people_share_stays_as_written_and_so_is_unknown() -> None:
    assert read({"part": "1", "member": "Lê An"}).assignments[0].member == "lê an"


def test_a_row_may_say_only_where_a_person_works() -> None:
    listed = read({"member": BINH, "own": "Sở A; Quận C"}, {"units": ""})
    assert (listed.assignments, listed.own) == ([], [OwnUnits(BINH, ("so-a", "quan-c"))])


def test_a_row_with_units_or_a_member_alone_is_not_overlooked() -> None:
    listed = read({"member": BINH}, {"units": "Sở A"})
    assert [(each.part, each.member) for each in listed.assignments] == [("", BINH), ("", "")]


def test_problems_are_moved_to_their_cells() -> None:
    listed = read({"member": BINH, "own": "x"}, {"part": "1; 9", "member": BINH, "index": "y"})
    places = ("assignments[1].part", "assignments[0].index", "own[0].units", "own[0].person", "?")
    moved = listed.at_cells(Problem(at, "lỗi", "wrong") for at in places)
    assert [each.at for each in moved] == ["B3", "A3", "G2", "D2", "?"]


def test_a_code_whose_last_zero_a_spreadsheet_may_have_dropped_is_asked_about() -> None:
    changed = document()
    changed["indexes"][0]["areas"][0]["criteria"][1]["code"] = "1.10"
    round_, row = parse_round(changed), {"part": "1.1", "member": AN, "index": "departments"}
    asked = [
        [(each.at, each.code) for each in read(row, numbers=numbers, round_=round_).problems]
        for numbers in (frozenset({1}), frozenset[int]())
    ]
    assert asked == [[("B2", "ambiguous")], []]
    assert read(row, numbers=frozenset({1})).problems == []


def test_a_table_without_its_columns_says_which_are_missing() -> None:
    listed = assignment_files.read([Line(1, {0: "Bộ chỉ số"})], ROUND, UNITS, NAMES)
    assert [each.code for each in listed.problems] == ["missing_column", "missing_column"]


def test_units_that_fill_a_cell_go_on_in_another_row() -> None:
    many = tuple(f"don-vi-{number:04d}" for number in range(100))
    row = AppraisalAssignment("departments", "1", BINH, many)
    cells = list(assignment_files.rows_of(Assignments((row,)), ROUND, UNITS, NAMES))
    assert len(cells) == 3
    assert all(len(cell["units"]) <= 500 for cell in cells)
    assert "; ".join(cell["units"] for cell in cells).split("; ") == list(many)


@given(ROWS, OWN)
def test_a_table_read_again_asks_for_the_same(
    rows: list[AppraisalAssignment], own: dict[str, frozenset[str]]
) -> None:
    kept = [OwnUnits(person, tuple(sorted(at))) for person, at in own.items() if at]
    written = assignment_files.rows_of(Assignments(tuple(rows), tuple(kept)), ROUND, UNITS, NAMES)
    listed = read(*written)
    assert (listed.assignments, listed.own, listed.problems) == (rows, kept, [])
