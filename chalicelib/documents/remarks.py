"""How an uploaded table was read where a person might expect something else, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chalicelib.documents.shown_pages import Merged, Page, Raw
from chalicelib.documents.spreadsheets import Book
from chalicelib.domain.decimals import comma
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.filled_tables import HEADER_ROW, address

# The most cells that are named for one reason; the others are counted.
_NAMED = 20


def of_cell(cell: Raw) -> Problem | None:
    """What is to be known of a cell: a percent format, a rounded display, a formula's result."""
    text = comma(cell.text)
    if cell.display is not None:
        return Problem(
            cell.at,
            f"Ô hiện “{comma(cell.display)}” nhưng tệp lưu {text}; hệ thống lấy {text}",
            f"The cell shows “{cell.display}” but the file has {cell.text}; {cell.text} is taken",
            "shown_otherwise",
            {"shown": cell.display, "taken": cell.text},
        )
    if cell.percent:
        return Problem(
            cell.at,
            f"Ô có định dạng phần trăm, hiện {text}%; hệ thống lấy {text}",
            f"The cell has a percent format and shows {cell.text}%; {cell.text} is taken",
            "percent",
            {"taken": cell.text},
        )
    if cell.computed:
        return Problem(
            cell.at,
            "Ô chứa công thức; hệ thống lấy kết quả đang hiện",
            "The cell holds a formula; the result that it shows is taken",
            "computed",
        )
    return None


def of_book(book: Book) -> Iterator[Problem]:
    """What is to be known of a workbook as a whole."""
    if book.unseen:
        yield Problem(
            address(HEADER_ROW, 0),
            "Tệp không phải dạng .xlsx: hệ thống chỉ thấy giá trị, không thấy định dạng số (phần"
            " trăm: 85,3% được đọc là 0,853), công thức, dòng và cột bị ẩn; xin xem kỹ, hoặc lưu"
            " dạng .xlsx rồi nạp lại",
            "The file is not .xlsx: only values are seen, not number formats (percent: 85.3% is"
            " read as 0.853), formulas, hidden rows and columns; please look closely, or save it as"
            " .xlsx and upload it again",
            "formats_unseen",
        )


def of_page(page: Page, columns: Mapping[int, str]) -> Iterator[Problem]:
    """What is to be known of a page with a row of headings: hidden rows and columns, merged cells.

    `columns` are the columns (from 1) that count, with their headings.
    """
    if hidden := sorted(row for row in page.hidden_rows & page.rows.keys() if row > HEADER_ROW):
        rows = ranges(hidden)
        yield Problem(
            address(hidden[0], 0),
            f"Tệp có dòng bị ẩn hoặc bị lọc: dòng {rows}; các dòng này vẫn được đọc",
            f"The file has hidden or filtered rows: {rows}; they are read like the others",
            "hidden_rows",
            {"rows": hidden[:200]},
        )
    for column in sorted(page.hidden_columns & columns.keys()):
        yield Problem(
            address(HEADER_ROW, column - 1),
            f"Cột “{columns[column]}” bị ẩn; cột này vẫn được đọc",
            f"The column “{columns[column]}” is hidden; it is read like the others",
            "hidden_column",
        )
    for merged in page.merged:
        content = page.rows.get(merged.top, {}).get(merged.left)
        counts = any(merged.left <= column <= merged.right for column in columns)
        if content and counts and merged.top > HEADER_ROW:
            yield _of_merged(merged, content)


def _of_merged(merged: Merged, content: Raw) -> Problem:
    last = address(merged.bottom, merged.right - 1)
    if merged.left == merged.right:
        vi = f"lấy “{content.text[:60]}” cho mọi dòng {merged.top}–{merged.bottom}"
        en = f"“{content.text[:60]}” is taken for all rows {merged.top}–{merged.bottom}"
    else:
        vi, en = f"chỉ ô {content.at} có nội dung", f"only {content.at} has content"
    return Problem(
        content.at,
        f"Ô gộp {content.at}:{last}; {vi}",
        f"Merged cells {content.at}:{last}; {en}",
        "merged",
    )


def bounded(remarks: Sequence[Problem]) -> list[Problem]:
    """The remarks, of each code the first ones, then how many more there are."""
    told: list[Problem] = []
    counts: dict[str, int] = {}
    first_left_out: dict[str, Problem] = {}
    for remark in remarks:
        counts[remark.code] = counts.get(remark.code, 0) + 1
        if counts[remark.code] <= _NAMED:
            told.append(remark)
        else:
            first_left_out.setdefault(remark.code, remark)
    for code, remark in first_left_out.items():
        more = counts[code] - _NAMED
        told.append(
            Problem(
                remark.at,
                f"Từ ô này còn {more} chỗ nữa như vậy: {remark.vi}",
                f"From this cell on {more} more like this: {remark.en}",
                code,
                {"more": more},
            )
        )
    return told


def ranges(numbers: Sequence[int]) -> str:
    """Row numbers in ascending order as people write them: `3, 5–9`; the first stretches."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and stretches[-1][1] == number - 1:
            stretches[-1][1] = number
        else:
            stretches.append([number, number])
    told = [f"{first}–{last}" if last > first else str(first) for first, last in stretches[:_NAMED]]
    return ", ".join(told) + (", …" if len(stretches) > _NAMED else "")
