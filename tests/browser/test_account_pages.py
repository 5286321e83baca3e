"""Accounts on the deployed system: what ops does to one bites in the officer's open browser, and
the way back in.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, expect

from chalicelib.domain.people.attempts import PER_ADDRESS
from tests.browser.unit_desk import (
    PASSWORD,
    UnitDesk,
    address,
    go_to,
    go_to_own_account,
    leaf,
    saved,
)
from tests.patience import PATIENCE, eventually
from tests.small_round import ROUND, document, unit_rows

if TYPE_CHECKING:
    from infra.local.stack import Stack
    from tests.browser.conftest import Audit

BEFORE = "truoc-2025"
NEWER = "Mat khau moi hon 2026"
DISABLED = "Tài khoản đã bị khóa hoặc chưa được cấp"


def ops(desk: UnitDesk, act: str) -> None:
    """Reset, disable, enable or sign out the officer's account."""
    accounts = f"/api/ops/rounds/{ROUND}/accounts"
    (sub,) = [
        each["sub"]
        for each in desk.call("GET", accounts)["accounts"]
        if each["email"] == address("mot")
    ]
    desk.call("POST", f"{accounts}/{sub}/{act}", {"reason": "thử"})


def give(page: Page, password: str) -> None:
    page.get_by_label("Địa chỉ thư công vụ").fill(address("mot"))
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_what_ops_does_to_an_account_bites_in_an_open_browser_and_loses_nothing_typed(
    chromium: Browser, stack: Stack, audit: Audit
) -> None:
    desk = UnitDesk(stack, chromium)
    desk.begin(("mot", "editor"))
    page = desk.sign_in("mot")
    page.on("dialog", lambda dialog: dialog.accept())
    _signed_out(desk, page, audit)
    _disabled(desk, page, audit)
    _reset(desk, page)
    assert desk.problems == []


def _type_after(desk: UnitDesk, page: Page, act: str, count: str) -> None:
    """The officer types on; the page says that the sign-in is over and leads back."""
    leaf(page, "1.2")
    ops(desk, act)
    page.locator("#in-count").fill(count)
    expect(page.locator(".ended")).to_contain_text("Phiên đăng nhập đã kết thúc")
    expect(page.locator(".save")).to_contain_text("Chưa lưu")


def _signed_out(desk: UnitDesk, page: Page, audit: Audit) -> None:
    _type_after(desk, page, "sign-out", "2")
    audit(page)
    page.get_by_role("link", name="Đăng nhập lại", exact=True).click()
    audit(page)
    give(page, PASSWORD)
    expect(page.locator("#leaf-title")).to_contain_text("1.2")  # back where one was
    saved(page)
    page.reload()
    expect(page.locator("#in-count")).to_have_value("2")


def _disabled(desk: UnitDesk, page: Page, audit: Audit) -> None:
    _type_after(desk, page, "disable", "1")
    page.get_by_role("link", name="Đăng nhập lại", exact=True).click()
    give(page, PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text(DISABLED)
    audit(page)
    ops(desk, "enable")
    give(page, PASSWORD)
    saved(page)
    expect(page.locator("#in-count")).to_have_value("1")


def _reset(desk: UnitDesk, page: Page) -> None:
    """The old password is void, the letter brings another, which must be changed."""
    first = desk.first_password("mot")
    _type_after(desk, page, "reset", "3")
    eventually(lambda: desk.first_password("mot") != first)
    page.get_by_role("link", name="Đăng nhập lại", exact=True).click()
    give(page, PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("Sai địa chỉ thư hoặc mật khẩu")
    give(page, desk.first_password("mot"))
    page.get_by_label("Mật khẩu mới", exact=True).fill(NEWER)
    page.get_by_label("Gõ lại mật khẩu mới").fill(NEWER)
    page.get_by_role("button", name="Đổi mật khẩu và tiếp tục").click()
    expect(page.locator("#leaf-title")).to_contain_text("1.2")
    saved(page)
    expect(page.locator("#in-count")).to_have_value("3")


def test_an_officer_manages_the_own_account_by_keyboard_in_either_language(
    chromium: Browser, stack: Stack, audit: Audit
) -> None:
    desk = UnitDesk(stack, chromium)
    desk.begin(("mot", "editor"))
    page, elsewhere = desk.sign_in("mot", 360), None
    page.on("dialog", lambda dialog: dialog.accept())
    go_to_own_account(page)
    audit(page)
    for name, text in (
        ("Mật khẩu hiện nay", "khong phai 123 A"),
        ("Mật khẩu mới", NEWER),
        ("Gõ lại mật khẩu mới", NEWER),
    ):
        page.get_by_label(name, exact=True).fill(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Mật khẩu hiện nay không đúng")
    audit(page)
    page.get_by_label("Mật khẩu hiện nay", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Đã đổi mật khẩu")).to_be_visible()
    elsewhere = chromium.new_context(base_url=stack.url).new_page()
    elsewhere.set_default_timeout(PATIENCE * 1000)
    elsewhere.goto("/signin")
    expect(elsewhere).to_have_title("Đăng nhập · PAR INDEX")
    elsewhere.get_by_role("button", name="English").click()
    expect(elsewhere).to_have_title("Sign in · PAR INDEX")
    audit(elsewhere)
    elsewhere.get_by_label("Official e-mail address").focus()
    elsewhere.keyboard.type(address("mot"))
    elsewhere.keyboard.press("Tab")
    elsewhere.keyboard.type(NEWER)
    elsewhere.keyboard.press("Enter")
    expect(elsewhere.get_by_role("heading", name="Department A")).to_be_visible()
    expect(elsewhere).to_have_title("Self-assessment · PAR INDEX")
    page.get_by_role("button", name="Đăng xuất khỏi mọi thiết bị").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Địa chỉ thư công vụ")).to_be_visible()
    elsewhere.reload()
    expect(elsewhere.get_by_label("Official e-mail address")).to_be_visible()
    assert desk.problems == []


def test_a_locked_sign_in_offers_the_second_factor_at_once(
    chromium: Browser, stack: Stack, audit: Audit
) -> None:
    page = chromium.new_context(base_url=stack.url).new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto("/signin")
    page.get_by_label("Địa chỉ thư công vụ").fill("bi-khoa@example.test")
    for _ in range(2 * PER_ADDRESS + 2):  # a new quarter of an hour may begin meanwhile
        expect(page.get_by_label("Mã xác thực, nếu có")).to_have_count(0)
        page.get_by_label("Mật khẩu", exact=True).fill("khong phai 123 A")
        with page.expect_response("**/api/session") as reply:
            page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Đăng nhập")).to_be_enabled()
        if reply.value.status == 429:
            break
    expect(page.get_by_role("alert")).to_contain_text("Nhập sai quá nhiều lần")
    audit(page)
    page.get_by_label("Mã xác thực, nếu có").fill("123 456")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("mật khẩu hoặc mã xác thực")


def test_last_years_explanations_and_contacts_are_copied_forward_marked_as_copied(
    chromium: Browser, stack: Stack, audit: Audit
) -> None:
    desk = UnitDesk(stack, chromium)
    _last_year(desk)
    desk.begin(("mot", "editor"))  # moves last year's account: the same password, a new post
    page = chromium.new_context(
        base_url=stack.url, viewport={"width": 1280, "height": 900}
    ).new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.on("pageerror", lambda error: desk.problems.append(str(error)))
    page.goto("/work#/carry-over")
    give(page, PASSWORD)
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("[Chép từ kỳ 2025] Văn bản trình ký cuối năm.")
    expect(page.get_by_text("Đầu mối: Lê Thị Đầu Mối")).to_be_visible()
    audit(page)
    page.get_by_role("button", name="Chép các mục này").click()
    expect(page.get_by_text("Đã chép 1 giải trình và 1 đầu mối")).to_be_visible()
    go_to(page, "Phân công")
    expect(page.locator(".person")).to_contain_text("Lê Thị Đầu Mối")
    expect(page.locator(".person .tag")).to_have_text("chép từ kỳ trước")
    go_to(page, "Phiếu tự đánh giá")
    leaf(page, "2.1.2")
    expect(page.locator("#explanation")).to_have_value(
        "[Chép từ kỳ 2025] Văn bản trình ký cuối năm."
    )
    expect(page.locator("#in-points")).to_have_value(re.compile("^$"))  # figures are this year's
    page.locator("#explanation").fill("Văn bản đã ký tháng 11.")
    saved(page)
    page.reload()
    expect(page.locator("#explanation")).to_have_value("Văn bản đã ký tháng 11.")
    assert desk.problems == []


def _last_year(desk: UnitDesk) -> None:
    """The unit's editor of last year explains one leaf and names one contact."""
    staff = desk.stack.ops()
    desk.token = desk.call(
        "POST", "/api/session", {"email": staff.email, "password": staff.password}
    )["access_token"]
    before = {
        **document(),
        "id": BEFORE,
        "year": 2025,
        "title": {"vi": "Kỳ thử 2025", "en": "Trial round 2025"},
    }
    desk.call("PUT", f"/api/ops/rounds/{BEFORE}", {"round": before, "units": unit_rows()})
    until = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    desk.call(
        "POST",
        f"/api/ops/rounds/{BEFORE}/windows/self_assessment/open",
        {"until": until, "reason": "thử"},
    )
    account = {"email": address("mot"), "name": "Cán bộ mot", "role": "editor", "unit": "so-a"}
    desk.call("POST", f"/api/ops/rounds/{BEFORE}/accounts", {"accounts": [account]})
    officer = UnitDesk(desk.stack, desk.browser)
    given = {"email": address("mot"), "password": officer.first_password("mot")}
    refused = desk.stack.http.post("/api/session", json=given).json()
    officer.token = officer.call(
        "POST",
        "/api/session/password",
        {"email": address("mot"), "challenge": refused["challenge"], "new_password": PASSWORD},
    )["access_token"]
    unit = f"/api/units/{BEFORE}/so-a"
    officer.call(
        "POST",
        f"{unit}/sheet",
        {
            "save_id": "last-year-1",
            "entries": [
                {
                    "leaf": "2.1.2",
                    "version": 0,
                    "value": {"points": "1.25"},
                    "explanation": "Văn bản trình ký cuối năm.",
                }
            ],
        },
    )
    officer.call(
        "PUT",
        f"{unit}/contacts",
        {"contacts": [{"kind": "technical", "name": "Lê Thị Đầu Mối", "phone": "0900000001"}]},
    )
