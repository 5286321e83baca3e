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


def written(page: Page, column: str, texts: list[str]) -> None:
    """Write these texts into the first rows of a column, as the page might print them."""
    page.evaluate(
        """([column, texts]) => {
            const table = document.querySelector("#ranked");
            const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
            for (const row of [...table.tBodies[0].rows].slice(texts.length)) row.remove();
            texts.forEach((text, at) => {
                const cell = table.tBodies[0].rows[at].cells[heads.indexOf(column)];
                (cell.querySelector(".title") ?? cell).textContent = text;
            });
        }""",
        [column, texts],
    )


def shown(page: Page, column: str, language: str, texts: list[str]) -> list[str]:
    """The texts of a column of which the heading was pressed."""
    page.goto(f"{RANKING}?lang={language}")
    written(page, column, texts)
    page.locator("#ranked").get_by_role("button", name=column, exact=True).click()
    place = page.locator("#ranked thead th[aria-sort]").evaluate("cell => cell.cellIndex")
    return [
        text.split("\n")[0]
        for text in page.locator(f"#ranked tbody tr > :nth-child({place + 1})").all_inner_texts()
    ]


@pytest.mark.parametrize(
    ("language", "column", "highest_first"),
    [
        ("vi", "Phiếu trả lời", ["10.500 / 11.000", "1.000", "999", "98 / 2.000", "–"]),
        ("en", "Answers", ["10,500 / 11,000", "1,000", "999", "98 / 2,000", "–"]),
        ("vi", "Tổng / tối đa", ["100,00–101,00", "93,10–94,60", "9,99–12,00", "−1,00–2,00"]),
        ("vi", "So với năm trước", ["+10,00", "+9,13", "0,00", "−2,50", "−10,00"]),
        ("en", "Change on last year", ["+1,000.00", "+9.13", "0.00", "−2.50", "−10.00"]),
    ],
)
def test_figures_sort_by_their_value(
    page: Page, language: str, column: str, highest_first: list[str]
) -> None:
    mixed = sorted(highest_first)
    assert shown(page, column, language, mixed) == highest_first


def test_names_sort_as_in_a_vietnamese_dictionary(page: Page) -> None:
    names = ["Bà Rịa", "Bàn", "Cà Mau", "Da", "Đà Nẵng", "Đắk Lắk", "Huế", "Quận 2", "Quận 10"]
    assert shown(page, "Đơn vị", "vi", sorted(names, reverse=True)) == names


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
