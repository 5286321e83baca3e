"""After the lists are sent: what became of each person's letter, an address put right, the late
ones reminded.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from chalicelib.actions.letters import mailing
from chalicelib.domain.instants import to_text
from chalicelib.domain.letters.invitations import invitation_id
from tests import survey_story as story
from tests.api.conftest import Clock, Prepare, clock, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.site import ORIGIN
from tests.fake_aws import Aws
from tests.patience import PATIENCE
from tests.site import Site
from tests.small_round import ROUND, document
from tests.survey_story import Mailbox, mailbox, people

__all__ = ["clock", "mailbox", "site"]
UNIT, OPS = f"/api/units/{ROUND}/so-a", f"/api/ops/rounds/{ROUND}"
LEADERS = "Lãnh đạo phòng"
BOUNCED, ANSWERING = "nguoi-0002@example.test", "nguoi-0004@example.test"


@pytest.fixture
def sent(site: Site, prepare: Prepare) -> Site:
    """Six leaders of so-a on a sent list, the fifth a substitute; the survey is not open yet."""

    def steps() -> None:
        site.load({**document(), "reminders": {"most": 2, "days_apart": 1, "automatic": False}})
        site.open("respondent_lists", to_text(story.LATER))
        rows = [
            {"name": row.name, "email": row.email, "position": "Trưởng phòng"}
            for row in people(1, 6)
        ]
        rows[4] |= {"replaces": "Chánh Văn phòng", "reason": "Nghỉ chế độ"}
        site.done("PUT", f"{UNIT}/lists/leaders", {"respondents": rows}, site.editor())
        site.done("POST", f"{UNIT}/lists/send", {"acknowledged": True}, site.editor())

    prepare(steps)
    return site


@pytest.fixture
def invited(sent: Site, aws: Aws, mailbox: Mailbox, prepare: Prepare) -> Site:
    """The letters are out; that of the second came back."""

    def steps() -> list[tuple[str, dict[str, str]]]:
        sent.open("survey", "2026-12-20T00:00:00Z")
        sent.done("POST", f"{OPS}/invite", {}, sent.by_ops)
        story.deliver(aws)
        mailing.hear(
            {
                "eventType": "Bounce",
                "bounce": {"bounceType": "Permanent"},
                "mail": {
                    "tags": {
                        "invitation": [invitation_id(ROUND, "departments", BOUNCED)],
                        "letter": ["1"],
                    }
                },
            }
        )
        return mailbox.letters

    mailbox.letters = prepare(steps)
    return sent


@pytest.fixture
def page(sent: Site, chromium: Browser, width: int) -> Iterator[Page]:
    """A page of an editor of so-a."""
    sent.editor()
    context = chromium.new_context(
        base_url=ORIGIN, viewport={"width": width, "height": 900}, timezone_id="Asia/Ho_Chi_Minh"
    )
    context.set_default_timeout(PATIENCE * 1000)
    Office(sent).admit(context, "so-a-1@example.test")
    made, problems = context.new_page(), list[str]()
    made.on("pageerror", lambda error: problems.append(str(error)))
    yield made
    context.close()
    assert problems == []


def opened(page: Page, place: str = "group") -> Page:
    page.goto("about:blank")
    page.goto(f"/lists#/{place}/departments/leaders")
    expect(page.locator("table.people")).to_be_visible()
    return page


@pytest.mark.parametrize("width", WIDTHS, indirect=True)
def test_a_bounced_address_is_found_and_put_right(
    invited: Site, page: Page, aws: Aws, mailbox: Mailbox, audit: Audit
) -> None:
    page.goto("/lists")
    audit(page)
    page.get_by_role("link", name=LEADERS).click()
    expect(page.locator("table.people")).to_contain_text("Thay: Chánh Văn phòng (Nghỉ chế độ)")
    audit(page)
    expect(page.get_by_text("Thư mời: 5 đã gửi, 1 bị trả lại, 0 chưa gửi.")).to_be_visible()
    page.get_by_role("button", name="Xem thư bị trả lại").click()
    expect(page.get_by_role("button", name="Thư bị trả lại 1")).to_have_attribute(
        "aria-pressed", "true"
    )
    row = page.locator("table.people tbody tr")
    expect(row).to_have_count(1)
    row.get_by_role("button", name="Sửa địa chỉ").click()
    expect(page.locator("#row-new")).to_be_focused()
    page.keyboard.type("nguoi dung@example.test")
    audit(page)
    page.get_by_role("button", name="Sửa và gửi thư mời mới").click()
    page.get_by_role("alert").get_by_role("link", name="không phải địa chỉ thư điện tử").click()
    expect(page.locator("#row-new")).to_be_focused()
    page.locator("#row-new").fill("nguoi-dung@example.test")
    page.get_by_role("button", name="Sửa và gửi thư mời mới").click()
    expect(page.get_by_text("Đã sửa địa chỉ", exact=True)).to_be_visible()
    page.get_by_role("button", name="Tất cả 6").click()
    expect(page.locator("table.people tbody tr").nth(1)).to_contain_text("nguoi-dung@example.test")
    expect(page.locator("ul.notices")).to_contain_text(f"{BOUNCED} → nguoi-dung@example.test")
    audit(page)
    old = mailbox.tokens()[BOUNCED]
    assert invited.call("POST", "/api/respond/open", {"token": old}).code == "link_invalid"
    story.deliver(aws)
    assert "nguoi-dung@example.test" in mailbox.tokens()


def test_leaving_warns_while_a_new_address_is_not_sent(invited: Site, page: Page) -> None:
    opened(page, "bounced").get_by_role("button", name="Sửa địa chỉ").click()
    warnings: list[str] = []

    def stay(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator("#row-new").press_sequentially("nguoi-dung@example.test")
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    expect(page.locator("#row-new")).to_have_value("nguoi-dung@example.test")
    assert warnings == ["beforeunload"]


def test_another_mail_domain_waits_and_what_was_decided_is_shown(
    invited: Site, page: Page, audit: Audit
) -> None:
    opened(page, "bounced").get_by_role("button", name="Sửa địa chỉ").click()
    page.locator("#row-new").fill("nguoi-dung@khac.example.test")
    expect(page.get_by_text("thuộc tên miền khác (khac.example.test)")).to_be_visible()
    page.get_by_role("button", name="Gửi để duyệt").click()
    expect(page.get_by_text("địa chỉ mới chờ duyệt")).to_be_visible()
    expect(page.get_by_role("button", name="Sửa địa chỉ")).to_have_count(0)
    audit(page)
    (asked,) = invited.done("GET", f"{OPS}/corrections", token=invited.by_ops)["corrections"]
    refusal = {"approve": False, "reason": "Cần công văn"}
    invited.done("POST", f"{OPS}/corrections/{asked['id']}", refusal, invited.by_ops)
    opened(page)
    expect(page.locator("ul.notices li")).to_contain_text("không được duyệt")
    expect(page.locator("ul.notices li")).to_contain_text("Ý kiến: Cần công văn")
    expect(page.get_by_role("button", name="Sửa địa chỉ")).to_be_visible()


def test_the_late_ones_are_reminded_and_the_page_says_when_it_can_be_done_again(
    invited: Site, page: Page, aws: Aws, mailbox: Mailbox, clock: Clock, audit: Audit
) -> None:
    clock.pass_(days=1)
    answer(invited, mailbox)
    mailbox.letters.clear()
    opened(page)
    expect(page.get_by_text("chỉ gửi tới người chưa trả lời")).to_be_visible()
    page.get_by_role("button", name="Nhắc nhóm này").click()
    expect(page.get_by_text("có thể nhắc lại từ")).to_be_visible()
    expect(page.get_by_role("button", name="Nhắc nhóm này")).to_have_count(0)
    audit(page)
    story.deliver(aws, clock.now())
    assert sorted(address for address, _ in mailbox.letters) == sorted(
        row.email for row in people(1, 6) if row.email not in (BOUNCED, ANSWERING)
    )


def test_nothing_on_the_page_changes_when_somebody_answers(
    invited: Site, page: Page, mailbox: Mailbox
) -> None:
    before = opened(page).locator("main").inner_text()
    answer(invited, mailbox)
    assert opened(page).locator("main").inner_text() == before


def test_before_the_survey_opens_the_page_says_that_no_letter_went_out(
    page: Page, audit: Audit
) -> None:
    opened(page)
    expect(page.locator("table.people")).to_contain_text("chưa gửi thư")
    expect(page.get_by_text("Chỉ nhắc được khi đợt điều tra đang mở")).to_be_visible()
    expect(page.get_by_role("button", name="Sửa địa chỉ")).to_have_count(0)
    audit(page)


def answer(site: Site, mailbox: Mailbox) -> None:
    """One of the six answers."""
    shown = site.done("POST", "/api/respond/open", {"token": mailbox.tokens()[ANSWERING]})
    answers = {each["id"]: 1 for each in shown["questions"]}
    site.done("POST", "/api/respond/answer", {"ballot": shown["ballot"], "answers": answers})
