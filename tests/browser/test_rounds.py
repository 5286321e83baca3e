"""Operations staff load a round in the browser: from nothing to the first round, and every fault of
its two files.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.conftest import OPS, clock, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.site import ORIGIN
from tests.patience import PATIENCE
from tests.site import Site
from tests.small_round import ROUND, document, unit_rows

__all__ = ["clock", "site"]
Open = Callable[[str], Page]


@pytest.fixture
def opened(site: Site, chromium: Browser) -> Iterator[Open]:
    """`opened(path)` gives the page at that path, for the operations staff."""
    problems: list[str] = []
    context = chromium.new_context(base_url=ORIGIN, viewport={"width": WIDTHS[0], "height": 900})
    context.set_default_timeout(PATIENCE * 1000)

    def begin(path: str) -> Page:
        Office(site).admit(context, OPS)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(path)
        return page

    yield begin
    context.close()
    assert problems == []


def choose(page: Page, round_: str, units: str) -> None:
    """Choose the two files with these texts."""
    for part, name, text in (("round", "round.json", round_), ("units", "units.csv", units)):
        page.locator(f"#{part}-file").set_input_files(
            {"name": name, "mimeType": "", "buffer": text.encode()}
        )


def table(rows: list[dict[str, Any]], comma: str = ",") -> str:
    """The units as units.csv has them, with a byte-order mark and a blank line after the header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=comma)
    writer.writeheader()
    out.write("\r\n")
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()


@pytest.mark.parametrize("path", ["/units", "/progress", "/lists", "/survey"])
def test_with_no_round_yet_every_page_leads_to_loading_one(
    opened: Open, path: str, audit_both: Audit
) -> None:
    page = opened(path)
    expect(page.get_by_role("heading", level=1, name="Nạp kỳ đánh giá")).to_be_visible()
    expect(page.locator("main")).to_contain_text("rounds/national-2024")
    audit_both(page)


@pytest.mark.parametrize("comma", [",", ";"])
def test_a_round_of_two_files_is_loaded_and_says_what_comes_next(
    site: Site, opened: Open, audit_both: Audit, comma: str
) -> None:
    page, rows = opened("/units"), unit_rows()
    rows[0]["name_vi"] = 'Sở A, "một cửa"; và B'
    choose(page, json.dumps(document()), "")
    expect(page.get_by_role("alert")).to_contain_text("“units.csv” không đọc được")
    load = page.get_by_role("button", name="Nạp kỳ đánh giá")
    expect(load).to_be_disabled()
    expect(page.get_by_text("Chọn đủ hai tệp thì nạp được.")).to_be_visible()
    choose(page, json.dumps(document()), table(rows, comma))
    audit_both(page)
    load.click()
    expect(page.get_by_role("status").filter(has_text="Đã nạp")).to_contain_text(
        "3 đơn vị, 10 tiêu chí"
    )
    audit_both(page)
    units = site.done("GET", f"/api/ops/rounds/{ROUND}/units", token=site.by_ops)["units"]
    assert [each["name"]["vi"] for each in units if each["unit"] == "so-a"] == [rows[0]["name_vi"]]
    page.get_by_role("link", name="xem và mở thời hạn").click()
    expect(page.get_by_role("heading", level=1, name="Thời hạn")).to_be_visible()


def test_every_problem_of_both_files_is_named_where_it_stands_and_nothing_is_kept(
    site: Site, opened: Open, audit_both: Audit
) -> None:
    page, rows = opened("/units"), unit_rows()
    rows[1]["ranked"] = "maybe"
    choose(page, json.dumps(document() | {"min_answers": 0}), table(rows))
    page.get_by_role("button", name="Nạp kỳ đánh giá").click()
    expect(page.locator(".preview tbody th")).to_have_text(
        ["round.json: min_answers", "units.csv: dòng 4, ranked"]
    )
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_text(["Lỗi khác: 2"])
    audit_both(page)
    assert site.done("GET", "/api/ops/rounds", token=site.by_ops) == {"rounds": []}


def test_a_file_is_sent_as_it_is_so_that_a_name_given_twice_is_refused(opened: Open) -> None:
    page = opened("/units")
    choose(page, json.dumps(document())[:-1] + ', "year": 2030}', table(unit_rows()))
    page.get_by_role("button", name="Nạp kỳ đánh giá").click()
    expect(page.get_by_role("alert")).to_contain_text("year")


def test_a_table_without_a_column_is_told_which(opened: Open) -> None:
    page = opened("/units")
    choose(page, json.dumps(document()), "unit,name_vi\nso-a,Sở A\n")
    expect(page.get_by_role("alert")).to_contain_text("thiếu cột ở dòng tiêu đề: index, ranked")


def test_a_loaded_round_is_loaded_anew_until_it_is_in_use(site: Site, opened: Open) -> None:
    site.load()
    page = opened("/units#/round")
    choose(page, json.dumps(document() | {"year": 2027}), table(unit_rows()))
    expect(page.get_by_text("Kỳ này đã nạp")).to_be_visible()
    site.open("survey", "2026-11-20T06:00:00Z")
    page.get_by_role("button", name="Nạp kỳ đánh giá").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert (
        site.done("GET", "/api/ops/rounds", token=site.by_ops)["rounds"][0]["year"]
        == document()["year"]
    )
