"""A helper proposes a value on the appraisal page; the appraiser confirms it with one press."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.api.conftest import SECRETARY, clock, pdf, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.test_council_page import (
    COLLEAGUE,
    COUNCIL,
    MEMBER,
    Enter,
    changed,
    enter,
    given,
    office,
    wait_saved,
)

__all__ = ["changed", "clock", "enter", "office", "pdf", "site"]


def proposed(office: Office) -> dict[str, Any]:
    token = office.site.account(MEMBER, "council")
    sheet = office.site.done("GET", f"{COUNCIL}/so-a/sheet", token=token)
    return {
        leaf: (entry["value"], entry["comment"], entry["saved_by"])
        for leaf, entry in sheet["proposals"]["1"].items()
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_a_helper_proposes_and_the_appraiser_confirms_with_one_key(
    office: Office, enter: Enter, audit: Audit, width: int
) -> None:
    row = {"index": "departments", "part": "1", "member": MEMBER, "helpers": [COLLEAGUE]}
    office.site.done(
        "PUT",
        f"{COUNCIL}/assignments",
        {"version": 0, "assignments": [row], "own": []},
        office.site.account(SECRETARY, "secretariat"),
    )
    helper = enter("unit/so-a/1.2", COLLEAGUE, width)
    expect(helper.locator("#preparing")).to_contain_text("giá trị lưu ở đây là đề xuất")
    helper.locator(".values input").fill("2")
    expect(helper.locator("#reason-hint")).to_contain_text("ghi lý do")
    helper.locator("#reason").fill("thiếu một kế hoạch")
    audit(helper)
    wait_saved(helper)
    assert proposed(office) == {"1.2": ({"count": "2"}, "thiếu một kế hoạch", COLLEAGUE)}
    assert given(office.site) == {}
    expect(helper.locator(".strip")).to_contain_text("1 / 3 đã đề xuất")

    member = enter("unit/so-a/1.2", MEMBER, width)
    expect(member.locator("#proposal")).to_contain_text(COLLEAGUE)
    audit(member)
    if width == WIDTHS[0]:
        member.keyboard.press("d")
    else:
        member.locator("#confirm-proposal").click()
    wait_saved(member)
    assert given(office.site) == {"1.2": ({"count": "2"}, "thiếu một kế hoạch")}
    member.goto(member.url.partition("#")[0] + "#/unit/so-a/1.2")
    expect(member.locator("#proposal")).to_contain_text("đang giống đề xuất")
    expect(member.locator("#confirm-proposal")).to_have_count(0)
