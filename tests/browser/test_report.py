"""The report on the self-assessment: as it is read on a phone, and as it comes out of the
printer.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.api.conftest import Prepare, clock, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.site import ORIGIN
from tests.documents import signing
from tests.fake_aws import Aws
from tests.patience import PATIENCE
from tests.site import Site
from tests.unit_story import approve, attach, complete, save

__all__ = ["clock", "site"]


@pytest.fixture
def approved(site: Site, aws: Aws, prepare: Prepare) -> Site:
    """The report of so-a is approved, with as much to explain as fills several pages."""

    def steps() -> None:
        site.load()
        site.open("self_assessment", "2026-11-20T06:00:00Z")
        complete(site, aws, signing.plain())
        attach(site, aws, signing.plain(), ["2.2"], "Biên bản.pdf")
        told = {
            "leaf": "report:difficulties",
            "explanation": "Đang trình ký ban hành. " * 150,
            "version": 0,
        }
        assert save(site, told, save_id="save-0003").status == 200
        approve(site)

    prepare(steps)
    return site


@pytest.fixture(params=WIDTHS)
def page(approved: Site, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of that report."""
    context = chromium.new_context(
        base_url=ORIGIN,
        viewport={"width": request.param, "height": 800},
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(PATIENCE * 1000)
    Office(approved).admit(context, "so-a-1@example.test")
    made, problems = context.new_page(), list[str]()
    made.on("pageerror", lambda error: problems.append(str(error)))
    made.goto("/report")
    expect(made.get_by_role("heading", name="Báo cáo kết quả tự đánh giá")).to_be_visible()
    yield made
    context.close()
    assert problems == []


def test_it_reads_well_at_either_width_and_starts_with_the_areas_on_a_phone(
    page: Page, audit: Audit
) -> None:
    audit(page)
    head = page.locator(".national")
    expect(head).to_contain_text("ỦY BAN NHÂN DÂNTHÀNH PHỐ THỬSỞ A")
    expect(head).to_contain_text("Thử, ngày …… tháng …… năm ……")
    expect(page.locator(".annex").first).to_contain_text("Biên bản.pdf")
    leaves, every = page.locator("tr.leaf"), page.get_by_role("button", name="Từng tiêu chí")
    if every.is_visible():
        expect(leaves.first).to_be_hidden()
        every.click()
        assert page.evaluate("document.querySelector('.scroll').scrollWidth <= innerWidth")
    expect(leaves.first).to_be_visible()
    audit(page)


def test_the_place_to_sign_is_never_torn_over_two_pages(page: Page) -> None:
    digest = page.locator(".signature code").inner_text()
    for lower in range(0, 250, 20):
        page.evaluate(
            "most => { document.querySelector('.paper .to').style.marginBottom = `${most}mm`; }",
            lower,
        )
        printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        texts = ["".join(sheet.extract_text().split()) for sheet in printed.pages]
        (place,) = [text for text in texts if "(Ký,ghirõhọtên,đóngdấu)" in text]
        assert all(part in place for part in ("GIÁMĐỐC", "Nơinhận", digest))
