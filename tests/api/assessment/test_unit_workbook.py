"""The workbook both ways: a preview of everything beside what stands now; only the ordinary save
changes anything.
"""

from __future__ import annotations

import base64
from typing import Any

from tests.documents import books
from tests.site import Answer, Site
from tests.small_round import ROUND
from tests.unit_story import UNIT, save, sheet


def preview(site: Site, content: bytes, token: str = "") -> Answer:
    body = {"content": base64.b64encode(content).decode()}
    return site.call("POST", f"{UNIT}/workbook/preview", body, token or site.editor())


def workbook(site: Site) -> bytes:
    answer = site.call("GET", f"{UNIT}/workbook", token=site.editor())
    assert (
        answer.headers["content-disposition"]
        == f'attachment; filename="tu-danh-gia-{ROUND}-so-a.xlsx"'
    )
    return answer.body


def cell(content: bytes, code: str, column: int = books.AT.first_input) -> str:
    return books.place(content, code, column)


def parts(change: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (each["part"], each["from"], each["to"], each["changed_meanwhile"])
        for each in change["parts"]
    ]


def test_a_filled_workbook_is_previewed_and_then_saved_like_anything_else(open_: Site) -> None:
    save(open_, {"leaf": "1.1.1", "value": {"level": "khong"}, "version": 0})
    content = workbook(open_)
    filled = books.fill(
        content,
        {
            cell(content, "1.1.1"): "cham",
            cell(content, "1.2"): 3,
            cell(content, "1.2", books.AT.estimated): "x",
            cell(content, "2.2", books.AT.explanation): "Bản giấy",
        },
    )
    told = preview(open_, filled).json
    assert told["errors"] == []
    assert [
        (each["leaf"], each["cell"], each["points"], parts(each)) for each in told["changes"]
    ] == [
        (
            "1.1.1",
            cell(content, "1.1.1"),
            "0.50",
            [("value", {"level": "khong"}, {"level": "cham"}, False)],
        ),
        (
            "1.2",
            cell(content, "1.2"),
            "1.50",
            [("value", None, {"count": "3"}, False), ("estimated", False, True, False)],
        ),
        (
            "2.2",
            cell(content, "2.2", books.AT.explanation),
            None,
            [("explanation", "", "Bản giấy", False)],
        ),
    ]
    assert sheet(open_)["version"] == 1
    assert save(open_, *told["entries"], save_id="save-0002").status == 200
    assert sheet(open_)["entries"]["1.2"]["value"] == {"count": "3"}
    assert preview(open_, filled).json == {"changes": [], "errors": [], "doubts": [], "entries": []}


def test_what_a_colleague_changed_since_is_shown_with_both_values_and_is_not_saved_unasked(
    open_: Site,
) -> None:
    content = workbook(open_)
    filled = books.fill(
        content,
        {
            cell(content, "1.2"): 3,
            cell(content, "1.2", books.AT.explanation): "của bảng",
            cell(content, "2.1.1"): 1,
        },
    )
    colleague = open_.editor(number=2)
    save(
        open_,
        {"leaf": "1.2", "value": {"count": 1}, "version": 0},
        {"leaf": "2.1.1", "explanation": "của đồng nghiệp", "version": 0},
        token=colleague,
    )
    told = preview(open_, filled).json
    assert [(each["leaf"], each["saved_by"], parts(each)) for each in told["changes"]] == [
        (
            "1.2",
            "so-a-2@example.test",
            [("value", {"count": 1}, {"count": "3"}, True), ("explanation", "", "của bảng", False)],
        ),
        ("2.1.1", "so-a-2@example.test", [("value", None, {"breaches": "1"}, False)]),
    ]
    assert told["entries"] == [
        {"leaf": "1.2", "version": 1, "explanation": "của bảng"},
        {"leaf": "2.1.1", "version": 1, "value": {"breaches": "1"}},
    ]
    save(open_, *told["entries"], save_id="save-0002")
    held = sheet(open_)["entries"]
    assert (held["1.2"]["value"], held["1.2"]["explanation"]) == ({"count": 1}, "của bảng")
    assert (held["2.1.1"]["value"], held["2.1.1"]["explanation"]) == (
        {"breaches": "1"},
        "của đồng nghiệp",
    )


def test_a_change_between_preview_and_save_is_refused_and_the_next_preview_names_it(
    open_: Site,
) -> None:
    content = workbook(open_)
    filled = books.fill(content, {cell(content, "1.2"): 3})
    seen = preview(open_, filled).json["entries"]
    save(open_, {"leaf": "1.2", "value": {"count": 2}, "version": 0}, token=open_.editor(number=2))
    assert save(open_, *seen, save_id="save-0002").problems == [("1.2", "changed_meanwhile")]
    (told,) = preview(open_, filled).json["changes"]
    assert (told["version"], parts(told)) == (1, [("value", {"count": 2}, {"count": "3"}, True)])


def test_with_any_error_there_is_nothing_to_save(open_: Site) -> None:
    content = workbook(open_)
    cell = books.place(content, "2.1.2", books.AT.first_input)
    told = preview(
        open_, books.fill(content, {cell: 9, books.place(content, "1.2", books.AT.first_input): 1})
    ).json
    assert [(each["cell"], each["at"]) for each in told["errors"]] == [(cell, "2.1.2")]
    assert len(told["changes"]) == 1 and told["entries"] == []


def test_what_is_no_workbook_or_anothers_is_refused_in_words(open_: Site) -> None:
    content = workbook(open_)
    assert preview(open_, b"no workbook").problems == [("content", "not_a_workbook")]
    bad = open_.call("POST", f"{UNIT}/workbook/preview", {"content": "không"}, open_.editor())
    assert bad.problems == [("content", "invalid")]
    other = open_.call(
        "POST",
        f"/api/units/{ROUND}/so-b/workbook/preview",
        {"content": base64.b64encode(content).decode()},
        open_.editor("so-b"),
    )
    assert other.problems == [("content", "another_workbook")]
    assert preview(open_, content, open_.editor("so-b")).code == "forbidden"
