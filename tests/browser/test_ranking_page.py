from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import WIDTHS, Audit
from tests.browser.site import ORIGIN, RANKING, Site

# 640 CSS pixels are what a 1280-pixel window has at 200 % zoom.
everywhere = pytest.mark.parametrize("width", [*WIDTHS, 640], indirect=True)


@everywhere
@pytest.mark.parametrize("path", ["/", RANKING, f"{RANKING}?lang=en", "/rankings/none/none"])
def test_pages_are_accessible_and_fit_the_window(page: Page, path: str, audit: Audit) -> None:
    page.goto(path)
    audit(page)


def test_the_table_needs_no_javascript(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(base_url=ORIGIN, java_script_enabled=False)
    site.attach(context)
    page = context.new_page()
    page.goto(RANKING)
    expect(page.locator("#ranked tbody tr")).to_have_count(15)
    expect(page.get_by_label("Tìm đơn vị")).to_be_hidden()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Provinces")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [360], indirect=True)
def test_a_phone_keeps_rank_name_index_and_band(page: Page) -> None:
    page.goto(RANKING)
    row = page.locator("#ranked tbody tr").nth(1)
    expect(row.locator("td:visible, th:visible")).to_have_count(4)
    expect(row).to_contain_text("Thẩm định 65,43 · Điều tra 27,09")


def test_columns_sort_from_the_keyboard(page: Page) -> None:
    page.goto(RANKING)
    survey = page.locator("#ranked").get_by_role("button", name="Điều tra XHH")
    survey.press("Enter")
    expect(page.locator("#ranked thead th[aria-sort=descending]")).to_have_text("Điều tra XHH")
    survey.press("Enter")
    expect(page.locator("#ranked tbody .title").first).to_have_text(
        "Thừa Thiên Huế"
    )  # voided: 0,00
    page.locator("#ranked").get_by_role("button", name="Hạng").press("Enter")
    expect(page.locator("#ranked tbody .title").first).to_have_text("Hải Phòng")


def test_units_without_a_figure_sort_last_both_ways(page: Page) -> None:
    page.goto(RANKING)
    change = page.locator("#ranked").get_by_role("button", name="So với năm trước")
    for _ in range(2):
        change.click()
        expect(page.locator("#ranked tbody tr").last).to_contain_text("–")


def test_a_unit_is_found_without_typing_marks(page: Page) -> None:
    page.goto(RANKING)
    page.get_by_label("Tìm đơn vị").fill("da nang")
    expect(page.locator("#ranked tbody tr:visible .title")).to_have_text(["Đà Nẵng"])
    expect(page.locator(".heat tbody tr:visible th")).to_have_text(["Đà Nẵng"])
    expect(page.locator("output")).to_have_text("Hiện 1 / 16 đơn vị")


def test_english_stays_when_the_reader_comes_back(page: Page) -> None:
    page.goto(RANKING)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("link", name="Tiếng Việt")).to_be_visible()
    page.wait_for_load_state()
    page.goto("/")
    expect(page.get_by_role("heading", name="Published results")).to_be_visible()
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.get_by_role("link", name="English")).to_be_visible()
    page.wait_for_load_state()
    page.goto(RANKING)
    expect(page.get_by_role("heading", name="Bảng xếp hạng")).to_be_visible()


def test_the_first_tab_leads_past_the_masthead(page: Page) -> None:
    page.goto(RANKING)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()


def test_print_shows_every_column_and_no_controls(page: Page) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto(RANKING)
    expect(page.locator("#ranked thead th:visible")).to_have_count(9)
    expect(page.get_by_label("Tìm đơn vị")).to_be_hidden()
    expect(page.locator("#ranked .brief").first).to_be_hidden()
