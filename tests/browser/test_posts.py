"""One person with several posts in the browser: the switch in the head, two tabs in two posts, a
post that has ended; and the own account, which is the same for every role.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from chalicelib.domain.instants import to_text
from tests.api.conftest import OPS, Clock, clock, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.site import ORIGIN
from tests.browser.unit_desk import go_to_own_account
from tests.patience import PATIENCE
from tests.site import Site
from tests.small_round import ROUND

__all__ = ["clock", "site"]
EMAIL = "so-a-1@example.test"
ACCOUNTS = f"/api/ops/rounds/{ROUND}/accounts"
COUNCIL, EDITOR = f"council.{ROUND}", f"editor.{ROUND}.so-a"
Open = Callable[[str, str], Page]


@pytest.fixture(params=WIDTHS)
def context(
    chromium: Browser, clock: Clock, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """A browser at a width; the clock is the real one."""
    clock.instant = datetime.now(UTC)
    made = chromium.new_context(
        base_url=ORIGIN,
        viewport={"width": request.param, "height": 900},
        timezone_id="Asia/Ho_Chi_Minh",
    )
    made.set_default_timeout(PATIENCE * 1000)
    yield made
    made.close()


@pytest.fixture
def opened(site: Site, context: BrowserContext) -> Iterator[Open]:
    """`opened(email, path)` gives the page as that officer sees it, in a tab of its own."""
    problems, office = list[str](), Office(site)

    def open_(email: str, path: str) -> Page:
        office.admit(context, email)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(path)
        return page

    yield open_
    assert problems == []


@pytest.fixture
def officer(site: Site, context: BrowserContext) -> Site:
    """An editor of so-a, who is a member of the council too; the self-assessment is open."""
    site.load()
    site.open("self_assessment", to_text(datetime.now(UTC) + timedelta(hours=1)))
    site.editor()
    member = {"email": EMAIL, "name": "Cán bộ thử", "role": "council", "areas": ["departments/1"]}
    site.done("POST", ACCOUNTS, {"accounts": [member]}, site.by_ops)
    return site


def test_a_person_with_two_posts_works_in_one_a_tab_and_changes_in_the_head_of_every_page(
    officer: Site, opened: Open, context: BrowserContext, audit: Audit
) -> None:
    page = opened(EMAIL, "/work")
    switch = page.get_by_role("combobox", name="Nhiệm vụ")
    expect(page.get_by_role("heading", name="Sở A")).to_be_visible()
    expect(switch).to_have_value(EDITOR)
    expect(switch.get_by_role("option")).to_have_text(
        ["Thành viên Hội đồng · Kỳ thử 2026", "Người nhập liệu · Sở A, Kỳ thử 2026"]
    )
    audit(page)
    switch.select_option(COUNCIL)
    expect(page).to_have_url(re.compile(f"post={re.escape(COUNCIL)}"))
    expect(switch).to_have_value(COUNCIL)
    audit(page)
    other = context.new_page()
    other.goto(f"/report?post={EDITOR}")
    expect(other.get_by_role("combobox", name="Nhiệm vụ")).to_have_value(EDITOR)
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    page.reload()
    expect(switch).to_have_value(COUNCIL)
    other.goto("/work#/notices")  # no post in the address: the tab goes on in its own
    expect(other.get_by_role("combobox", name="Nhiệm vụ")).to_have_value(EDITOR)
    go_to_own_account(page)
    expect(switch).to_have_value(COUNCIL)
    page.get_by_role("link", name="Mở Người nhập liệu").click()
    expect(page.get_by_role("heading", name="Sở A")).to_be_visible()
    expect(switch).to_have_value(EDITOR)


def test_a_page_opens_in_the_post_it_is_for_whatever_was_chosen_before(
    officer: Site, opened: Open
) -> None:
    page = opened(EMAIL, f"/work?post={COUNCIL}")
    expect(page.get_by_role("heading", name="Sở A")).to_be_visible()
    expect(page.get_by_role("combobox", name="Nhiệm vụ")).to_have_value(EDITOR)


def test_who_has_one_post_has_nothing_to_choose(site: Site, opened: Open) -> None:
    site.load()
    site.editor()
    page = opened(EMAIL, "/work")
    expect(page.get_by_role("heading", name="Sở A")).to_be_visible()
    expect(page.locator("#post")).to_have_count(0)
    expect(page).to_have_url(f"{ORIGIN}/work")


def test_a_post_that_has_ended_shows_everything_and_takes_nothing(
    officer: Site, opened: Open, clock: Clock, audit: Audit
) -> None:
    found = officer.done("GET", ACCOUNTS, token=officer.by_ops)["accounts"]
    (sub,) = (account["sub"] for account in found if account["email"] == EMAIL)
    ends = {"role": "editor", "unit": "so-a", "until": to_text(clock.instant), "reason": "thử"}
    officer.done("POST", f"{ACCOUNTS}/{sub}/posts/end", ends, officer.by_ops)
    clock.pass_(seconds=1)
    page = opened(EMAIL, "/work#/leaf/1.2")
    expect(page.get_by_text("Nhiệm vụ này đã kết thúc lúc")).to_be_visible()
    expect(
        page.get_by_role("combobox", name="Nhiệm vụ").locator("option[selected], option:checked")
    ).to_contain_text("đã kết thúc")
    expect(page.locator(".notice")).to_contain_text("nhiệm vụ của Ông/Bà đã kết thúc")
    expect(page.locator("#in-count")).to_be_disabled()
    audit(page)


@pytest.mark.parametrize(
    ("role", "lost"),
    [
        ("editor", "Báo bộ phận điều hành"),
        ("council", "Báo bộ phận điều hành"),
        ("ops", "Nhờ một người khác của bộ phận điều hành"),
    ],
)
def test_everybody_has_the_same_page_for_the_own_account(
    site: Site, opened: Open, audit: Audit, role: str, lost: str
) -> None:
    site.load()
    email = {"editor": EMAIL, "council": "hoi-dong@example.test", "ops": OPS}[role]
    if role != "ops":
        site.account(email, role, "so-a" if role == "editor" else "")
    page = opened(email, "/account")
    expect(page.get_by_role("heading", name="Tài khoản của tôi")).to_be_visible()
    expect(page.locator(".who [aria-current=page]")).to_have_text("Tài khoản của tôi")
    for heading in ("Nhiệm vụ", "Đổi mật khẩu", "Xác thực hai lớp", "Đăng xuất mọi nơi"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    page.get_by_text("Mất điện thoại, hoặc đổi máy?").click()
    expect(page.get_by_text(lost)).to_be_visible()
    expect(page.get_by_role("button", name="Bật xác thực hai lớp")).to_be_enabled()
    audit(page)


def test_a_member_of_the_council_lands_on_a_page_after_the_sign_in_for_units(
    site: Site, opened: Open
) -> None:
    site.load()
    site.account("hoi-dong@example.test", "council")
    page = opened("hoi-dong@example.test", "/work")
    expect(page).not_to_have_url(re.compile("/work"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    go_to_own_account(page)
