"""A unit of the small round on the deployed system, and its officers at their browsers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, Page, expect

from tests.patience import PATIENCE, eventually
from tests.small_round import ROUND, document, unit_rows

if TYPE_CHECKING:
    from infra.local.stack import Stack

PASSWORD = "Mat khau cua toi 2026"
_FIRST = re.compile(r"First password: (?:<code>)?([A-Za-z0-9-]+)")


@dataclass(slots=True)
class UnitDesk:
    """`sign_in` opens a browser of its own for each officer."""

    stack: Stack
    browser: Browser
    token: str = ""
    letters: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        answer = self.stack.http.request(method, path, json=body, headers=headers)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def begin(self, *people: tuple[str, str]) -> None:
        """Load the round, open the self-assessment, give each (name, role) an account at the
        unit.
        """
        ops = self.stack.ops()
        self.token = self.call(
            "POST", "/api/session", {"email": ops.email, "password": ops.password}
        )["access_token"]
        path = f"/api/ops/rounds/{ROUND}"
        self.call("PUT", path, {"round": document(), "units": unit_rows()})
        until = (datetime.now(UTC) + timedelta(days=3, hours=4)).isoformat()
        self.call("POST", f"{path}/windows/self_assessment/open", {"until": until, "reason": "thử"})
        accounts = [
            {"email": address(name), "name": f"Cán bộ {name}", "role": role, "unit": "so-a"}
            for name, role in people
        ]
        self.call("POST", f"{path}/accounts", {"accounts": accounts})

    def end_first_appraisal(self) -> None:
        """Open the first pass, let it close, and open the supplement."""
        windows = f"/api/ops/rounds/{ROUND}/windows"
        for name, span in (
            ("appraisal_first", timedelta(seconds=11)),
            ("supplement", timedelta(hours=1)),
        ):
            until = (datetime.now(UTC) + span).isoformat()
            self.call("POST", f"{windows}/{name}/open", {"until": until, "reason": "thử"})
        state = f"/api/ops/rounds/{ROUND}"
        eventually(
            lambda: self.call("GET", state)["windows"]["appraisal_first"]["state"] == "closed"
        )

    def first_password(self, name: str) -> str:
        """What the letter says."""
        found: str = eventually(lambda: self._letters().get(address(name)))
        return found

    def sign_in(self, name: str, width: int = 1280) -> Page:
        """Sign in for the first time, as a newcomer, with a password that is no good at the first
        try.
        """
        context = self.browser.new_context(
            base_url=self.stack.url,
            viewport={"width": width, "height": 900},
            timezone_id="Asia/Ho_Chi_Minh",
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.goto("/work")
        page.get_by_label("Địa chỉ thư công vụ").fill(address(name))
        page.get_by_label("Mật khẩu").fill(self.first_password(name))
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("heading", name="Đặt mật khẩu của riêng Ông/Bà")).to_be_focused()
        page.get_by_label("Mật khẩu mới", exact=True).fill("ngan")
        page.get_by_role("button", name="Đổi mật khẩu và tiếp tục").click()
        expect(page.get_by_role("alert")).to_contain_text("ít nhất 12 ký tự")
        page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
        page.get_by_label("Gõ lại mật khẩu mới").fill(PASSWORD)
        page.get_by_role("button", name="Đổi mật khẩu và tiếp tục").click()
        expect(page.get_by_role("heading", name="Sở A")).to_be_visible()
        return page

    def _letters(self) -> dict[str, str]:
        for letter in self.stack.messages():
            if found := _FIRST.findall(letter["BodyText"] or ""):
                self.letters[letter["To"][0]] = found[-1]
        return self.letters


def address(name: str) -> str:
    return f"{name}@example.test"


def go_to(page: Page, name: str) -> None:
    """Choose from the menu, which a narrow window keeps behind a button."""
    button = page.get_by_role("button", name="Các mục")
    if button.is_visible():
        button.click()
    page.locator("#menu").get_by_role("link", name=name).click()


def go_to_own_account(page: Page) -> None:
    """To the own account, which is in every head."""
    page.get_by_role("link", name="Tài khoản của tôi").click()
    expect(page.get_by_role("heading", name="Tài khoản của tôi")).to_be_visible()


def leaf(page: Page, code: str) -> None:
    """Open a leaf from the tree, found by its code."""
    page.locator("#find").fill(code)
    page.locator(f".leaf-link[href='#/leaf/{code}']").click()
    expect(page.locator("#leaf-title")).to_contain_text(code)


def type_in(page: Page, code: str, **values: str) -> None:
    leaf(page, code)
    for name, text in values.items():
        page.locator(f"#in-{name}").fill(text)
    saved(page)


def saved(page: Page) -> None:
    # A frame later what was typed is drawn as unsaved. Unlike `evaluate`, this outlasts a move.
    page.wait_for_function(
        "() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 0, true)))"
    )
    expect(page.locator(".save")).to_contain_text("Đã lưu")
