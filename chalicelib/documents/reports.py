"""The report on the self-assessment as DOCX, laid out as Vietnamese administrative documents are (decree 30/2020)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chalicelib.documents import qr
from chalicelib.documents.printable import printable
from chalicelib.domain.reports import Line, Report

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

NOTES = {"council_only": "Hội đồng chấm", "survey": "Điều tra xã hội học", "external": "Số liệu chính thức bên ngoài"}
_SUMMARY = ("Mã", "Lĩnh vực, tiêu chí", "Điểm tối đa", "Trong đó tự chấm", "Điểm tự chấm")
_LEAVES = ("Mã", "Tiêu chí thành phần", "Điểm tối đa", "Số liệu", "Điểm tự chấm", "TLKC", "Ghi chú")


@dataclass(frozen=True, slots=True)
class Seal:
    """An approval in words, for the foot of the report; `code` is what its QR code says."""

    digest: str
    approved_by: str
    approved_at: str
    code: str


def docx(report: Report, seal: Seal | None) -> bytes:
    """The report as a DOCX file; without a seal it is marked as a draft."""
    import docx as library

    document = library.Document()
    _styles(document)
    _heading(document, report)
    _title(document, report, draft=seal is None)
    _summary(document, report)
    _texts(document, report)
    _signature(document)
    _seal(document, seal)
    _annexes(document, report)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def comma(points: str | None) -> str:
    """Points as a Vietnamese page writes them."""
    return "–" if points is None else points.replace(".", ",")


def _styles(document: Document) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(2), Cm(2), Cm(2)


def _heading(document: Document, report: Report) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    _centred(left, report.authority.vi.upper())
    _centred(left, report.name.vi.upper(), bold=True)
    _centred(left, "Số:       /BC-")
    _centred(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    _centred(right, "Độc lập - Tự do - Hạnh phúc", bold=True, underline=True)
    _centred(right, "……, ngày …… tháng …… năm ……", italic=True)


def _title(document: Document, report: Report, *, draft: bool) -> None:
    document.add_paragraph()
    if draft:
        _centred(document, "DỰ THẢO – CHƯA PHÊ DUYỆT", bold=True)
    _centred(document, "BÁO CÁO", bold=True)
    _centred(document, f"Kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {report.year}", bold=True)
    _centred(document, f"{report.title.vi} – {report.index.vi}", italic=True)
    if report.illustrative:
        _centred(document, "(Bộ tiêu chí minh họa, không phải phụ lục chính thức)", italic=True)


def _summary(document: Document, report: Report) -> None:
    _section(document, "I. TỔNG HỢP KẾT QUẢ TỰ CHẤM ĐIỂM")
    lines = [line for line in report.lines if line.kind != "leaf"]
    rows = [(line.code, line.title.vi, comma(line.maximum), comma(line.own_maximum), comma(line.points))
            for line in [*lines, report.total]]
    bold = [number for number, line in enumerate([*lines, report.total]) if line.kind != "criterion"]
    _table(document, _SUMMARY, rows, (1.5, 8, 2, 2.3, 2.2), bold)
    _paragraph(document, "Điểm do Hội đồng chấm, điểm điều tra xã hội học và số liệu chính thức bên ngoài "
                         "chưa tính trong điểm tự chấm.", italic=True)


def _texts(document: Document, report: Report) -> None:
    _section(document, "II. GIẢI TRÌNH")
    for each in report.explanations:
        _paragraph(document, f"{each.code}. {each.title.vi}", bold=True)
        _paragraph(document, each.text)
    if not report.explanations:
        _paragraph(document, "Không có.")
    _section(document, "III. KHÓ KHĂN, VƯỚNG MẮC")
    _paragraph(document, report.difficulties or "Không có.")
    _section(document, "IV. ĐỀ XUẤT, KIẾN NGHỊ")
    _paragraph(document, report.proposals or "Không có.")


def _signature(document: Document) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    left.paragraphs[0].add_run("Nơi nhận:").bold = True
    left.add_paragraph("- Như trên;\n- Lưu: VT.")
    _centred(right, "THỦ TRƯỞNG ĐƠN VỊ", bold=True)
    _centred(right, "(Ký, ghi rõ họ tên, đóng dấu)", italic=True)
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
    _paragraph(document, f"Phê duyệt trên phần mềm: {seal.approved_by}, {seal.approved_at}.\n"
                         f"Mã xác thực (SHA-256): {seal.digest}")


def _annexes(document: Document, report: Report) -> None:
    _section(document, "PHỤ LỤC 1. CHI TIẾT TỪNG TIÊU CHÍ THÀNH PHẦN")
    document.paragraphs[-1].paragraph_format.page_break_before = True
    rows = [(line.code, line.title.vi, comma(line.maximum), line.value, comma(line.points), str(line.evidence or ""),
             "; ".join(_marks(line))) for line in report.lines if line.kind == "leaf"]
    _table(document, _LEAVES, rows, (1.4, 5.2, 1.6, 3, 1.6, 1.2, 2))
    _section(document, "PHỤ LỤC 2. TÀI LIỆU KIỂM CHỨNG")
    _table(document, ("Tên tệp", "Tiêu chí", "SHA-256"),
           [(name, ", ".join(leaves), digest) for name, digest, leaves in report.files], (6, 5, 5))


def _marks(line: Line) -> list[str]:
    found = [] if line.applies else ["Không áp dụng"]
    found += [NOTES[line.method]] if line.method in NOTES else []
    return found + (["Số ước tính"] if line.estimated else [])


def _table(document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float],
           bold: Sequence[int] = ()) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    table = document.add_table(1 + len(rows), len(heads))
    table.style, table.autofit = "Table Grid", False
    marked = {0, *(number + 1 for number in bold)}
    for number, (row, texts) in enumerate(zip(table.rows, [heads, *rows], strict=True)):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Cm(width)
            run = cell.paragraphs[0].add_run(printable(text))
            run.font.size, run.bold = Pt(11), number in marked
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))  # the heads come again on every page
    document.add_paragraph()


def _section(document: Document, text: str) -> None:
    _paragraph(document, text, bold=True)


def _paragraph(document: Document, text: str, **how: bool) -> None:
    _run(document.add_paragraph(), text, how)


def _centred(parent: Document | _Cell, text: str, **how: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    first = parent.paragraphs[0] if len(parent.paragraphs) == 1 and not parent.paragraphs[0].text else None
    paragraph = first or parent.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, how)


def _run(paragraph: Any, text: str, how: dict[str, bool]) -> None:
    run = paragraph.add_run(printable(text))
    for name, value in how.items():
        setattr(run, name, value)
