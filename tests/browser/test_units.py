"""Operations staff in the browser: units and their standing, windows, accounts from a list,
publications, rulings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from chalicelib.domain.instants import to_text
from chalicelib.domain.rounds.rulings import Ruling
from tests import scoring_story as story
from tests import unit_story
from tests.api.conftest import OPS, Clock, clock, pdf, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.site import ORIGIN
from tests.fake_aws import Aws
from tests.patience import PATIENCE
from tests.site import Site
from tests.small_round import ROUND

__all__ = ["clock", "pdf", "site"]
PATH = f"/api/ops/rounds/{ROUND}"
Open = Callable[[str], Page]


@pytest.fixture
def opened(site: Site, clock: Clock, chromium: Browser) -> Iterator[Open]:
    """`opened(place)` gives the page at that place, for the operations staff; the clock is the real
    one.
    """
    clock.instant = datetime.now(UTC)
    problems: list[str] = []
    context = chromium.new_context(
        base_url=ORIGIN,
        viewport={"width": WIDTHS[0], "height": 900},
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(PATIENCE * 1000)

    def begin(place: str) -> Page:
        Office(site).admit(context, OPS)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console",
            lambda said: problems.append(said.text) if "Content Security" in said.text else None,
        )
        page.goto(f"/units#/{place}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return page

    yield begin
    context.close()
    assert problems == []


def state(site: Site) -> Any:
    return site.done("GET", PATH, token=site.by_ops)


def in_days(days: int) -> str:
    """A day in Viet Nam, some days from now."""
    return (datetime.now(UTC) + timedelta(days=days, hours=7)).date().isoformat()


def test_every_unit_is_found_by_its_state_and_its_name(
    site: Site, aws: Aws, pdf: bytes, clock: Clock, opened: Open, audit_both: Audit
) -> None:
    site.load()
    clock.instant = datetime.now(UTC)
    site.open("self_assessment", to_text(clock.instant + timedelta(days=2)))
    receipt = unit_story.send(site, aws, pdf)
    page = opened("")
    rows = page.locator(".standing tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("đúng hạn")
    expect(rows.first).to_contain_text("6 / 6")
    expect(rows.last).to_contain_text("chưa có")
    audit_both(page)
    page.get_by_role("button", name="Chưa gửi 2").click()
    page.get_by_label("Tìm đơn vị").fill("quan c")
    expect(rows).to_have_count(1)
    page.get_by_label("Tìm đơn vị").fill("")
    page.get_by_role("button", name="Tất cả 3").click()
    page.get_by_role("link", name="Sở A").click()
    expect(page.get_by_role("heading", level=1, name="Sở A")).to_be_focused()
    expect(page.locator("dl.rows")).to_contain_text(receipt["receipt"])
    expect(page.locator("dl.rows")).to_contain_text("Phiếu tự đánh giá hiện nay đúng là bản đã gửi")
    expect(page.get_by_role("button", name="Báo cáo đã ký.pdf")).to_be_enabled()
    audit_both(page)


def test_a_file_that_waits_is_examined_again(
    site: Site, aws: Aws, pdf: bytes, clock: Clock, opened: Open, audit_both: Audit
) -> None:
    site.load()
    clock.instant = datetime.now(UTC) - timedelta(hours=1, minutes=5)
    site.open("self_assessment", to_text(clock.instant + timedelta(days=2)))
    unit_story.attach(site, aws, pdf, ["1.2"])
    clock.instant = datetime.now(UTC)
    page = opened("files")
    line = page.get_by_role("listitem").filter(has_text=unit_story.FILE["name"])
    expect(line).to_contain_text("Sở A")
    expect(line).to_contain_text("so-a-1@example.test gửi lúc")
    expect(line).to_contain_text("cách đây 1 giờ 5 phút")
    looks = page.locator("#menu a").evaluate_all(
        "all => all.map((a) => getComputedStyle(a).padding)"
    )
    assert len(set(looks)) == 1
    audit_both(page)
    line.get_by_role("button", name="Kiểm tra lại").click()
    expect(line).to_contain_text("Đã cho kiểm tra lại")


def test_what_was_asked_or_loaded_for_one_unit_is_not_shown_at_the_next(
    site: Site, clock: Clock, opened: Open
) -> None:
    site.load()
    granted = {"until": to_text(datetime.now(UTC) + timedelta(days=2)), "reason": "Riêng Sở A"}
    site.done("POST", f"{PATH}/units/so-a/windows/self_assessment/open", granted, site.by_ops)
    page, windows, held = opened("unit/so-b"), "ul.own-windows", list[Route]()
    ask = page.get_by_role("button", name="Mở riêng Tự đánh giá, chấm điểm")
    ask.click()
    page.get_by_role("form").get_by_label("Lý do").fill("Chỉ cho Sở B")
    page.route(f"**{PATH}/units/so-a", lambda route: held.append(route))
    with page.expect_request(f"**{PATH}/units/so-a"):
        page.evaluate("location.hash = '#/unit/so-a'")
    page.evaluate("location.hash = '#/unit/quan-c'")
    expect(page.get_by_role("heading", level=1, name="Quận C")).to_be_visible()
    expect(ask).to_be_visible()
    with page.expect_response(f"**{PATH}/units/so-a"):
        held[0].fallback()
    page.evaluate(
        "async () => { for (let at = 0; at < 3; at += 1) await new"
        " Promise(requestAnimationFrame); }"
    )
    expect(page.locator(windows)).not_to_contain_text("Riêng Sở A")
    expect(page.get_by_role("form")).to_have_count(0)


def test_one_unit_is_reopened_until_a_day_with_a_reason_and_closed_again(
    site: Site, clock: Clock, opened: Open, audit_both: Audit
) -> None:
    site.load()
    page = opened("unit/so-b")
    windows = page.locator(".own-windows")
    windows.get_by_role("button", name="Mở riêng Tự đánh giá, chấm điểm").click()
    asked = page.get_by_role("form")
    sure = asked.get_by_role("button", name="Mở cho đơn vị")
    expect(sure).to_be_disabled()
    expect(sure).to_have_accessible_description("Ghi lý do thì bấm được.")
    asked.get_by_label("Lý do").fill("Đơn vị mới sáp nhập")
    expect(sure).to_have_accessible_description("")
    sure.click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy chọn ngày")
    asked.get_by_label("Đến hết ngày").fill(in_days(3))
    audit_both(page)
    sure.click()
    expect(page.get_by_role("status").first).to_contain_text("mở cho đơn vị đến hết")
    expect(windows).to_contain_text("còn 3 ngày")
    expect(windows).to_contain_text("“Đơn vị mới sáp nhập”")
    unit = site.done("GET", f"{PATH}/units/so-b", token=site.by_ops)["windows"]["self_assessment"]
    assert unit["unit_only"] and unit["closes"].endswith("17:00:00.000Z")
    assert state(site)["windows"]["self_assessment"]["state"] == "not_yet"
    windows.get_by_role("button", name="Đóng riêng Tự đánh giá, chấm điểm").click()
    page.get_by_role("form").get_by_label("Lý do").fill("xong")
    page.get_by_role("button", name="Đóng sau 10 giây").click()
    expect(page.get_by_role("status").first).to_contain_text("đóng với đơn vị lúc")
    page.get_by_role("link", name="Các đơn vị").click()
    page.get_by_role("button", name="Có thời hạn riêng 1").click()
    expect(page.locator(".standing tbody tr")).to_contain_text("Sở B")


def test_a_window_opens_and_closes_after_it_was_told_what_that_does(
    site: Site, opened: Open, audit_both: Audit
) -> None:
    site.load()
    page = opened("windows")
    row = page.locator(".every-window > li", has_text="Tự đánh giá, chấm điểm")
    audit_both(page)
    row.get_by_role("button", name="Mở ngay").click()
    asked = page.get_by_role("form", name="Mở: Tự đánh giá, chấm điểm")
    expect(asked).to_contain_text("Mọi đơn vị chưa gửi nhập được số liệu")
    asked.get_by_label("Đến hết ngày").fill(in_days(5))
    asked.get_by_label("hoặc đến giờ").fill("17:30")
    asked.get_by_label("Lý do").fill("Bắt đầu đợt tự đánh giá")
    audit_both(page)
    asked.get_by_role("button", name="Mở", exact=True).click()
    expect(row).to_contain_text("đang mở")
    expect(row).to_contain_text("17:30")
    expect(row).to_contain_text("Theo kế hoạch: chưa định ngày")
    assert state(site)["windows"]["self_assessment"]["closes"].endswith("10:30:00.000Z")
    row.get_by_role("button", name="Đóng ngay").click()
    asked = page.get_by_role("form", name="Đóng ngay: Tự đánh giá, chấm điểm?")
    expect(asked).to_contain_text("Hiện 3 đơn vị chưa gửi")
    asked.get_by_label("Lý do").fill("Thử")
    asked.get_by_role("button", name="Đóng sau 10 giây").click()
    expect(page.get_by_role("status").first).to_contain_text("đóng lúc")


def test_accounts_come_from_a_list_and_are_managed_one_by_one(
    site: Site, opened: Open, audit_both: Audit
) -> None:
    site.load()
    page = opened("accounts")
    page.get_by_role("link", name="Tạo tài khoản từ danh sách").click()
    with page.expect_download() as form:
        page.get_by_role("button", name="Tải mẫu").click()
    lines = form.value.path().read_text("utf-8-sig").splitlines()
    assert lines[1] == ";;Người nhập liệu;so-a;;" and len(lines) == 7
    lines[1], lines[4] = (
        "an@example.test;Nguyễn Văn Mẫu;Người nhập liệu;so-a;;",
        "sai;Lê Mẫu;Sếp;so-b;;",
    )
    page.locator("#accounts-file").set_input_files(
        {
            "name": "tài khoản.csv",
            "mimeType": "text/csv",
            "buffer": "\n".join(lines).encode("utf-8-sig"),
        }
    )
    expect(page.get_by_role("alert")).to_contain_text("lỗi cần sửa trong tệp")
    expect(page.locator("#fault-C5")).to_contain_text("Vai trò phải là một trong: Người nhập liệu")
    expect(page.get_by_role("button", name="Tạo và gửi")).to_have_count(0)
    expect(page.locator(".preview")).not_to_contain_text("tài khoản mới")
    audit_both(page)
    assert site.letters("an@example.test") == []
    lines[4] = "binh@example.test;Lê Thị Mẫu;Lãnh đạo đơn vị;Sở B;;"
    page.get_by_label("hoặc dán từ bảng tính").fill("\n".join(lines))
    page.get_by_role("button", name="Xem trước bảng đã dán").click()
    expect(page.locator(".preview")).to_contain_text("2 tài khoản mới")
    audit_both(page)
    page.get_by_role("button", name="Tạo và gửi 2 thư").click()
    expect(page.get_by_text("thư đã gửi tới:")).to_be_visible()
    expect(page.locator("main")).to_contain_text("binh@example.test")
    assert len(site.letters("an@example.test")) == len(site.letters("binh@example.test")) == 1
    _manage(page, site, audit_both)


def _manage(page: Page, site: Site, audit_both: Audit) -> None:
    page.get_by_role("link", name="Các tài khoản").click()
    page.get_by_label("Tìm theo tên").fill("nguyen van mau")
    person = page.locator(".people-list > li")
    expect(person).to_have_count(1)
    expect(person).to_contain_text("chưa đăng nhập lần nào")
    person.get_by_role("button", name="Quản lý").click()
    for button, told in (
        ("Cấp lại mật khẩu", "Đã gửi mật khẩu mới tới an@example.test"),
        ("Đăng xuất mọi nơi", "Đã đăng xuất"),
        ("Khóa tài khoản", "Đã khóa"),
        ("Mở khóa", "Đã mở khóa"),
    ):
        person.get_by_role("button", name=button).click()
        audit_both(page)
        page.get_by_label("Lý do").fill("mất điện thoại")
        page.get_by_role("form").get_by_role("button", name=button).click()
        expect(page.get_by_role("status").first).to_contain_text(told)
    assert len(site.letters("an@example.test")) == 2


def test_a_further_post_is_told_before_it_is_given_and_a_post_ends_by_date(
    site: Site, opened: Open, audit_both: Audit
) -> None:
    site.load()
    site.editor()
    page = opened("accounts/new")
    lines = [
        "Thư điện tử;Họ và tên;Vai trò;Đơn vị;Lĩnh vực thẩm định;Đến hết ngày",
        "so-a-1@example.test;Cán bộ thử;Thành viên Hội đồng;;departments/1;31/12/2098",
    ]
    page.get_by_label("hoặc dán từ bảng tính").fill("\n".join(lines))
    page.get_by_role("button", name="Xem trước bảng đã dán").click()
    shown = page.locator(".preview")
    expect(shown).to_contain_text("1 đã có tài khoản: thêm nhiệm vụ")
    expect(shown).to_contain_text("Đang có: Người nhập liệu · Sở A")
    expect(shown).to_contain_text("đến hết 31/12/2098")
    audit_both(page)
    page.get_by_role("button", name="Tạo và gửi 1 thư").click()
    expect(page.get_by_text("thư đã gửi tới:")).to_be_visible()
    page.get_by_role("link", name="Các tài khoản").click()
    page.get_by_label("Tìm theo tên").fill("so-a-1")
    person = page.locator(".people-list > li")
    expect(person).to_contain_text("Người nhập liệu: Sở A")
    expect(person).to_contain_text("Thành viên Hội đồng (departments/1)")
    person.get_by_role("button", name="Quản lý").click()
    person.get_by_role("button", name="Kết thúc nhiệm vụ Người nhập liệu so-a").click()
    page.get_by_label("Đến hết ngày").fill("2026-01-01")
    page.get_by_label("Lý do").fill("chuyển việc")
    audit_both(page)
    page.get_by_role("form").get_by_role("button", name="Kết thúc nhiệm vụ").click()
    expect(person).to_contain_text("đã kết thúc")
    person.get_by_role("button", name="Bỏ ngày kết thúc Người nhập liệu so-a").click()
    page.get_by_label("Lý do").fill("nhầm")
    page.get_by_role("form").get_by_role("button", name="Bỏ ngày kết thúc").click()
    expect(person).not_to_contain_text("đã kết thúc")


def drafted(page: Page, aws: Aws, clock: Clock) -> None:
    """Compute drafts, and wait until they are there."""
    clock.pass_(seconds=1)
    page.get_by_role("button", name="Tính dự thảo").click()
    expect(page.get_by_text("Đang tính dự thảo…")).to_be_visible()
    story.work(aws)
    expect(page.get_by_text("Đang tính dự thảo…")).to_have_count(0)


def test_a_draft_is_looked_at_then_published_once_every_gap_has_its_reason(
    site: Site, aws: Aws, clock: Clock, opened: Open, audit_both: Audit
) -> None:
    story.whole()
    clock.instant = story.AFTER
    page = opened("publish")
    expect(page.get_by_text("Hãy tính dự thảo trước khi công bố.")).to_be_visible()
    drafted(page, aws, clock)
    audit_both(page)
    page.get_by_role("link", name="Xem dự thảo 1").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dự thảo 1: Khối sở")
    expect(page.locator(".gaps")).to_contain_text("tính 0 trên 2,00 điểm")
    expect(page.get_by_role("row", name="Sở A")).to_be_visible()
    audit_both(page)
    page.get_by_role("link", name="‹ Công bố").click()
    page.get_by_text("Chính thức", exact=True).click()
    expect(page.locator("#gaps")).to_contain_text("Còn thiếu 2 mục")
    confirm = page.get_by_role("button", name="Xác nhận và công bố")
    expect(confirm).to_be_disabled()
    page.get_by_label("Lý do tiêu chí 3.1").fill("Hai sở chưa đủ phiếu")
    expect(confirm).to_be_disabled()
    page.get_by_label("Không có phiếu điều tra nào được tính").fill("không có phiếu")
    audit_both(page)
    confirm.click()
    asked = page.get_by_role("form")
    expect(asked).to_contain_text("không sửa, không rút được")
    asked.get_by_role("button", name="Công bố").click()
    jobs = page.locator(".notices > li")
    expect(jobs).to_contain_text("đang chờ")
    story.work(aws)
    expect(jobs).to_contain_text("đã công bố")
    expect(jobs).to_contain_text("từ dự thảo 1")
    expect(jobs.get_by_role("link", name="Khối sở")).to_have_attribute(
        "href", f"/rankings/{ROUND}/departments"
    )
    expect(page.get_by_label("Lý do công bố lại")).to_be_visible()
    audit_both(page)


def test_a_second_draft_tells_what_changed_and_an_instant_is_set_and_called_off(
    site: Site, aws: Aws, clock: Clock, opened: Open, audit_both: Audit
) -> None:
    story.whole()
    clock.instant = story.AFTER
    page = opened("publish")
    drafted(page, aws, clock)
    drafted(page, aws, clock)
    expect(page.get_by_text("Không có gì thay đổi từ dự thảo 1")).to_be_visible()
    story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": "60"}))
    drafted(page, aws, clock)
    page.get_by_role("link", name="Xem dự thảo 2").first.click()
    moved = page.get_by_role("table").first
    expect(moved).to_contain_text("hạng 1")
    expect(page.get_by_text("85.3 → 60")).to_be_visible()
    audit_both(page)
    page.get_by_role("link", name="‹ Công bố").click()
    page.get_by_text("Vào giờ đã định").click()
    publish = page.get_by_role("button", name="Công bố", exact=True)
    page.get_by_label("Không có phiếu điều tra nào được tính").fill("Không có phiếu")
    expect(publish).to_be_disabled()
    page.get_by_label("Ngày công bố").fill(in_days(3))
    page.get_by_label("Giờ công bố").fill("09:00")
    publish.click()
    page.get_by_role("form").get_by_role("button", name="Công bố").click()
    jobs = page.locator("section", has=page.get_by_role("heading", name="Các lần công bố"))
    expect(jobs).to_contain_text("Hẹn công bố lúc 09:00")
    audit_both(page)
    jobs.get_by_role("button", name="Hủy hẹn…").click()
    page.get_by_label("Lý do (ghi vào nhật ký)").fill("hoãn hội nghị")
    page.get_by_role("form").get_by_role("button", name="Hủy hẹn").click()
    expect(jobs).to_contain_text("đã hủy")
    assert story.work(aws) == 0


def test_a_ruling_is_kept_with_its_reason_and_taken_back(
    site: Site, opened: Open, audit_both: Audit
) -> None:
    site.load()
    page = opened("rulings")
    page.get_by_label("Đơn vị", exact=True).select_option("so-a")
    page.get_by_label("Mã tiêu chí").fill("2.1.2, 9.9")
    page.get_by_label("Lý do", exact=True).fill("không có việc")
    _keep(page)
    expect(page.get_by_role("alert")).to_contain_text("Không có tiêu chí 9.9")
    page.get_by_role("button", name="Thôi, không làm").click()
    page.get_by_label("Mã tiêu chí").fill("2.1.2")
    _keep(page)
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi quyết định")
    page.get_by_label("Loại").select_option("adjustment")
    page.get_by_label("Đơn vị", exact=True).select_option("so-b")
    page.get_by_label("Điểm (âm").fill("-0,5")
    page.get_by_label("Lý do", exact=True).fill("chậm báo cáo")
    expect(page.get_by_role("button", name="Ghi quyết định")).to_be_disabled()
    page.get_by_label("Số văn bản").fill("12/QĐ-UBND")
    page.get_by_label("Ngày văn bản").fill("2026-11-02")
    _keep(page)
    waiting = page.locator("section", has=page.get_by_role("heading", name="chờ xác nhận"))
    expect(waiting).to_contain_text("-0,5")
    expect(waiting).to_contain_text("12/QĐ-UBND ngày 02/11/2026")
    expect(waiting).to_contain_text("cần người khác xác nhận")
    audit_both(page)
    page.get_by_label("Loại").select_option("external")
    page.get_by_label("Đơn vị", exact=True).select_option("so-a")
    page.get_by_label("Tiêu chí", exact=True).select_option("3.2")
    page.locator("#in-percent").fill("85,3")
    page.get_by_label("Lý do", exact=True).fill("SIPAS")
    page.get_by_label("Số văn bản").fill("9/BC")
    audit_both(page)
    _keep(page)
    expect(page.locator("section", has=page.get_by_text("9/BC")).last).to_contain_text("85,3")
    page.get_by_role("button", name="Rút lại Sở A 2.1.2").click()
    page.get_by_role("form").get_by_label("Lý do").fill("nhầm")
    page.get_by_role("form").get_by_role("button", name="Rút lại").click()
    expect(page.locator(".notices", has_text="2.1.2")).to_contain_text("đã rút")
    kept = {
        each["kind"]: each
        for each in site.done("GET", f"{PATH}/rulings", token=site.by_ops)["rulings"]
    }
    assert set(kept) == {"not_applicable", "external"} and kept["not_applicable"]["withdrawn"]
    assert kept["external"]["value"] == {"percent": "85.3"}


def _keep(page: Page) -> None:
    page.get_by_role("button", name="Ghi quyết định").click()
    page.get_by_role("form").get_by_role("button", name="Ghi", exact=True).click()


def test_many_rulings_come_by_a_table_that_is_shown_first(
    site: Site, opened: Open, audit_both: Audit
) -> None:
    site.load()
    page = opened("rulings")
    page.get_by_role("heading", name="Nhiều quyết định từ tệp").click()
    with page.expect_download() as form:
        page.get_by_role("button", name="Tải mẫu").click()
    header = form.value.path().read_text("utf-8-sig")
    rows = [
        "Số liệu bên ngoài;Sở A;3.2;85,3;SIPAS;có;12/BC;",
        "Điểm thưởng, phạt;so-b;;hai;sáng kiến;;;",
    ]
    page.locator("#rulings-file").set_input_files(
        {
            "name": "quyết định.csv",
            "mimeType": "text/csv",
            "buffer": "\n".join([header, *rows]).encode(),
        }
    )
    expect(page.locator("#fault-D3")).to_contain_text("Điểm phải là số thập phân")
    audit_both(page)
    page.get_by_label("hoặc dán từ bảng tính").fill(
        "\n".join([header, rows[0], rows[1].replace("hai", "1,5")])
    )
    page.get_by_role("button", name="Xem trước bảng đã dán").click()
    expect(page.locator(".preview")).to_contain_text("3.2 = 85,3")
    page.get_by_role("button", name="Ghi 2 quyết định").click()
    expect(page.get_by_role("status").first).to_contain_text("trong đó 1 chờ người thứ hai")
    (kept,) = site.done("GET", f"{PATH}/rulings", token=site.by_ops)["rulings"]
    assert (kept["unit"], kept["public"], kept["document"]) == ("so-a", True, "12/BC")
    expect(page.get_by_role("button", name="Rút đề xuất Sở B")).to_be_visible()
    audit_both(page)


def test_an_address_that_cannot_be_read_leads_to_the_list_of_units(
    opened: Open, site: Site
) -> None:
    site.load()
    page = opened("unit/%")
    expect(page.locator(".standing tbody tr")).to_have_count(3)
    page.goto("/units#/windows")
    expect(page.locator("ol.every-window")).to_be_visible()
    page.goto("/units#/%")
    expect(page.locator(".standing tbody tr")).to_have_count(3)
