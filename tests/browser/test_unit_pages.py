"""Every page of a unit's people, on a shipped round of more than a hundred leaves, against the
deployed system.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, ViewportSize, expect

from infra.scenes import desk_scene
from tests.browser.unit_desk import go_to, go_to_own_account, leaf, saved
from tests.one_time_codes import totp
from tests.patience import PATIENCE, eventually

if TYPE_CHECKING:
    from infra.local.stack import Stack
    from tests.browser.conftest import Audit

MENU = (
    "Phiếu tự đánh giá",
    "Bảng tính",
    "Tài liệu",
    "Phân công",
    "Phê duyệt và gửi",
    "Thông báo",
    "Báo cáo",
)
PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)


@dataclass(slots=True)
class Office:
    """The ministry's officers at their browsers; `faults` collects what went wrong in a script."""

    scene: desk_scene.Scene
    browser: Browser
    problems: list[str] = field(default_factory=list)

    def open(self, path: str = "/work") -> Page:
        """The editor's browser at the sign-in, on the way to `path`."""
        page = self.browser.new_context(
            base_url=self.scene.stack.url, viewport=DESK, timezone_id="Asia/Ho_Chi_Minh"
        ).new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on(
            "console",
            lambda said: (
                self.problems.append(said.text) if "Content Security" in said.text else None
            ),
        )
        page.goto(path)
        page.get_by_label("Địa chỉ thư công vụ").fill(desk_scene.EDITOR)
        page.get_by_label("Mật khẩu").fill(self.scene.password(desk_scene.EDITOR))
        page.get_by_role("button", name="Đăng nhập").click()
        return page


def test_a_ministry_works_its_way_through_every_page(
    chromium: Browser, stack: Stack, audit: Audit
) -> None:
    office = Office(desk_scene.play(stack), chromium)
    page = office.open("/report")  # the sign-in leads back to where one wanted to go
    expect(page.get_by_role("heading", name="Báo cáo kết quả tự đánh giá")).to_be_visible()
    go_to(page, "Phiếu tự đánh giá")
    _keys(page)
    _assign(page)
    _evidence(page)
    _archive(page)
    _contacts(page)
    _carry_over(page)
    _everywhere(page, audit)
    _notices(page, office, audit)
    _second_factor(page, office, audit)
    assert office.problems == []


def _keys(page: Page) -> None:
    """Down, search, up and back without a mouse, over more than a hundred leaves."""
    expect(page.locator(".area")).to_have_count(7)
    page.keyboard.press("/")
    page.keyboard.type("3.3.1")
    page.keyboard.press("Enter")
    expect(page.locator("#leaf-title")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#leaf-title")).to_contain_text("3.3.2")
    page.keyboard.press("ArrowUp")
    page.locator("#in-numerator").fill("9")
    page.locator("#in-denominator").fill("10")
    page.keyboard.press("Enter")
    expect(page.locator("#leaf-title")).to_contain_text("3.3.2")
    saved(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    page.keyboard.press("Escape")


def _assign(page: Page) -> None:
    """A leaf for me, an area for a division; the tree shows only mine, or only the division's."""
    leaf(page, "1.1.1")
    page.get_by_text("Giao tiêu chí này cho…").click()
    page.locator("#to").fill("Nguyễn Thị Minh Họa")
    page.locator("#due").fill("2020-01-01")
    page.get_by_role("button", name="Lưu phân công").click()
    expect(page.locator(".given-to summary")).to_contain_text("Giao cho tôi")
    go_to(page, "Phân công")
    page.locator(".share summary").last.click()
    page.locator(".share").last.get_by_label("Cả lĩnh vực").check()
    page.locator("#give-to").fill("Cục Chuyển đổi số")
    page.get_by_role("button", name="Giao 10 tiêu chí").click()
    expect(page.locator(".share").last.get_by_text("Cục Chuyển đổi số")).to_have_count(10)
    go_to(page, "Phiếu tự đánh giá")
    page.locator("#find").fill("")
    page.locator("#whose").select_option("Cục Chuyển đổi số")
    expect(page.locator(".leaf-link")).to_have_count(10)
    page.locator("#whose").select_option("Của tôi")
    expect(page.locator(".leaf-link[href='#/leaf/1.1.1']")).to_contain_text("Giao cho tôi")
    expect(page.locator(".leaf-link").filter(has_not_text="Giao cho tôi")).to_have_count(0)
    page.locator("#whose").select_option("")


def _evidence(page: Page) -> None:
    """A file that cannot be used is kept and explained; what a paper is shows beside it; a lost
    upload goes again.
    """
    leaf(page, "1.1.2")
    bad = page.locator(".file.quarantined")
    expect(bad).to_contain_text("không được tính là tài liệu kiểm chứng")
    expect(bad.locator(".verdicts .bad")).to_contain_text("hãy tải lên lại bản đầy đủ")
    expect(page.locator(".file", has_text="Kế hoạch")).to_contain_text(
        "số 01/KH-BTP, ngày 05/01/2024"
    )
    described = page.locator(".file", has_text="Báo cáo cải cách")
    described.get_by_text("Ghi số, ngày, nơi ban hành").click()
    described.get_by_label("Ngày ban hành").fill("2021-06-01")
    described.get_by_label("Ngày ban hành").press("Tab")
    expect(described.locator(".verdicts .warning")).to_contain_text("ngoài năm đánh giá 2024")
    described.get_by_label("Chỉ để tham khảo, không phải tài liệu chính thức").check()
    expect(described).to_contain_text("cần giải trình")
    _lost_upload(page)


def _lost_upload(page: Page) -> None:
    page.route(
        "**/*",
        lambda route: (
            route.abort() if _is_upload(route.request.post_data_buffer) else route.continue_()
        ),
    )
    handle = page.evaluate_handle("""() => {
      const dropped = new DataTransfer();
      const bytes = "%PDF-1.4 ".padEnd(900, "x");
      dropped.items.add(new File([bytes], "Tài liệu thả vào.pdf", { type: "application/pdf" }));
      return dropped; }""")
    page.locator(".drop").dispatch_event("drop", {"dataTransfer": handle})
    failed = page.locator(".file.failed")
    expect(failed).to_contain_text("Mất kết nối khi đang gửi tệp")
    page.unroute("**/*")
    failed.get_by_role("button", name="Gửi lại").click()
    expect(page.locator(".file .name", has_text="Tài liệu thả vào.pdf")).to_be_visible()


def _is_upload(body: bytes | None) -> bool:
    return b"%PDF-" in (body or b"")


def _archive(page: Page) -> None:
    go_to(page, "Tài liệu")
    page.get_by_role("button", name="Không dùng được").click()
    bad = page.locator(".file").first
    expect(bad.locator(".name")).to_have_text("Biên bản họp (bản chụp).pdf")
    expect(bad.get_by_text("Dùng cho").get_by_role("link")).to_have_text(["1.1.2"])
    page.get_by_role("button", name="Đóng gói", exact=True).click()
    expect(page.get_by_text("Đã đóng gói 5 tệp")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("button", name="Tải tệp nén").click()
    with zipfile.ZipFile(Path(started.value.path())) as archive:
        assert any(name.endswith("Biên bản họp (bản chụp).pdf") for name in archive.namelist())


def _contacts(page: Page) -> None:
    """The contact there is goes, on record, so that last year's may be seen beside it; a new one
    comes.
    """
    go_to(page, "Phân công")
    page.get_by_role("button", name="Thêm đầu mối (Đầu mối phối hợp)").click()
    page.get_by_label("Họ và tên").fill("Người phối hợp")
    page.get_by_role("button", name="Lưu đầu mối").click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy ghi số điện thoại hoặc thư điện tử")
    page.get_by_label("Điện thoại di động").fill("0900000009")
    page.get_by_role("button", name="Lưu đầu mối").click()
    expect(page.locator(".person", has_text="0900000009")).to_be_visible()
    page.get_by_role("button", name="Thôi làm đầu mối (Phạm Văn Minh Họa)").click()
    page.get_by_text("Đầu mối trước đây").click()
    expect(page.get_by_role("listitem").filter(has_text="Phạm Văn Minh Họa")).to_be_visible()


def _carry_over(page: Page) -> None:
    page.get_by_role("link", name="Chép giải trình và đầu mối của kỳ trước").click()
    expect(page.locator("tbody tr")).to_have_count(9)
    code = page.locator("tbody tr b").first.inner_text()
    page.get_by_role("button", name="Chép các mục này").click()
    expect(page.get_by_text("Đã chép 9 giải trình")).to_be_visible()
    go_to(page, "Phiếu tự đánh giá")
    leaf(page, code)
    expect(page.locator("#explanation")).to_have_value(re.compile(r"^\[Chép từ kỳ 2022\]"))


def _notices(page: Page, office: Office, audit: Audit) -> None:
    """The extension is told at the first tick after it."""
    office.scene.stack.tick()
    page.set_viewport_size(DESK)

    def told() -> bool:
        page.reload()
        expect(page.locator(".strip")).to_be_visible()
        return page.locator("#menu .count").is_visible()

    eventually(told)
    go_to(page, "Thông báo")
    expect(page.locator("ul.notices")).to_contain_text("Gia hạn theo đề nghị của đơn vị")
    audit(page)
    page.get_by_role("button", name="Đánh dấu đã đọc").first.click()
    expect(page.locator("#menu .count")).to_have_count(0)


def _everywhere(page: Page, audit: Audit) -> None:
    """axe-core finds nothing on any page at either width, in both languages."""
    leaf_page = page.url.partition("#")[0] + "#/leaf/1.1.2"
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for name in MENU:
            go_to(page, name)
            expect(page.locator("#menu [aria-current=page]")).to_contain_text(name)
            expect(page.get_by_text("Đang mở…")).to_have_count(0)
            audit(page)
        page.goto(leaf_page)
        expect(page.locator("#leaf-title")).to_be_visible()
        audit(page)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Menu")).to_be_visible()
    page.goto("/report")
    expect(page.get_by_role("heading", name="Report on the self-assessment")).to_be_visible()
    page.get_by_role("button", name="Tiếng Việt").click()


def _not_off_without_password(page: Page, audit: Audit) -> None:
    """The second factor goes only with the password."""
    page.get_by_label("Mật khẩu hiện nay, để tắt").fill("khong phai 123 A")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Mật khẩu hiện nay không đúng")
    expect(page.get_by_text("Đang bật: mỗi lần đăng nhập cần mã")).to_be_visible()
    audit(page)


def _second_factor(page: Page, office: Office, audit: Audit) -> None:
    go_to_own_account(page)
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    expect(page.get_by_alt_text("Mã QR cho ứng dụng xác thực")).to_be_visible()
    audit(page)
    secret = page.locator(".key").inner_text().replace(" ", "")
    page.get_by_label("Gõ sáu chữ số đang hiện").fill(totp(secret))
    page.get_by_role("button", name="Bật", exact=True).click()
    expect(page.get_by_text("Đã bật xác thực hai lớp.")).to_be_visible()
    again = office.open()
    expect(again.get_by_role("heading", name="Mã xác thực")).to_be_focused()
    audit(again)
    again.get_by_label("Sáu chữ số").fill(totp(secret, 1))
    again.get_by_role("button", name="Tiếp tục").click()
    expect(again.get_by_role("heading", name="Bộ Tư pháp")).to_be_visible()
    _not_off_without_password(page, audit)
    page.get_by_role("button", name="Đăng xuất khỏi mọi thiết bị").click()
    expect(page.get_by_label("Địa chỉ thư công vụ")).to_be_visible()
    again.reload()
    expect(again.get_by_label("Địa chỉ thư công vụ")).to_be_visible()
