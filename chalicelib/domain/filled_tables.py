"""Tables that people fill in a spreadsheet: a row of headings, then a row a thing; every part has
its address.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from chalicelib.domain.errors import Finding
from chalicelib.domain.list_files import HEADER_ROW, Line, address, columns_of


@dataclass(slots=True)
class Table:
    """`columns` is where each part of a row stands; `rows` are those under the headings, none while
    these are wrong.
    """

    columns: Mapping[str, int]
    rows: Sequence[Line]
    findings: list[Finding] = field(default_factory=list)

    def text(self, row: Line, part: str) -> str:
        """What a row says of a part, "" where nothing stands."""
        column = self.columns.get(part)
        return "" if column is None else " ".join(row.cells.get(column, "").split())

    def cell(self, row: Line, part: str) -> str:
        """The address of a part of a row, such as C7."""
        return address(row.number, self.columns.get(part, 0))


def read(
    lines: Sequence[Line],
    headings: Mapping[str, tuple[str, ...]],
    needed: Collection[str],
    most: int,
) -> Table:
    """The table of these lines; findings are of its headings, and of more rows than `most`.

    `headings` are the names that each part's column may have, the first one that of the form;
    `needed` may not lack.
    """
    findings: list[Finding] = []
    header = lines[0] if lines and lines[0].number == HEADER_ROW else Line(HEADER_ROW, {})
    columns = columns_of(header, headings, findings)
    findings += [
        Finding(
            address(HEADER_ROW, 0),
            f"Dòng {HEADER_ROW} thiếu cột “{headings[part][0]}”",
            f"Row {HEADER_ROW} lacks the column “{headings[part][0]}”",
            "missing_column",
        )
        for part in needed
        if part not in columns
    ]
    if len(lines) > HEADER_ROW + most:
        findings.append(
            Finding(
                address(HEADER_ROW + most + 1, 0),
                f"Có quá {most} dòng; hãy chia bảng",
                f"There are more than {most} rows; divide the table",
                "too_long",
            )
        )
    return Table(columns, () if findings else lines[1:], findings)
