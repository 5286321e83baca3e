"""The report on the self-assessment as DOCX, in the layout of Vietnamese administrative documents
(decree 30/2020).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.documents import qr, report_parts
from chalicelib.documents.written import without_clock
from chalicelib.domain import decimals
from chalicelib.domain.assessment.reports import ListedFile, Report, ReportLine

if TYPE_CHECKING:
    from docx.document import Document

NOTES = {
    "council_only": "Hội đồng chấm",
    "survey": "Điều tra xã hội học",
    "external": "Số liệu chính thức bên ngoài",
}
_SUMMARY = ("Mã", "Lĩnh vực, tiêu chí", "Điểm tối đa", "Trong đó tự chấm", "Điểm tự chấm")
_FILES = ("TT", "Tên tệp", "Số, ký hiệu, ngày", "Nơi ban hành", "Tiêu chí", "SHA-256")
# Files that count come first, the others follow in lists of their own.
_STANDINGS = {
    "evidence": "PHỤ LỤC 2. TÀI LIỆU KIỂM CHỨNG",
    "reference": "PHỤ LỤC 2a. TÀI LIỆU CHỈ ĐỂ THAM KHẢO (không tính là tài liệu kiểm chứng)",
    "quarantined": "PHỤ LỤC 2b. TỆP KHÔNG DÙNG ĐƯỢC (không tính là tài liệu kiểm chứng)",
}
_LEAVES = ("Mã", "Tiêu chí thành phần", "Điểm tối đa", "Số liệu", "Điểm tự chấm", "TLKC", "Ghi chú")


@dataclass(frozen=True, slots=True)
class Seal:
    """An approval in words, for the footer of the report; `code` is the text of its QR code."""

    digest: str
    approved_by: str
    approved_at: str
    code: str


def docx(report: Report, seal: Seal | None) -> bytes:
    """The report as a DOCX file; without a seal it is marked as a draft."""
    import docx

    document = docx.Document()
    report_parts.styles(document)
    _heading(document, report)
    _title(document, report, draft=seal is None)
    _summary(document, report)
    _texts(document, report)
    _signature(document, report)
    _seal(document, seal)
    _annexes(document, report)
    document.save(out := io.BytesIO())
    return without_clock(out.getvalue())


def comma(points: str | None) -> str:
    """Points with a decimal comma; a dash for none."""
    return "–" if points is None else decimals.comma(points)


def _heading(document: Document, report: Report) -> None:
    left, right = report_parts.pair(document, 6.4, 9.6)
    head = report.letterhead
    for line in head.superior:
        report_parts.centred(left, line)
    for line in head.issuer:
        report_parts.centred(left, line, bold=True)
    report_parts.stroke(left, 2.2)
    report_parts.centred(left, head.number)
    for line in head.nation:
        report_parts.centred(right, line, bold=True)
    report_parts.stroke(right, 5.6)
    report_parts.centred(right, head.place_and_date, italic=True)


def _title(document: Document, report: Report, *, draft: bool) -> None:
    document.add_paragraph()
    if draft:
        report_parts.centred(document, "DỰ THẢO – CHƯA PHÊ DUYỆT", bold=True)
    report_parts.centred(document, "BÁO CÁO", bold=True)
    report_parts.centred(document, report.subject.vi, bold=True)
    report_parts.centred(document, report.index.vi, italic=True)
    if report.illustrative:
        report_parts.centred(
            document, "(Bộ tiêu chí minh họa, không phải phụ lục chính thức)", italic=True
        )
    report_parts.centred(document, f"Kính gửi: {report.authority.vi}")


def _summary(document: Document, report: Report) -> None:
    report_parts.section(document, "I. TỔNG HỢP KẾT QUẢ TỰ CHẤM ĐIỂM")
    lines = [line for line in report.lines if line.kind != "leaf"]
    lines.append(report.total)
    rows = [
        (line.code, line.title.vi, comma(line.maximum), comma(line.own_maximum), comma(line.points))
        for line in lines
    ]
    bold = [number for number, line in enumerate(lines) if line.kind != "criterion"]
    report_parts.table(document, _SUMMARY, rows, (1.5, 8, 2, 2.3, 2.2), bold=bold, right=(2, 3, 4))
    report_parts.paragraph(
        document,
        "Điểm do Hội đồng chấm, điểm điều tra xã hội học và số liệu chính thức bên ngoài "
        "chưa tính trong điểm tự chấm.",
        italic=True,
    )


def _texts(document: Document, report: Report) -> None:
    report_parts.section(document, "II. GIẢI TRÌNH")
    for explanation in report.explanations:
        report_parts.paragraph(document, f"{explanation.code}. {explanation.title.vi}", bold=True)
        report_parts.paragraph(document, explanation.text)
    if not report.explanations:
        report_parts.paragraph(document, "Không có.")
    report_parts.section(document, "III. KHÓ KHĂN, VƯỚNG MẮC")
    report_parts.paragraph(document, report.difficulties or "Không có.")
    report_parts.section(document, "IV. ĐỀ XUẤT, KIẾN NGHỊ")
    report_parts.paragraph(document, report.proposals or "Không có.")
    report_parts.with_next(document)  # a signature is never alone on a page


def _signature(document: Document, report: Report) -> None:
    left, right = report_parts.pair(document, 6.4, 9.6)
    left.paragraphs[0].add_run("Nơi nhận:").bold = True
    left.add_paragraph("- Như trên;\n- Lưu: VT.")
    for line in report.letterhead.signatory:
        report_parts.centred(right, line, bold=True)
    report_parts.centred(right, "(Ký, ghi rõ họ tên, đóng dấu)", italic=True)
    for _ in range(4):
        right.add_paragraph()


def _seal(document: Document, seal: Seal | None) -> None:
    from docx.shared import Cm, Pt

    foot = document.sections[0].footer.paragraphs[0]
    if seal is None:
        foot.add_run("Dự thảo – chưa phê duyệt trên phần mềm").font.size = Pt(9)
        return
    foot.add_run(f"Mã xác thực (SHA-256): {seal.digest}").font.size = Pt(8)
    document.add_paragraph().add_run().add_picture(io.BytesIO(qr.png(seal.code)), width=Cm(3))
    report_parts.paragraph(
        document,
        f"Phê duyệt trên phần mềm: {seal.approved_by}, {seal.approved_at}.\n"
        f"Mã xác thực (SHA-256): {seal.digest}",
    )


def _annexes(document: Document, report: Report) -> None:
    report_parts.section(document, "PHỤ LỤC 1. CHI TIẾT TỪNG TIÊU CHÍ THÀNH PHẦN")
    document.paragraphs[-1].paragraph_format.page_break_before = True
    rows = [
        (
            line.code,
            line.title.vi,
            comma(line.maximum),
            line.value,
            comma(line.points),
            str(line.evidence or ""),
            "; ".join(_marks(line)),
        )
        for line in report.lines
        if line.kind == "leaf"
    ]
    report_parts.table(
        document, _LEAVES, rows, (1.3, 4.4, 1.6, 3.4, 1.6, 1.6, 2.1), right=(2, 4, 5)
    )
    for standing, heading in _STANDINGS.items():
        files = [_file(number, file) for number, file in enumerate(report.files_of(standing), 1)]
        if files or standing == "evidence":
            report_parts.section(document, heading)
            report_parts.table(document, _FILES, files, (1, 3.6, 3.2, 2.8, 2.4, 3), small=(5,))


def _file(number: int, file: ListedFile) -> tuple[str, ...]:
    dated = "/".join(reversed(file.date.split("-")))
    paper = ", ".join(part for part in (file.number, dated and f"ngày {dated}") if part)
    return (
        str(number),
        file.name,
        paper or "–",
        file.issuer or "–",
        ", ".join(file.leaves),
        file.sha256,
    )


def _marks(line: ReportLine) -> list[str]:
    marks = [] if line.applies else ["Không áp dụng"]
    marks += [NOTES[line.method]] if line.method in NOTES else []
    return marks + (["Số ước tính"] if line.estimated else [])
