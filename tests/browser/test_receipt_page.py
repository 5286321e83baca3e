"""Everybody checks a receipt in the browser: by the address in its QR code, by file, by pasting; no
file is sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.api.conftest import Prepare, clock, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.site import ORIGIN
from tests.documents import signing
from tests.fake_aws import Aws
from tests.patience import PATIENCE
from tests.site import Site
from tests.small_round import ROUND
from tests.unit_story import approve, complete, send

__all__ = ["clock", "site"]
REPORT = signing.plain()
LATEST = "Đúng: bản đang được thẩm định chính là bản đã gửi"


@pytest.fixture
def open_(site: Site, prepare: Prepare) -> Site:
    """The round is loaded and units assess themselves for an hour."""

    def steps() -> None:
        site.load()
        site.open("self_assessment", "2026-11-20T06:00:00Z")

    prepare(steps)
    return site


@pytest.fixture
def receipt(open_: Site, aws: Aws, prepare: Prepare) -> Any:
    """The receipt of so-a, which has sent its sheet."""

    def steps() -> Any:
        return send(open_, aws, REPORT)

    return prepare(steps)


@pytest.fixture(params=WIDTHS)
def page(site: Site, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The browser of somebody without an account; it may ask for nothing but the checks."""
    context = chromium.new_context(
        base_url=ORIGIN,
        viewport={"width": request.param, "height": 800},
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(PATIENCE * 1000)
    Office(site).welcome(context)
    made, problems = context.new_page(), list[str]()
    made.on("pageerror", lambda error: problems.append(str(error)))
    made.on(
        "request",
        lambda asked: (
            problems.append(asked.url)
            if asked.method == "POST"
            and (not asked.url.endswith("/check") or b"%PDF" in (asked.post_data_buffer or b""))
            else None
        ),
    )
    yield made
    context.close()
    assert problems == []


def at(address: str) -> str:
    """The path of an address of this deployment."""
    return address[address.index("/receipt#") :]


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_the_code_of_a_receipt_leads_to_what_became_of_it(
    page: Page, receipt: Any, audit: Audit
) -> None:
    page.goto(at(receipt["check"]))
    expect(page.get_by_role("heading", name=LATEST)).to_be_focused()
    for told in (
        "Sở A",
        "Kỳ thử 2026",
        "12:00 ngày 20/11/2026 – đúng hạn",
        receipt["receipt"],
        "chưa chọn tệp",
    ):
        expect(page.locator(".outcome")).to_contain_text(told)
    audit(page)
    page.locator("#report").set_input_files(file("Khác.pdf", b"%PDF-1.4 khac"))
    expect(page.locator(".outcome .wrong")).to_contain_text("“Khác.pdf” không phải báo cáo đã gửi")
    page.locator("#report").set_input_files(file("Báo cáo.pdf", REPORT))
    expect(page.locator(".outcome")).to_contain_text("“Báo cáo.pdf” đúng là báo cáo đã gửi")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="what is appraised is what was sent")).to_be_visible()


def test_a_receipt_is_chosen_as_a_file_or_pasted_and_a_changed_one_is_told(
    page: Page, receipt: Any, audit: Audit
) -> None:
    page.goto("/receipt")
    audit(page)
    button = page.get_by_role("button", name="Kiểm tra", exact=True)
    for typed, told in (
        ("", "Hãy dán hoặc chọn biên nhận"),
        (receipt["receipt"], "Chỉ số biên nhận thì chưa kiểm tra"),
        ("{}", "Không đọc được biên nhận"),
    ):
        page.locator("#held").fill(typed)
        button.click()
        expect(page.get_by_role("alert")).to_contain_text(told)
    audit(page)
    page.locator("#file").set_input_files(file("bien-nhan.json", json.dumps(receipt).encode()))
    expect(page.get_by_role("heading", name=LATEST)).to_be_visible()
    page.locator("#held").fill(json.dumps(receipt | {"on_time": False}))
    button.click()
    expect(
        page.get_by_role("heading", name="không phải do hệ thống cấp, hoặc đã bị sửa")
    ).to_be_visible()
    expect(page.locator(".outcome")).not_to_contain_text("Sở A")
    audit(page)


def test_the_code_on_a_printed_report_says_that_it_is_not_sent_yet(
    page: Page, open_: Site, aws: Aws, audit: Audit
) -> None:
    complete(open_, aws, REPORT)
    digest = approve(open_)["digest"]
    page.goto(f"/receipt#r={ROUND}&u=so-a&d={digest}")
    expect(page.get_by_role("heading", name="Đã phê duyệt, chưa gửi")).to_be_visible()
    audit(page)
    page.goto(f"/receipt#r={ROUND}&u=so-a&d={'0' * 64}")
    expect(
        page.get_by_role("heading", name="Không khớp với bản nào đang có hiệu lực")
    ).to_be_visible()


def test_a_damaged_address_is_told_and_leaves_no_earlier_verdict(page: Page, receipt: Any) -> None:
    address = at(receipt["check"])
    page.goto(address)
    expect(page.get_by_role("heading", name=LATEST)).to_be_visible()
    page.goto(address[:-60].replace("&d=", "&d=x"))
    expect(page.get_by_role("alert")).to_contain_text("Không đọc được biên nhận")
    expect(page.locator(".outcome")).to_have_count(0)
    page.locator("#file").set_input_files(file("lon.json", b"x" * 100_001))
    expect(page.get_by_role("alert")).to_contain_text("Tệp quá lớn")
