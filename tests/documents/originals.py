"""Good files of every kind that people upload, for mutations to start from."""

from __future__ import annotations

from functools import cache

from chalicelib.domain.bundles.files import pack
from infra.folders import PROJECT
from tests.documents import mutations, signing
from tests.documents.books import full, made
from tests.documents.other_books import ods, xlsb
from tests.documents.raw_books import book, data, parts_of, table, zipped
from tests.domain.bundles.samples import example
from tests.list_books import line
from tests.list_books import table as list_csv
from tests.survey_story import people

_HEADER = ["Nhóm đối tượng", "Họ và tên", "Thư điện tử", "Chức vụ", "Cơ quan công tác"]
_ROWS = [
    _HEADER,
    *(["Lãnh đạo phòng", f"Người {at}", f"n{at}@example.test", "Phó", "Sở A"] for at in range(9)),
]
_RULINGS = [["Loại", "Đơn vị", "Mã tiêu chí", "Giá trị"], ["external", "so-a", "3.2", "85,3%"]]
_LINES = [line("Lãnh đạo phòng", row) for row in people(1, 9)]
KINDS = ("xlsx", "xls", "xlsb", "ods", "csv", "pdf", "zip")


@cache
def originals(kind: str) -> list[bytes]:
    """The files of a kind."""
    return {
        "xlsx": lambda: [
            *(case for case in _cases("tests/cases/*.xlsx") if case.startswith(b"PK")),
            _timeless(made(full())),
            book(table(_ROWS, hidden=[3]) + '<mergeCells><mergeCell ref="E2:E5"/></mergeCells>'),
            book(
                data('<c r="A1" s="1"><v>0.853</v></c>', '<c r="B1" t="s"><v>0</v></c>'),
                "0.0%",
                texts=["<t>Sở A</t>"],
            ),
            zipped(parts_of({"A": table(_ROWS), "B": table(_RULINGS)}, states={"A": "hidden"})),
        ],
        "xls": lambda: [
            *_cases("tests/cases/*.xls"),
            *_cases("tests/cases/locked-by-password.xlsx"),  # a file of the older container too
        ],
        "xlsb": lambda: [xlsb(_ROWS), xlsb([*_RULINGS, ["external", "so-b", "3.2", 0.5]])],
        "ods": lambda: [ods(_ROWS), ods([*_RULINGS, ["external", "so-b", "3.2", 0.5]])],
        "csv": lambda: [
            *_cases("tests/cases/*.csv"),
            list_csv(_LINES),
            list_csv(_LINES, ";", mark=True),
            list_csv(_LINES, "\t").decode().encode("utf-16"),
        ],
        "pdf": lambda: [*_cases("tests/documents/cases/*.pdf"), signing.plain()],
        "zip": lambda: [pack(example(name)) for name in ("mixed", "tied", "small-groups")],
    }[kind]()


def _timeless(content: bytes) -> bytes:
    """A workbook without the time when it was made."""
    return mutations.zipped(
        [member for member in mutations.members_of(content) if member[0] != "docProps/core.xml"]
    )


def others(kind: str) -> list[bytes]:
    """A file of each other kind."""
    return [originals(other)[0] for other in KINDS if other != kind]


def _cases(pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(PROJECT.glob(pattern))]
