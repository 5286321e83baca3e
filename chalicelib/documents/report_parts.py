"""What the report is made of: its page, tables that keep their widths, headings and paragraphs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from chalicelib.documents.printable import printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row

_PADDING = 0.38  # centimetres that a cell keeps free at its sides, both together


def styles(document: Document) -> None:
    """A4 with the margins, the letter and the spaces of administrative documents (decree 30/2020,
    annex I).
    """
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    normal.paragraph_format.space_after = Pt(6)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = (
        Cm(3),
        Cm(2),
        Cm(2),
        Cm(2),
    )


def pair(document: Document, *widths: float) -> tuple[_Cell, _Cell]:
    """Two cells side by side without lines, never torn over two pages, as heads and signatures
    stand; widths in cm.
    """
    made = document.add_table(1, 2)
    _keep_widths(made, widths)
    _keep_whole(made.rows[0])
    left, right = made.rows[0].cells
    return left, right


def table(
    document: Document,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    bold: Collection[int] = (),
    right: Collection[int] = (),
    small: Collection[int] = (),
) -> None:
    """A table whose heads come again on every page and whose rows are not torn apart.

    `bold` are numbers of rows, `right` and `small` of columns with figures and with digests; widths
    in centimetres.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    made = document.add_table(1 + len(rows), len(heads))
    made.style = "Table Grid"
    _keep_widths(made, widths)
    marked = {0, *(number + 1 for number in bold)}
    for number, (row, texts) in enumerate(zip(made.rows, [heads, *rows], strict=True)):
        _keep_whole(row)
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if column in right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(printable(text))
            run.font.size, run.bold = Pt(8 if column in small and number else 11), number in marked
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _keep_widths(made: Table, widths: Sequence[float]) -> None:
    """Set them on the grid and on each cell: one program goes by the one, one by the other."""
    from docx.shared import Cm

    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _keep_whole(row: _Row) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def stroke(cell: _Cell, width: float) -> None:
    """A short line in the middle of a cell, as under the issuer and the national motto; its width
    in centimetres.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    made = cell.add_paragraph()
    form = made.paragraph_format
    form.left_indent = form.right_indent = (cell.width - Cm(width + _PADDING)) // 2
    form.space_after, form.line_spacing = Pt(4), Pt(2)
    lines, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    lines.append(line)
    made._p.get_or_add_pPr().insert_element_before(
        lines, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def section(document: Document, text: str) -> None:
    """The heading of a part; what follows it stays on its page."""
    paragraph(document, text, bold=True)
    with_next(document)


def with_next(document: Document) -> None:
    """What comes next stays on the page of the last paragraph."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def paragraph(document: Document, text: str, **how: bool) -> None:
    """A paragraph; `how` are traits of its letters."""
    _run(document.add_paragraph(), text, how)


def centred(parent: Document | _Cell, text: str, **how: bool) -> None:
    """A centred line: the first of a cell that is still empty, else one more; close to the others
    in a cell.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt
    from docx.table import _Cell

    first = (
        parent.paragraphs[0]
        if len(parent.paragraphs) == 1 and not parent.paragraphs[0].text
        else None
    )
    made = first or parent.add_paragraph()
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = _run(made, text, how)
    if isinstance(parent, _Cell):
        made.paragraph_format.space_after, run.font.size = Pt(2), Pt(12)


def _run(made: Any, text: str, how: dict[str, bool]) -> Any:
    run = made.add_run(printable(text))
    for name, value in how.items():
        setattr(run, name, value)
    return run
