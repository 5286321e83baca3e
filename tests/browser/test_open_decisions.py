"""What is still to be decided is on the page before anything final is published, and stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from chalicelib.actions.appraisal import confirming
from chalicelib.actions.rounds import ruling
from chalicelib.domain.rounds.rulings import Ruling
from tests import motion_story as meeting
from tests import scoring_story as story
from tests.api.conftest import OPS, Clock, Prepare, clock, site
from tests.browser.conftest import Audit
from tests.browser.in_process import Office
from tests.fake_aws import Aws
from tests.motion_story import SECRETARY
from tests.scoring_story import AFTER
from tests.site import Site
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS as OFFICER

__all__ = ["clock", "site"]
DESK, PHONE = 1280, 390
Visit = Callable[[str, str, int], Page]
TITLE = "Còn 1 việc chờ quyết định nên chưa công bố chính thức được"
FIRST = "Chưa công bố chính thức được: còn việc chờ quyết định"


@pytest.fixture
def visit(
    site: Site, aws: Aws, clock: Clock, prepare: Prepare, chromium: Browser
) -> Iterator[Visit]:
    """`visit(address, email, width)` opens a page; the council has agreed to the first drafts."""

    def steps() -> None:
        story.whole(meeting.with_council())
        clock.instant = AFTER
        meeting.enter(site)
        site.done("POST", f"/api/council/{ROUND}/drafts", {}, site.tokens[SECRETARY])
        story.work(aws)
        meeting.agreed(site)

    prepare(steps)
    with Office(site).visits(chromium) as opened:
        yield opened


def propose() -> None:
    out = Ruling("exclusion", "so-a", reason="không trung thực")
    ruling.put(ROUND, [out], OFFICER, NOW)


def refuse() -> None:
    waiting = [each.id for each in ruling.waiting(ROUND)]
    confirming.decide(ROUND, waiting, "chưa đủ căn cứ", story.SECRETARY, NOW)


def test_ops_read_what_waits_and_cannot_publish_as_final_until_it_is_decided(
    visit: Visit, audit: Audit
) -> None:
    propose()
    page = visit("/units#/publish", OPS, DESK)
    expect(page.get_by_text(TITLE)).to_be_visible()
    waits = page.get_by_role("link", name="Đề xuất không đánh giá chờ người thứ hai xác nhận (1)")
    expect(waits.locator("xpath=..")).to_contain_text("Sở A")
    expect(page.get_by_text(FIRST)).to_have_count(0)  # a provisional one may go
    page.get_by_label("Chính thức").check()
    expect(page.get_by_text(FIRST)).to_be_visible()
    for reason in page.locator(".gaps input, .gaps textarea").all():
        reason.fill("không điều tra")
    page.get_by_label("Gõ").fill("không có phiếu")
    publish = page.get_by_role("button", name="công bố").last
    expect(publish).to_be_disabled()
    audit(page)

    refuse()
    page.reload()
    page.get_by_label("Chính thức").check()
    expect(page.locator(".gaps input, .gaps textarea").first).to_be_visible()
    expect(page.get_by_text(TITLE)).to_have_count(0)
    for reason in page.locator(".gaps input, .gaps textarea").all():
        reason.fill("không điều tra")
    page.get_by_label("Gõ").fill("không có phiếu")
    expect(page.get_by_role("button", name="công bố").last).to_be_enabled()
    waits_for_its_time(page)


def waits_for_its_time(page: Page) -> None:
    """A time is set; then something is to be decided again, and the page says what that does."""
    page.get_by_label("Vào giờ đã định").check()
    page.get_by_label("Ngày công bố").fill("2099-01-01")
    page.get_by_label("Giờ công bố").fill("09:00")
    page.get_by_role("button", name="công bố").last.click()
    page.get_by_role("button", name="Công bố", exact=True).last.click()
    expect(page.get_by_text("Đã hẹn giờ công bố")).to_be_visible()
    propose()
    page.reload()
    expect(page.get_by_text("nếu đến giờ vẫn chưa quyết định thì không công bố")).to_be_visible()


def test_the_secretariat_reads_it_before_the_freeze_and_finds_the_way(
    visit: Visit, audit: Audit
) -> None:
    propose()
    page = visit("/council/meeting", SECRETARY, PHONE)
    expect(page.get_by_text(TITLE)).to_be_visible()
    audit(page)
    page.get_by_role("link", name="Đề xuất không đánh giá").click()
    expect(page.get_by_role("button", name="Xác nhận").first).to_be_visible()
