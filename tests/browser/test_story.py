"""Both pages against the deployed system: a respondent answers from the e-mailed link, everybody
reads the ranking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, expect

from tests.browser.small_round import SmallRound
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from infra.local.stack import Stack
    from tests.browser.conftest import Audit


def test_a_respondent_answers_and_the_public_reads_the_result(
    chromium: Browser, stack: Stack, audit: Audit
) -> None:
    small = SmallRound(stack)
    small.begin()
    context = chromium.new_context(base_url=stack.url, viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    try:
        _answer(page, context.new_page(), small.link("don-vi-a"), audit)
        _use_again(page, small.link("don-vi-a"))
        _forge(page, small.link("don-vi-b"))
        small.publish()
        _late(page, small.link("don-vi-b"))
        _read(page, stack, audit)
    finally:
        context.close()


def _answer(page: Page, other: Page, link: str, audit: Audit) -> None:
    """The answer cannot leave, the page is closed, the same link goes on; another tab comes too
    late.

    Only what is sent is cut off. In a browser that is taken offline and back, a busy machine lets
    the page that is being left send the answer after all, as it had promised: then there is nothing
    to go on with.
    """
    calls = []
    page.on(
        "request", lambda request: calls.append(request.url) if request.method == "POST" else None
    )
    for each in (page, other):
        each.on("dialog", lambda dialog: dialog.accept())
        each.goto(link)
        each.get_by_role("button", name="Bắt đầu trả lời").click()
        expect(each.get_by_role("heading", name="Phiếu đánh giá: Đơn vị A")).to_be_visible()
    audit(page)
    page.locator("#q-q1").get_by_text("Tốt").click()
    page.route("**/api/respond/answer", lambda route: route.abort("internetdisconnected"))
    page.locator("#q-q2").get_by_text("Không biết").click()
    _send(page)
    expect(page.get_by_role("heading", name="Chưa kết nối được")).to_be_visible()
    page.goto("about:blank")
    page.goto(link)
    page.get_by_role("button", name="Tiếp tục trả lời").click()
    expect(page.locator("input:checked")).to_have_count(2)
    page.unroute_all()
    calls.clear()
    _send(page)
    expect(page.locator(".receipt")).to_be_visible()
    assert len(calls) == 1
    other.locator("#q-q1").get_by_text("Kém").click()
    _send(other)
    expect(other.get_by_role("heading", name="Cảm ơn Ông/Bà đã trả lời")).to_be_visible()
    expect(other.locator(".receipt")).to_have_count(0)
    other.close()


def _send(page: Page) -> None:
    page.get_by_role("button", name="Xem lại và gửi").click()
    page.get_by_role("button", name="Gửi câu trả lời").click()


def _open(page: Page, link: str) -> None:
    page.goto("about:blank")
    page.goto(link)
    page.get_by_role("button", name="Bắt đầu trả lời").click()


def _use_again(page: Page, link: str) -> None:
    _open(page, link)
    expect(page.get_by_role("heading", name="Cảm ơn Ông/Bà đã trả lời")).to_be_visible()
    expect(page.locator("main fieldset, main button, main a, main .receipt")).to_have_count(0)


def _forge(page: Page, link: str) -> None:
    _open(page, link[:-1] + ("A" if link[-1] != "A" else "B"))
    expect(page.get_by_role("heading", name="Đường dẫn này không dùng được")).to_be_visible()


def _late(page: Page, link: str) -> None:
    _open(page, link)
    expect(
        page.get_by_role("heading", name="Đợt điều tra hiện không nhận câu trả lời")
    ).to_be_visible()


def _read(page: Page, stack: Stack, audit: Audit) -> None:
    page.goto("/")
    page.get_by_role("link", name="Các đơn vị thử").click()
    expect(page.locator("#ranked tbody tr").first).to_contain_text(
        "90,00"
    )  # 50 of 50 by survey, 80 % of 50
    expect(page.locator("#ranked tbody tr").last).to_contain_text(
        "27,75"
    )  # nobody answered; 55.5 % of 50
    expect(page.locator(".status")).to_have_text("Chính thức")
    audit(page)
    for form, beginning in (("CSV", "rank,unit,name_vi"), ("JSON", "{")):
        address = page.get_by_role("link", name=form).get_attribute("href") or ""
        assert stack.http.get(address).text.startswith(beginning)
