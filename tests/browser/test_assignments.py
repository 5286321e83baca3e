"""The secretariat assigns the council's work on a page, on a desk and on a phone; members read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.conftest import OPS, Prepare, clock, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.site import ORIGIN
from tests.patience import PATIENCE
from tests.site import Site
from tests.small_round import ROUND

__all__ = ["clock", "site"]
AN, BINH, SECRETARY = "an@example.test", "binh@example.test", "thu-ky@example.test"
PATH = f"/api/council/{ROUND}/assignments"
Open = Callable[[str], Page]


@pytest.fixture
def opened(site: Site, prepare: Prepare, chromium: Browser) -> Iterator[Open]:
    """`opened(address)` gives the page to the person with that address; a round with a council."""

    def steps() -> None:
        site.load()
        site.account(AN, "council")
        site.account(BINH, "chair")
        site.account(SECRETARY, "secretariat")

    prepare(steps)
    problems: list[str] = []
    context = chromium.new_context(base_url=ORIGIN, viewport={"width": WIDTHS[0], "height": 900})
    context.set_default_timeout(PATIENCE * 1000)

    def begin(email: str) -> Page:
        Office(site).admit(context, email)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto("/council/assignments")
        expect(page.get_by_role("heading", level=1)).to_have_text("Phân công thẩm định")
        return page

    yield begin
    context.close()
    assert problems == []


def give(page: Page, part: str, member: str, **more: str) -> None:
    """Fill in the form and put the row into the table."""
    page.get_by_label("Lĩnh vực, tiêu chí").select_option(part)
    page.get_by_label("Người thẩm định", exact=True).select_option(member)
    if "unit" in more:
        page.get_by_label("Mọi đơn vị").uncheck()
        page.get_by_label(more["unit"], exact=True).check()
    if "deputy" in more:
        page.get_by_label("Người thay", exact=False).select_option(more["deputy"])
    page.get_by_role("button", name="Thêm vào bảng").click()


def kept(site: Site) -> list[tuple[str, str, list[str], str]]:
    shown = site.done("GET", PATH, token=site.by_ops)["assignments"]
    return [(row["part"], row["member"], row["units"], row["deputy"]) for row in shown]


def test_the_secretariat_assigns_areas_and_sees_load_and_gaps(
    site: Site, opened: Open, audit_both: Audit
) -> None:
    page = opened(SECRETARY)
    expect(page.get_by_text("Chưa phân công")).to_be_visible()
    give(page, "1", AN, deputy=BINH)
    give(page, "2", BINH, unit="Sở A")
    expect(page.get_by_text("Bảng có thay đổi chưa lưu")).to_be_visible()
    assert kept(site) == []
    page.get_by_role("button", name="Lưu phân công").click()
    expect(page.get_by_text("Đã lưu phân công.")).to_be_visible()
    assert kept(site) == [("1", AN, [], BINH), ("2", BINH, ["so-a"], "")]
    expect(page.get_by_text("Còn 5 lượt tiêu chí chưa có người thẩm định")).to_be_visible()
    page.get_by_text("chưa giao ai").first.click()
    expect(page.get_by_text("Sở B", exact=True).first).to_be_visible()
    audit_both(page)


def test_where_somebody_works_is_a_gap_until_a_deputy_is_named(site: Site, opened: Open) -> None:
    page = opened(SECRETARY)
    give(page, "1", AN)
    page.get_by_text("Đơn vị công tác của người trong Hội đồng").click()
    page.locator("#own-person").select_option(AN)
    page.locator("#own-unit").select_option("so-a")
    page.get_by_role("button", name="Ghi", exact=True).click()
    page.get_by_role("button", name="Lưu phân công").click()
    expect(
        page.get_by_text("là đơn vị công tác của Cán bộ thử, chưa có người thay")
    ).to_be_visible()
    page.get_by_role("button", name="Sửa").click()
    page.get_by_label("Người thay", exact=False).select_option(BINH)
    page.get_by_role("button", name="Thay dòng này").click()
    page.get_by_role("button", name="Lưu phân công").click()
    expect(page.get_by_text("chưa có người thay")).to_have_count(0)
    assert kept(site) == [("1", AN, [], BINH)]
    page.get_by_role("button", name="Bỏ Cán bộ thử").click()
    page.get_by_role("button", name="Lưu phân công").click()
    expect(page.get_by_text("Bảng có thay đổi chưa lưu")).to_have_count(0)
    assert site.done("GET", PATH, token=site.by_ops)["own"] == []


def test_what_another_secretary_saved_meanwhile_is_not_overwritten(
    site: Site, opened: Open
) -> None:
    page = opened(SECRETARY)
    row = {"index": "departments", "part": "2", "member": BINH}
    site.done("PUT", PATH, {"version": 0, "assignments": [row]}, site.by_ops)
    give(page, "1", AN)
    page.get_by_role("button", name="Lưu phân công").click()
    expect(page.get_by_text("Người khác vừa thay đổi phân công")).to_be_visible()
    expect(page.get_by_text("Bảng có thay đổi chưa lưu")).to_be_visible()
    assert kept(site) == [("2", BINH, [], "")]


def test_a_table_shows_its_errors_by_cell_and_replaces_everything_once_it_has_none(
    site: Site, opened: Open
) -> None:
    page = opened(OPS)
    page.get_by_text("Phân công từ tệp").click()
    head = "Bộ chỉ số;Lĩnh vực, tiêu chí;Người thẩm định\n"
    pasted = page.get_by_label("hoặc dán từ bảng tính, kể cả dòng tiêu đề")
    pasted.fill(f"{head}Khối sở;9;{AN}\nKhối sở;1;ai\n")
    page.get_by_role("button", name="Xem trước bảng đã dán").click()
    expect(page.get_by_role("rowheader", name="B2")).to_be_visible()
    expect(page.get_by_role("rowheader", name="C3")).to_be_visible()
    pasted.fill(f"{head}Khối sở;1;{AN}\nKhối sở;2;{BINH}\n")
    page.get_by_role("button", name="Xem trước bảng đã dán").click()
    expect(page.get_by_text("Theo bảng này còn 1 lượt tiêu chí")).to_be_visible()
    page.get_by_role("button", name="Thay toàn bộ bằng 2 dòng này").click()
    expect(page.get_by_text("Đã lưu phân công.")).to_be_visible()
    assert kept(site) == [("1", AN, [], ""), ("2", BINH, [], "")]


def test_a_member_reads_and_changes_nothing(site: Site, opened: Open, audit_both: Audit) -> None:
    row = {"index": "departments", "part": "1", "member": AN}
    site.done("PUT", PATH, {"version": 0, "assignments": [row]}, site.by_ops)
    page = opened(AN)
    expect(page.get_by_role("heading", name="Khối lượng của từng người")).to_be_visible()
    expect(page.get_by_role("button", name="Thêm vào bảng")).to_have_count(0)
    expect(page.get_by_role("button", name="Sửa")).to_have_count(0)
    audit_both(page)


@pytest.mark.parametrize("start", ["/work", "/units"])
def test_whoever_of_the_council_opens_others_pages_lands_on_the_own_one(
    opened: Open, start: str
) -> None:
    page = opened(AN)
    page.goto(start)
    expect(page).to_have_url(f"{ORIGIN}/council")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thẩm định theo đơn vị")
