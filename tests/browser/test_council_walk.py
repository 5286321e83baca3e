"""One unit from the first pass to the published result on the deployed system, each step by the
page of the person who does it; the member has nothing but a phone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.council_walk import EDITOR, FILE, MEMBER, PHONE, SECRETARY, Walk
from tests.documents import signing
from tests.patience import eventually

if TYPE_CHECKING:
    from infra.local.stack import Stack

HOME, UNIT = "/council#/unit/so-a/1.2", "/work#/supplement/1.2"


def test_one_unit_from_the_first_pass_to_the_published_result(
    chromium: Browser, stack: Stack
) -> None:
    walk = Walk(stack, chromium)
    walk.begin()
    member = walk.visit(HOME, MEMBER, PHONE)
    secretary = walk.visit("/council/releases", SECRETARY)
    _first_pass(member)
    walk.end("appraisal_first")
    _release(secretary, "lần 1")
    walk.open("supplement")
    unit = walk.visit(UNIT, EDITOR)
    _supplement(unit)
    walk.end("supplement")
    walk.open("appraisal_final")
    _final_pass(member)
    walk.end("appraisal_final")
    _release(secretary, "lần 2")
    _read(unit)
    _freeze(secretary)
    _vote(member)
    _approve(secretary)
    ops = stack.ops()
    _publish(walk.visit("/units#/publish", ops.email, password=ops.password))
    assert walk.problems == []


def _first_pass(page: Page) -> None:
    """Another value with a reason and a question, with the file beside it; then one is accepted."""
    expect(page.get_by_role("button", name=FILE)).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator(".viewer iframe")).to_have_attribute("src", re.compile("inline"))
    page.keyboard.press("Escape")
    page.locator("#in-count").fill("1")
    page.locator("#reason").fill("Mới thấy một văn bản")
    page.get_by_text("Cần giải trình").click()
    page.locator("#question").fill("Hai văn bản kia ở đâu?")
    page.get_by_role("button", name="Yêu cầu giải trình").click()
    expect(page.get_by_text("Đã yêu cầu giải trình")).to_be_visible()
    page.get_by_role("button", name="Tiếp theo").click()
    page.locator("#accept").click()
    expect(page.locator(".strip .done")).to_contain_text("2 / 2")
    expect(page.locator(".save.saved")).to_be_visible()


def _release(page: Page, name: str) -> None:
    page.reload()
    page.get_by_role("button", name=f"Trả kết quả thẩm định {name}…").click()
    page.get_by_label("Căn cứ").fill("Biên bản số 5")
    page.locator("form.asked button.button").first.click()
    expect(page.get_by_text("Đã trả kết quả cho đơn vị.")).to_be_visible()


def _supplement(page: Page) -> None:
    expect(page.get_by_text("Hai văn bản kia ở đâu?")).to_be_visible()
    expect(page.get_by_text("Mới thấy một văn bản")).to_be_visible()
    page.locator("#explanation").fill("Đã đăng ở công báo số 7 và số 8")
    expect(page.locator(".save")).to_contain_text("Đã lưu")


def _final_pass(page: Page) -> None:
    page.goto(HOME)
    eventually(lambda: _is_final(page))
    expect(page.locator(".own")).to_contain_text("Đã đăng ở công báo số 7 và số 8")
    page.locator("#accept").click()
    expect(page.locator(".save.saved")).to_be_visible()


def _is_final(page: Page) -> bool:
    """Whether the page has come to the final pass; functions keep the windows for five seconds."""
    page.reload()
    title = page.locator(".council-value h2")
    expect(title).to_be_visible()
    return "lần 2" in title.inner_text()


def _read(page: Page) -> None:
    page.goto("/results")
    line = page.locator("tr.leaf", has_text="Tiêu chí 1.2")
    for text in ("0,50", "1,50", "Mới thấy một văn bản", "Đã đăng ở công báo"):
        expect(line).to_contain_text(text)


def _freeze(page: Page) -> None:
    page.goto("/council/meeting")
    page.get_by_role("button", name="Tính dự thảo").click()
    expect(page.get_by_role("link", name="Xem dự thảo 1").first).to_be_visible()
    page.get_by_role("button", name="Chốt thành phương án").click()
    page.get_by_role("button", name="Chốt thành phương án").click()
    expect(page.get_by_text("✓ Đã chốt phương án số 1")).to_be_visible()


def _vote(page: Page) -> None:
    page.goto("/council/meeting")
    page.get_by_role("link", name="xem bảng xếp hạng").first.click()
    expect(page.get_by_role("rowheader", name="Sở A")).to_be_visible()
    page.get_by_role("link", name="‹ Họp Hội đồng").click()
    page.get_by_role("radio", name="Nhất trí", exact=True).check()
    page.get_by_role("button", name="Gửi biểu quyết").click()
    expect(page.get_by_text("✓ Đã ghi nhận biểu quyết")).to_be_visible()


def _approve(page: Page) -> None:
    page.reload()
    paper = FilePayload(name="tep.pdf", mimeType="application/pdf", buffer=signing.plain())
    page.locator("#paper-minutes").set_input_files(paper)
    expect(page.get_by_text("✓ Đã gửi tài liệu")).to_be_visible()
    page.get_by_label("Số văn bản").fill("12/QĐ-BNV")
    page.get_by_label("Ngày văn bản").fill("2026-11-20")
    page.get_by_label("Tệp văn bản (PDF)").set_input_files(paper)
    page.get_by_role("button", name="Ghi phê duyệt").click()
    expect(page.get_by_text("✓ Đã ghi phê duyệt báo cáo")).to_be_visible()


def _publish(page: Page) -> None:
    """As final; then everybody reads it."""
    page.get_by_label("Chính thức").check()
    page.get_by_role("button", name="công bố").last.click()
    page.get_by_role("button", name="Công bố", exact=True).last.click()
    expect(page.get_by_text("Đã giao việc công bố")).to_be_visible()
    page.get_by_role("link", name="Khối sở").click()
    expect(page.locator("#ranked tbody tr").first).to_contain_text("Sở A")
    expect(page.locator(".status")).to_have_text("Chính thức")
