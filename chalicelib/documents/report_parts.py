"""The parts of the report: its page, tables with fixed widths, headings and paragraphs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from chalicelib.documents.printable import printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row

_PADDING = 0.38  # centimetres of free space at both sides of a cell together


def styles(document: Document) -> None:
    """Set A4 with the margins, the font and the spaces of administrative documents (decree 30/2020,
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
    """Two cells side by side without borders, as for heads and signatures, never split over two
    pages; widths in centimetres.
    """
    new = document.add_table(1, 2)
    _keep_widths(new, widths)
    _keep_whole(new.rows[0])
    left, right = new.rows[0].cells
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
    """Add a table whose heads are repeated on every page and whose rows are not split.

    `bold` are numbers of rows; `right` and `small` are numbers of columns, with figures and with
    digests; widths in centimetres.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    new = document.add_table(1 + len(rows), len(heads))
    new.style = "Table Grid"
    _keep_widths(new, widths)
    bold_rows = {0, *(number + 1 for number in bold)}
    for number, (row, texts) in enumerate(zip(new.rows, [heads, *rows], strict=True)):
        _keep_whole(row)
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if column in right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(printable(text))
            run.font.size = Pt(8 if column in small and number else 11)
            run.bold = number in bold_rows
    new.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _keep_widths(new: Table, widths: Sequence[float]) -> None:
    """Set widths on the grid and on each cell: some programs read the one, some the other."""
    from docx.shared import Cm

    new.autofit = False
    for column, width in zip(new.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _keep_whole(row: _Row) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def stroke(cell: _Cell, width: float) -> None:
    """Add a short line in the middle of a cell, as under the issuer and the national motto; `width`
    in centimetres.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    new = cell.add_paragraph()
    form = new.paragraph_format
    form.left_indent = form.right_indent = (cell.width - Cm(width + _PADDING)) // 2
    form.space_after, form.line_spacing = Pt(4), Pt(2)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    new._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def section(document: Document, text: str) -> None:
    """Add the heading of a section, on the same page as what follows it."""
    paragraph(document, text, bold=True)
    with_next(document)


def with_next(document: Document) -> None:
    """Keep the last paragraph on the same page as what follows it."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def paragraph(document: Document, text: str, **how: bool) -> None:
    """Add a paragraph; `how` are attributes of its run, such as `bold`."""
    _run(document.add_paragraph(), text, how)


def centred(parent: Document | _Cell, text: str, **how: bool) -> None:
    """Add a centred line. In a cell it is smaller and closer to the next one, and it takes the
    cell's first paragraph if that is empty.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt
    from docx.table import _Cell

    empty = len(parent.paragraphs) == 1 and not parent.paragraphs[0].text
    line = parent.paragraphs[0] if empty else parent.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = _run(line, text, how)
    if isinstance(parent, _Cell):
        line.paragraph_format.space_after, run.font.size = Pt(2), Pt(12)


def _run(line: Any, text: str, how: dict[str, bool]) -> Any:
    run = line.add_run(printable(text))
    for name, value in how.items():
        setattr(run, name, value)
    return run
