"""The report as DOCX: laid out as official documents are, complete, a draft until it is
approved.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import docx as library
from docx.document import Document

from chalicelib.documents import reports
from chalicelib.documents.reports import Seal
from chalicelib.domain.assessment import sheets
from chalicelib.domain.assessment.changes import DIFFICULTIES, PROPOSALS, Change
from chalicelib.domain.assessment.reports import Report, report_of
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.domain.evidence.inspection import verdict
from tests.small_round import NOW, VALUES, departments, parsed, units

SEAL = Seal("ab" * 32, "lanh-dao@example.test", "12:00 ngày 20/11/2026", "PARINDEX thu-2026/so-a")
PLAIN = Paper()


def report(
    given: Mapping[str, str] | None = None,
    skipped: frozenset[str] = frozenset(),
    files: Sequence[EvidenceFile] = (),
) -> Report:
    texts = given or {}
    changes = [
        *(Change(leaf, 0, value) for leaf, value in VALUES.items() if leaf not in texts),
        *(Change(leaf, 0, VALUES.get(leaf), text) for leaf, text in texts.items()),
        Change(DIFFICULTIES, 0, explanation="Thiếu người"),
    ]
    sheet = sheets.save(Sheet(), changes, departments(), "self_assessment", "an@example.test", NOW)
    return report_of(
        parsed(), units()["so-a"], sheet, files or [file("Kế hoạch số 12.pdf")], skipped
    )


def file(name: str, paper: Paper = PLAIN, outcome: str = "good") -> EvidenceFile:
    """A file of 1.1.1, inspected with that outcome."""
    uploaded = EvidenceFile(name, name, "k", "an@example.test", NOW).confirmed(
        ["1.1.1"], 9, "cd" * 32, "v1", NOW + timedelta(minutes=1)
    )
    return replace(uploaded, paper=paper, verdicts=(verdict("readable", outcome, "x", "x"),))


def read(content: bytes) -> tuple[Document, str]:
    """The document, and every text of it: paragraphs, tables, footer."""
    document = library.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    foot = [paragraph.text for paragraph in document.sections[0].footer.paragraphs]
    return document, "\n".join(
        [*(paragraph.text for paragraph in document.paragraphs), *cells, *foot]
    )


def test_it_has_the_national_header_the_unit_and_a_place_to_sign() -> None:
    document, text = read(reports.docx(report(), SEAL))
    heads = [cell.text for cell in document.tables[0].rows[0].cells]
    assert heads[0].startswith("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ THỬ\nSỞ A")
    assert heads[1].startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert heads[1].endswith("Thử, ngày …… tháng …… năm ……")
    for expected in (
        "Kính gửi: Thành phố thử",
        "GIÁM ĐỐC\n(Ký, ghi rõ họ tên, đóng dấu)",
        "Bộ tiêu chí minh họa",
    ):
        assert expected in text


def test_the_summary_adds_up_exact_points_by_area_and_criterion() -> None:
    document, _ = read(reports.docx(report(), SEAL))
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert rows[1] == ["1", "Chỉ đạo, điều hành", "4,50", "4,50", "3,80"]
    assert rows[2] == ["1.1", "Kế hoạch", "3,00", "3,00", "2,30"]
    assert rows[-1] == ["", "Tổng cộng", "13,50", "9,00", "6,05"]


def test_explanations_difficulties_proposals_values_and_files_stand_in_it() -> None:
    _, text = read(reports.docx(report({"2.1.2": "Chưa ký", PROPOSALS: "Thêm người"}), SEAL))
    for expected in (
        "2.1.2. Tiêu chí 2.1.2",
        "Chưa ký",
        "Thiếu người",
        "Thêm người",
        "36 / 40",
        "Số đã xử lý: 1; Số phải xử lý: 4",
        "cham",
        "Kế hoạch số 12.pdf",
        "Hội đồng chấm",
        "Điều tra xã hội học",
    ):
        assert expected in text


def test_each_file_has_its_number_date_and_issuer_and_what_does_not_count_is_listed_apart() -> None:
    made = report(
        files=[
            file("Kế hoạch.pdf", Paper(number="12/KH-SA", date=date(2026, 1, 5), issuer="Sở A")),
            file("Ảnh.pdf", Paper(official=False)),
            file("Hỏng.pdf", outcome="bad"),
        ]
    )
    assert [
        line.evidence for line in made.lines if (line.kind, line.code) == ("leaf", "1.1.1")
    ] == [1]
    document, text = read(reports.docx(made, SEAL))
    rows = [[cell.text for cell in table.rows[1].cells] for table in document.tables[-3:]]
    assert [row[:5] for row in rows] == [
        ["1", "Kế hoạch.pdf", "12/KH-SA, ngày 05/01/2026", "Sở A", "1.1.1"],
        ["1", "Ảnh.pdf", "–", "–", "1.1.1"],
        ["1", "Hỏng.pdf", "–", "–", "1.1.1"],
    ]
    order = ("PHỤ LỤC 2. TÀI LIỆU KIỂM CHỨNG", "CHỈ ĐỂ THAM KHẢO", "TỆP KHÔNG DÙNG ĐƯỢC")
    assert sorted(order, key=text.index) == list(order)


def test_an_approved_report_carries_digest_and_code_and_a_draft_says_what_it_is() -> None:
    approved, text = read(reports.docx(report(), SEAL))
    assert SEAL.digest in text and len(approved.inline_shapes) == 1 and "DỰ THẢO" not in text
    draft, text = read(reports.docx(report(), None))
    assert "DỰ THẢO" in text and not len(draft.inline_shapes)


def test_a_leaf_that_does_not_apply_leaves_the_sums_and_says_so() -> None:
    made = report(skipped=frozenset({"1.2"}))
    assert (made.total.maximum, made.total.points) == ("12.00", "4.55")
    assert "Không áp dụng" in read(reports.docx(made, None))[1]


def test_texts_that_no_file_may_hold_do_no_harm() -> None:
    _, text = read(reports.docx(report({"1.2": "a\x00b\x0b\ud800c\r\nd"}), None))
    assert "abc\nd" in text


def test_head_and_signature_are_never_torn_over_two_pages() -> None:
    document, _ = read(reports.docx(report(), SEAL))
    pairs = [table for table in document.tables if len(table.rows) == 1]
    assert len(pairs) == 2 and all("w:cantSplit" in table.rows[0]._tr.xml for table in pairs)


def test_tables_keep_their_widths_in_every_program_and_their_rows_whole() -> None:
    document, _ = read(reports.docx(report(), SEAL))
    for table in document.tables:
        for column in table.columns:
            assert {cell.width for cell in column.cells} == {column.width}
    rows = [
        row._tr.xml
        for table in document.tables[1:]
        if table.style and table.style.name == "Table Grid"
        for row in table.rows
    ]
    assert len(rows) > 10 and all("w:cantSplit" in row for row in rows)
