"""The secretariat sees how far the appraisal is and reminds a member."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.api.conftest import SECRETARY, clock, pdf, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.test_council_page import (
    COLLEAGUE,
    MEMBER,
    Enter,
    appraise,
    changed,
    enter,
    office,
)
from tests.small_round import VALUES

__all__ = ["changed", "clock", "enter", "office", "pdf", "site"]


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_show_who_has_what_left_and_a_member_is_reminded_once(
    office: Office, enter: Enter, audit: Audit, width: int
) -> None:
    office.site.account(SECRETARY, "secretariat")
    appraise(office.site, {"leaf": "1.2", "value": VALUES["1.2"], "version": 0})
    page = enter("progress", SECRETARY, width)
    row = page.locator("#by-member tbody tr").filter(has=page.locator("progress[value='1']")).first
    expect(row).to_contain_text("1 / ")
    expect(page.get_by_role("button", name="Nhắc cả 2 người")).to_be_visible()
    audit(page)
    row.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("Đã gửi thư nhắc 1 người")
    expect(row).to_contain_text(SECRETARY)
    expect(row.get_by_role("button")).to_have_count(0)
    reminded = [
        address
        for address in (MEMBER, COLLEAGUE)
        if any("lượt tiêu chí" in letter for letter in office.site.letters(address))
    ]
    assert len(reminded) == 1
