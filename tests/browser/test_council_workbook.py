"""A member downloads the workbook of appraisals, fills it and brings it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.api.conftest import clock, pdf, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.test_council_page import Enter, changed, enter, given, office
from tests.documents import appraisal_books as books

__all__ = ["changed", "clock", "enter", "office", "pdf", "site"]


def bring(page: Page, content: bytes) -> None:
    page.locator("#filled-workbook").set_input_files(
        {"name": "tham-dinh.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_a_workbook_is_filled_offline_and_saved_after_a_preview(
    office: Office, enter: Enter, audit: Audit, width: int
) -> None:
    page = enter("workbook", width=width)
    with page.expect_download() as down:
        page.get_by_role("button", name="Tải bảng tính (.xlsx)").click()
    content = Path(str(down.value.path())).read_bytes()
    wrong = books.give(content, {("so-a", "1.2"): ({"count": "2"}, "")})
    bring(page, wrong)
    expect(page.get_by_role("alert")).to_contain_text("1 lỗi cần sửa trong tệp")
    expect(page.locator("#save-filled")).to_have_count(0)
    bring(page, books.give(content, {("so-a", "1.2"): ({"count": "2"}, "thiếu một kế hoạch")}))
    expect(page.locator(".preview")).to_contain_text("thay đổi 1 tiêu chí của 1 đơn vị")
    audit(page)
    page.locator("#save-filled").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu 1 tiêu chí")
    assert given(office.site) == {"1.2": ({"count": "2"}, "thiếu một kế hoạch")}
