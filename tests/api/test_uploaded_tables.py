"""Tables from the field, through the routes that take them: what was read, and how, is shown."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from infra.folders import PROJECT
from tests.documents.raw_books import book, table
from tests.site import Answer, Site
from tests.small_round import ROUND
from tests.unit_story import UNIT

CASES = PROJECT / "tests/cases"
OPS = f"/api/ops/rounds/{ROUND}"


def body(content: bytes) -> dict[str, str]:
    return {"content": base64.b64encode(content).decode()}


def case(name: str) -> bytes:
    return (CASES / name).read_bytes()


def rulings(site: Site, content: bytes) -> Any:
    return site.done("POST", f"{OPS}/rulings/preview", body(content), site.by_ops)


def sheet(site: Site, name: str) -> Answer:
    return site.call("POST", f"{UNIT}/workbook/preview", body(case(name)), site.editor())


def test_a_percent_cell_of_rulings_is_85_3_and_said(loaded: Site) -> None:
    shown = rulings(loaded, case("external-percent-cell.xlsx"))
    assert shown["errors"] == []
    assert [each["value"] for each in shown["rulings"]] == [{"percent": "85.3"}]
    assert [(each["at"], each["code"]) for each in shown["notices"]] == [("D2", "percent")]


@pytest.mark.parametrize("typed", ["85,3", "85.3", "85,3%", "85.30 %", "85,3\u00a0%"])
def test_a_typed_percentage_is_85_3(loaded: Site, typed: str) -> None:
    header = ["Loại", "Đơn vị", "Mã tiêu chí", "Giá trị"]
    content = book(table([header, ["external", "so-a", "3.2", typed]]))
    shown = rulings(loaded, content)
    assert [float(each["value"]["percent"]) for each in shown["rulings"]] == [85.3]


def test_accounts_of_a_hidden_row_are_said(loaded: Site) -> None:
    header = ["Thư điện tử", "Họ và tên", "Vai trò", "Đơn vị"]
    rows = [header, ["a@example.test", "Lê An", "editor", "so-a"]]
    content = book(table(rows, hidden=[2]))
    shown = loaded.done("POST", f"{OPS}/accounts/preview", body(content), loaded.by_ops)
    assert [(each["at"], each["code"]) for each in shown["notices"]] == [("A2", "hidden_rows")]
    assert len(shown["accounts"]) == 1 and shown["errors"] == []


@pytest.mark.parametrize(
    ("name", "value", "asked"),
    [
        ("ratio-percent-cell.xlsx", {"numerator": "90", "denominator": "100"}, ["E8"]),
        ("points-1.25-stored-long.xlsx", {"points": "1.25"}, []),
        ("text-0,125.xlsx", {"a": "0.125", "b": "1"}, []),
    ],
)
def test_a_sheet_is_read_as_it_is_shown(
    open_: Site, name: str, value: dict[str, str], asked: list[str]
) -> None:
    shown = sheet(open_, name).json
    assert shown["errors"] == []
    assert [each["value"] for each in shown["entries"]] == [value]
    assert [each["cell"] for each in shown["doubts"]] == asked


def test_a_locked_file_is_called_locked_wherever_it_is_uploaded(open_: Site) -> None:
    assert sheet(open_, "locked-by-password.xlsx").problems == [("content", "locked")]
    content = body(case("locked-by-password.xlsx"))
    for path in ("rulings", "accounts"):
        refused = open_.call("POST", f"{OPS}/{path}/preview", content, open_.by_ops)
        assert (refused.status, refused.problems) == (422, [("content", "locked")])


@pytest.mark.long
def test_a_reply_about_a_table_that_is_wrong_throughout_stays_small(loaded: Site) -> None:
    header = ["Thư điện tử", "Họ và tên", "Vai trò", "Đơn vị"]
    rows = ["\u202e,\u202e,\u202e,\u202e"] * 20_000
    content = "\n".join([",".join(header), *rows]).encode()
    reply = loaded.call("POST", f"{OPS}/accounts/preview", body(content), loaded.by_ops)
    assert reply.status == 200 and len(reply.body) < 1_000_000
    assert (len(reply.json["errors"]), reply.json["errors"][-1]["code"]) == (1000, "more")
