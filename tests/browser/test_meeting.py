"""The council's meeting by its pages: the secretariat freezes drafts, members vote on a phone, the
approval goes on record, and operations staff publish the result as final.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from chalicelib.domain.rounds.rulings import Ruling
from tests import motion_story as meeting
from tests import scoring_story as story
from tests.api.conftest import OPS, Clock, Prepare, clock, site
from tests.browser.conftest import Audit
from tests.browser.in_process import Office
from tests.documents import signing
from tests.fake_aws import Aws
from tests.motion_story import MEMBERS, SECRETARY
from tests.scoring_story import AFTER
from tests.site import Site
from tests.small_round import ROUND

__all__ = ["clock", "site"]
DESK, PHONE = 1280, 390
Visit = Callable[[str, str, int], Page]


@pytest.fixture
def visit(
    site: Site, aws: Aws, clock: Clock, prepare: Prepare, chromium: Browser
) -> Iterator[Visit]:
    """`visit(address, email, width)` opens a page; a round with a council, everything is in."""

    def steps() -> None:
        story.whole(meeting.with_council())
        clock.instant = AFTER
        meeting.enter(site)

    prepare(steps)
    with Office(site).visits(chromium) as opened:
        yield opened


def test_from_the_freeze_by_votes_on_a_phone_to_the_final_publication(
    site: Site, aws: Aws, clock: Clock, visit: Visit, audit: Audit
) -> None:
    desk = visit("/council/meeting", SECRETARY, DESK)
    expect(desk.get_by_text("Chưa có phương án nào được chốt.")).to_be_visible()
    desk.get_by_role("button", name="Tính dự thảo").click()
    expect(desk.get_by_text("Đang tính dự thảo…")).to_be_visible()
    story.work(aws)
    expect(desk.get_by_role("link", name="Xem dự thảo 1").first).to_be_visible()
    desk.get_by_role("button", name="Chốt thành phương án").click()
    desk.get_by_role("button", name="Chốt thành phương án").click()
    expect(desk.get_by_text("✓ Đã chốt phương án số 1")).to_be_visible()
    audit(desk)

    for email in MEMBERS[:2]:
        phone = visit("/council/meeting", email, PHONE)
        phone.get_by_role("link", name="xem bảng xếp hạng").first.click()
        expect(phone.get_by_role("rowheader", name="Sở A")).to_be_visible()
        audit(phone)
        phone.get_by_role("link", name="‹ Họp Hội đồng").click()
        if email == MEMBERS[0]:  # first in doubt, then convinced
            phone.get_by_role("radio", name="Không nhất trí").check()
            send = phone.get_by_role("button", name="Gửi biểu quyết")
            expect(send).to_be_disabled()
            phone.get_by_label("Lý do (bắt buộc").fill("Còn thiếu số liệu điều tra")
            send.click()
            expect(phone.get_by_role("cell", name="Còn thiếu số liệu điều tra")).to_be_visible()
        phone.get_by_role("radio", name="Nhất trí", exact=True).check()
        expect(phone.get_by_label("Lý do (bắt buộc")).to_have_value("")
        phone.get_by_role("button", name="biểu quyết").click()
        expect(phone.get_by_role("cell", name="Nhất trí").first).to_be_visible()
        expect(phone.get_by_text("✓ Đã ghi nhận biểu quyết")).to_be_visible()
        audit(phone)
    expect(phone.get_by_text("Hội đồng đã nhất trí")).to_be_visible()
    expect(phone.get_by_text("2 trên 3 thành viên nhất trí")).to_be_visible()

    desk.reload()
    assert_uploads(site, aws, desk)
    expect(desk.get_by_text("Văn bản số 12/QĐ-BNV ngày 20/11/2026")).to_be_visible()
    audit(desk)

    publish(site, aws, clock, visit("/units#/publish", OPS, DESK))


def assert_uploads(site: Site, aws: Aws, desk: Page) -> None:
    """The minutes and the approval; the store stands in for S3, which no page reaches here."""
    kept: dict[str, str] = {}

    def store(route: Route) -> None:  # the bytes come by the form's key
        body = route.request.post_data_buffer or b""
        key = body.split(b'name="key"')[1].split(b"\r\n")[2].decode()
        aws.client("s3").put_object(
            Bucket=aws.environment["EVIDENCE_BUCKET"], Key=key, Body=signing.plain()
        )
        kept[key] = "stored"
        route.fulfill(status=204)

    desk.route("**/*amazonaws.com/**", store)
    paper = FilePayload(name="tep.pdf", mimeType="application/pdf", buffer=signing.plain())
    desk.locator("#paper-minutes").set_input_files(paper)
    expect(desk.get_by_text("✓ Đã gửi tài liệu")).to_be_visible()
    expect(desk.get_by_role("button", name="tep.pdf")).to_be_visible()
    desk.get_by_label("Số văn bản").fill("12/QĐ-BNV")
    desk.get_by_label("Ngày văn bản").fill("2026-11-20")
    desk.get_by_label("Tệp văn bản (PDF)").set_input_files(paper)
    desk.get_by_role("button", name="Ghi phê duyệt").click()
    expect(desk.get_by_text("✓ Đã ghi phê duyệt báo cáo")).to_be_visible()
    assert len(kept) == 2


def publish(site: Site, aws: Aws, clock: Clock, page: Page) -> None:
    """Operations staff publish the newest drafts as final."""
    page.get_by_label("Chính thức").check()
    reasons = page.locator(".gaps input, .gaps textarea")
    expect(reasons.first).to_be_visible()  # the gaps are fetched once the result is to be final
    for reason in reasons.all():
        reason.fill("không điều tra")
    page.get_by_label("Gõ").fill("không có phiếu")
    page.get_by_role("button", name="công bố").last.click()
    page.get_by_role("button", name="Công bố", exact=True).last.click()
    expect(page.get_by_text("Đã giao việc công bố")).to_be_visible()
    story.work(aws)
    jobs = site.done("GET", f"/api/ops/rounds/{ROUND}/rankings/jobs", token=site.by_ops)["jobs"]
    assert [(job["state"], job["status"]) for job in jobs] == [("done", "final")]


def test_the_page_says_which_input_has_changed_and_the_freeze_is_lifted_with_a_reason(
    site: Site, aws: Aws, visit: Visit
) -> None:
    site.done("POST", f"/api/council/{ROUND}/drafts", {}, site.tokens[SECRETARY])
    story.work(aws)
    meeting.agreed(site)
    changed = Ruling("external", "so-a", leaf="3.2", value={"percent": "60"})
    story.rule(changed)
    page = visit("/council/meeting", SECRETARY, PHONE)
    expect(page.get_by_text("Số liệu đã đổi sau khi chốt")).to_be_visible()
    expect(page.get_by_text("so-a, tiêu chí 3.2: số liệu bên ngoài: 85.3 → 60")).to_be_visible()
    page.get_by_role("button", name="Mở lại phương án").click()
    page.get_by_label("Lý do mở lại").fill("sửa số liệu bên ngoài")
    page.get_by_role("button", name="Mở lại phương án").click()
    expect(page.get_by_text("✓ Đã mở lại phương án")).to_be_visible()
    expect(page.get_by_text("Chưa có phương án nào được chốt.")).to_be_visible()


def test_members_vote_though_it_cannot_be_told_whether_inputs_have_changed(
    site: Site, aws: Aws, visit: Visit
) -> None:
    site.done("POST", f"/api/council/{ROUND}/drafts", {}, site.tokens[SECRETARY])
    story.work(aws)
    assert meeting.freeze(site).status == 201
    page = visit("/council", MEMBERS[0], PHONE)
    page.route("**/motions/1/changes", lambda route: route.abort())
    page.goto("/council/meeting")
    expect(page.get_by_text("Lúc này chưa kiểm tra được số liệu")).to_be_visible()
    page.get_by_role("radio", name="Nhất trí", exact=True).check()
    page.get_by_role("button", name="Gửi biểu quyết").click()
    expect(page.get_by_text("✓ Đã ghi nhận biểu quyết")).to_be_visible()
