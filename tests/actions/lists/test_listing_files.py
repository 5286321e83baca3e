"""A list comes as a file, is shown first, and is kept only when nothing stands against it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from chalicelib.actions.lists import listing, listing_files
from chalicelib.actions.lists.listing_files import ListPreview
from chalicelib.domain.errors import ChangedMeanwhile, Invalid
from chalicelib.domain.lists import files
from chalicelib.domain.lists.respondents import Listing
from chalicelib.store import respondents as store
from infra.folders import PROJECT
from tests import list_books as books
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.list_books import encoded, line, table
from tests.small_round import NOW, ROUND
from tests.survey_story import people

LEADERS, OFFICERS = "Lãnh đạo phòng", "Công chức"


@pytest.fixture(autouse=True)
@told_once
def _loaded(aws: Aws) -> None:
    document = small_round.document()
    document["indexes"][0]["groups"].append(
        {
            "id": "officers",
            "title": {"vi": OFFICERS, "en": "Officials"},
            "priority": 3,
            "rates": "row",
            "listed_by": ["departments"],
            "plan": None,
            "limit": 3,
        }
    )
    story.load(document)


def lister(unit: str = "so-a") -> listing.Lister:
    return listing.lister_of(ROUND, unit, NOW)


def preview(content: bytes, group: str = "") -> ListPreview:
    return listing_files.preview(lister(), encoded(content), group, "", NOW)


def keep(content: bytes, basis: str) -> dict[str, Any]:
    return listing_files.keep(lister(), encoded(content), "", "", basis, NOW)


def listed(unit: str = "so-a") -> dict[str, int]:
    return {key[1]: len(each.rows) for key, each in store.list_drafts(ROUND, unit)[0].items()}


def xlsx(*lines: list[Any], owner: str = "so-a") -> bytes:
    return books.xlsx(lines, (ROUND, owner), files.choices(lister().groups), ["Sở A", "Sở B"])


def good() -> list[list[Any]]:
    return [
        *(line(LEADERS, row) for row in people(1, 3)),
        *(line(OFFICERS, row, "Sở B") for row in people(11, 2)),
    ]


FORMS = pytest.mark.parametrize(
    "content",
    [
        lambda: xlsx(*good()),
        lambda: table(good()),
        lambda: table(good(), ";", mark=True),
        lambda: table(good(), "\t"),
    ],
    ids=["xlsx", "csv", "csv of Excel", "tabs"],
)


@FORMS
def test_a_good_file_is_shown_first_and_then_kept_as_shown(content: Any) -> None:
    raw = content()
    found = preview(raw)
    assert (found.errors, listed()) == ((), {})
    assert [(each.at, each.code) for each in found.notices] == [
        ("departments/leaders", "fewer_than_plan")
    ]
    assert {each.group: len(each.rows) for each in found.lists} == {"leaders": 3, "officers": 2}
    assert keep(raw, found.basis) == {"groups": {"leaders": 3, "officers": 2}}
    drafts = store.list_drafts(ROUND, "so-a")[0]
    assert {row.rates for row in drafts["departments", "officers"].rows} == {"so-b"}
    assert drafts["departments", "leaders"].rows == tuple(people(1, 3, "so-a"))


def test_a_group_that_is_not_in_the_file_stays_as_it_is() -> None:
    story.put("so-a", "officers", people(11, 2, "so-b"))
    raw = table([line(LEADERS, row) for row in people(1, 3)])
    keep(raw, preview(raw).basis)
    assert listed() == {"leaders": 3, "officers": 2}


def test_a_file_of_one_group_needs_no_column_for_it() -> None:
    raw = "Họ và tên;Thư điện tử\r\nNguyễn Văn Thử;thu@example.test\r\n".encode()
    found = preview(raw, "leaders")
    assert [row.name for row in found.lists[0].rows] == ["Nguyễn Văn Thử"]
    assert [each.code for each in preview(raw).errors] == ["missing_column"]


def test_columns_are_checked_before_any_row() -> None:
    raw = "Nhóm đối tượng,Họ và tên,Họ tên\n,,\nx,y,z\n".encode()
    assert {(each.at, each.code) for each in preview(raw).errors} == {
        ("C1", "repeated_column"),
        ("A1", "missing_column"),
    }


def test_every_problem_is_named_by_its_cell_and_nothing_is_kept() -> None:
    rows = people(1, 8)
    lines = [
        line(LEADERS, rows[0]),
        line("Nhóm lạ", rows[1]),
        line(LEADERS, rows[0]),
        line(OFFICERS, rows[3], "Sở X"),
        line(OFFICERS, rows[4]),
        line("", rows[5]),
        line(LEADERS, rows[6], "Sở B"),
    ]
    lines[1][1] = ""  # the group is not known: nothing more can be said of this row
    lines[3][1], lines[4][2] = "", "không phải thư"
    for raw in (xlsx(*lines), table(lines)):
        assert {(each.at, each.code) for each in preview(raw).errors} == {
            ("A3", "unknown_group"),
            ("C4", "duplicate"),
            ("F5", "unknown_unit"),
            ("B5", "missing"),
            ("F6", "missing"),
            ("C6", "bad_email"),
            ("A7", "missing"),
            ("F8", "other_unit"),
        }
        with pytest.raises(Invalid) as refused:
            keep(raw, "")
        assert len(refused.value.errors) == 8
        assert listed() == {}


def test_cells_that_hold_no_text_are_named_and_nothing_in_them_is_carried_out() -> None:
    rows = good()
    rows[0][1], rows[1][2], rows[2][3] = "=1+1", '=cmd|"/c calc"!A1', NOW.replace(tzinfo=None)
    assert {(each.at, each.code) for each in preview(xlsx(*rows)).errors} == {
        ("B2", "formula"),
        ("C3", "formula"),
        ("D4", "date"),
    }


def test_more_people_than_the_rule_allows_are_named_at_the_first_row_too_many() -> None:
    rows = [line(OFFICERS, row, "so-b") for row in people(1, 5)]
    assert [(each.at, each.code) for each in preview(table(rows)).errors] == [("B5", "over_limit")]


def test_people_on_several_lists_are_shown_and_refused_nowhere() -> None:
    story.put(None, "council", people(1, 1, "so-b"))
    lines = [*(line(LEADERS, row) for row in people(1, 2)), line(OFFICERS, people(2, 1)[0], "Sở B")]
    found = preview(table(lines))
    overlaps = [each for each in found.notices if each.code == "listed_elsewhere"]
    assert {(each.at, each.details["group"], each.details["counts"]) for each in overlaps} == {
        ("C2", "council", "there"),
        ("C3", "officers", "here"),
        ("C4", "leaders", "there"),
    }
    assert keep(table(lines), found.basis)["groups"] == {"leaders": 2, "officers": 1}


def test_a_list_changed_since_the_preview_is_not_written_over() -> None:
    raw = xlsx(*good())
    found = preview(raw)
    story.put("so-a", "leaders", people(5, 1))
    with pytest.raises(ChangedMeanwhile):
        keep(raw, found.basis)
    with pytest.raises(ChangedMeanwhile):
        keep(table(good()), preview(raw).basis)
    assert listed() == {"leaders": 1}


def test_the_form_carries_the_kept_lists_and_comes_back_unchanged() -> None:
    story.put("so-a", "leaders", people(1, 3))
    story.put("so-a", "officers", people(11, 2, "so-b"))
    form = listing_files.form(lister(), NOW)
    drafts = store.list_drafts(ROUND, "so-a")[0]
    found = preview(form)
    assert found.errors == ()
    assert {Listing(each.index, each.group, each.rows) for each in drafts.values()} == set(
        found.lists
    )
    page = load_workbook(io.BytesIO(form)).worksheets[0]
    assert [rule.formula1 for rule in page.data_validations.dataValidation] == [
        "'Danh mục'!$A$1:$A$2",
        "'Danh mục'!$B$1:$B$2",
    ]


def test_an_empty_form_and_another_units_form_are_refused() -> None:
    assert [each.code for each in preview(xlsx()).errors] == ["empty"]
    with pytest.raises(Invalid) as refused:
        preview(xlsx(*good(), owner="so-b"))
    assert [each.code for each in refused.value.errors] == ["another_workbook"]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b"\xff\xfeN\x00",
        b'"',
        "Họ tên".encode("utf-16"),
        b"\xe2",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        b"\x89PNG\r\n",
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        preview(content)
    assert refused.value.errors[0].code in ("not_a_workbook", "not_a_list")
    assert ".xlsx" in refused.value.errors[0].vi


def test_a_pdf_in_the_place_of_a_list_is_called_one() -> None:
    with pytest.raises(Invalid) as refused:
        preview(b"%PDF-1.7\n1 0 obj")
    assert "tệp PDF" in refused.value.errors[0].vi


@pytest.mark.parametrize("content", [b"", b"\n\n\n", table([])])
def test_a_file_that_names_nobody_is_told_so_and_nothing_else(content: bytes) -> None:
    assert [each.code for each in preview(content).errors] == ["empty"]


def test_problems_and_what_is_to_be_known_are_told_row_by_row_from_the_left() -> None:
    story.put(None, "council", people(1, 4, "so-b"))
    one, two, three, four = people(1, 4)
    lines = [
        line(LEADERS, one),
        line(OFFICERS, two, "Sở B"),
        line(LEADERS, three),
        line(OFFICERS, four, "Sở B"),
    ]
    assert [each.at for each in preview(table(lines)).notices][:4] == ["C2", "C3", "C4", "C5"]
    lines[0][6], lines[1][1], lines[1][2], lines[2][0], lines[3][1] = (
        "Chủ tịch",
        "",
        "nguoi@",
        "Nhóm lạ",
        "A\u202eB",
    )
    assert [each.at for each in preview(table(lines)).errors] == ["H2", "B3", "C3", "A4", "B5"]


@pytest.mark.parametrize("kind", [table, lambda lines: xlsx(*lines)], ids=["csv", "xlsx"])
def test_characters_that_no_reader_sees_are_named_whatever_the_cell(kind: Any) -> None:
    lines = [line(LEADERS, row) for row in people(1, 4)]
    lines[0][1], lines[1][2], lines[2][0] = (
        "Lê\u202e Na",
        "nguoi\u200b@example.test",
        f"{LEADERS}\u2066",
    )
    errors = preview(kind(lines)).errors
    assert [(each.at, each.code) for each in errors] == [
        ("B2", "unseen"),
        ("C3", "unseen"),
        ("A4", "unseen"),
    ]
    assert "U+202E" in errors[0].vi and "\u202e" not in errors[0].vi


def test_an_empty_group_is_missing_even_where_the_unit_lists_only_one() -> None:
    rows = people(1, 2)
    raw = table([line("", rows[0]), line("Giám đốc sở", rows[1])])
    found = listing_files.preview(lister(), encoded(raw), "leaders", "", NOW)
    assert [(each.at, each.code) for each in found.errors] == [
        ("A2", "missing"),
        ("A3", "unknown_group"),
    ]


def test_the_case_of_an_address_whose_domain_ends_in_a_number_is_told_at_its_cell() -> None:
    content = (PROJECT / "tests/cases/numeric-domain.xlsx").read_bytes()
    assert ("C2", "bad_email") in [(each.at, each.code) for each in preview(content).errors]


@pytest.mark.parametrize("content", [b"Ghi ch\xc3\xba\n", b"a,b\n1,2"])
def test_a_file_without_our_columns_is_told_which_ones_it_lacks(content: bytes) -> None:
    assert {each.details["column"] for each in preview(content).errors} == {
        "group",
        "name",
        "email",
    }


def test_what_looks_like_a_formula_is_handed_out_as_a_text() -> None:
    row = people(1, 1)[0]
    hostile = type(row)("=cmd|' /C calc'!A0", row.email, "@SUM(1)", "+1")
    story.put("so-a", "leaders", [hostile])
    form = listing_files.form(lister(), NOW)
    page = load_workbook(io.BytesIO(form)).worksheets[0]
    assert {
        cell.data_type for line in page.iter_rows(min_row=2) for cell in line if cell.value
    } == {"s"}
    assert preview(form).lists[0].rows[0].name == hostile.name
