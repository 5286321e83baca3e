"""A unit's people at work in their browsers against the deployed system."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from infra.demo.pdfs import scanned_pdf
from tests.browser.unit_desk import UnitDesk, go_to, leaf, saved, type_in
from tests.documents import books, signing

if TYPE_CHECKING:
    from infra.local.stack import Stack
    from tests.browser.conftest import Audit

BROKEN = signing.tampered()  # made before a browser runs: signing needs an event loop of its own


def pdf(name: str) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": scanned_pdf(name, name, 1)}


def test_a_newcomer_fills_the_sheet_and_it_is_approved_signed_and_sent(
    chromium: Browser, stack: Stack, audit: Audit
) -> None:
    desk = UnitDesk(stack, chromium)
    desk.begin(("mot", "editor"), ("lanh-dao", "leader"))
    page = desk.sign_in("mot")
    audit(page)
    _fill(page, audit)
    _attach(page)
    leader = desk.sign_in("lanh-dao", 360)
    _approve(leader, audit)
    _send(page, audit)
    _refused(page)
    desk.end_first_appraisal()
    _supplement(page, audit)
    assert desk.problems == []


def _fill(page: Page, audit: Audit) -> None:
    leaf(page, "1.1.1")
    page.get_by_text("cham", exact=True).click()
    expect(page.locator(".score")).to_contain_text("0,50 / 1,00")
    saved(page)
    audit(page)
    type_in(page, "1.1.2", numerator="36", denominator="40")
    expect(page.locator(".score")).to_contain_text("1,80 / 2,00")
    page.locator("#in-denominator").fill("0")
    expect(page.locator("#value-wrong")).to_contain_text("mẫu số bằng 0")
    type_in(page, "1.1.2", denominator="30")
    expect(page.locator("#value-doubt")).to_have_text("Tử số lớn hơn mẫu số; xin kiểm tra lại.")
    audit(page)
    type_in(page, "1.1.2", denominator="40")
    expect(page.locator("#value-doubt")).to_have_count(0)
    _import(page)
    type_in(page, "2.1.1", breaches="1")
    type_in(page, "2.1.2", points="1,25")
    type_in(page, "2.1.3", a="5", b="4")
    expect(page.get_by_label("Số đã xử lý (a)")).to_have_value("5")
    expect(page.locator(".formula li").first).to_have_text("điểm tối đa nếu a ÷ b ≥ 0,9")
    expect(page.locator(".formula li").last).to_have_text(
        "điểm tối đa × a ÷ b trong các trường hợp còn lại"
    )
    expect(page.locator("#value-doubt")).to_have_text(
        "Số đã xử lý (a) lớn hơn “Số phải xử lý”; xin kiểm tra lại."
    )
    go_to(page, "Phê duyệt và gửi")
    expect(page.locator(".doubt")).to_contain_text(
        "2.1.3 Số đã xử lý: lớn hơn “Số phải xử lý”; xin kiểm tra lại"
    )
    go_to(page, "Phiếu tự đánh giá")
    type_in(page, "2.1.3", a="1", b="4")
    expect(page.locator(".score")).to_contain_text("0,25 / 1,00")
    for code in ("2.1.2", "2.2"):
        leaf(page, code)
        page.get_by_label("Giải trình").fill("Đã gửi bản giấy theo công văn.")
        saved(page)


def _import(page: Page) -> None:
    go_to(page, "Bảng tính")
    with page.expect_download() as started:
        page.get_by_role("button", name="Tải bảng tính về").click()
    content = Path(started.value.path()).read_bytes()
    cell = books.place(content, "1.2", books.AT.first_input)
    above = books.place(content, "1.1.2", books.AT.first_input)
    for cells, told in (
        ({cell: 1.5}, cell),
        ({above: 41}, f"{above} (1.1.2): Tử số: lớn hơn mẫu số"),
        ({cell: 3}, "1 thay đổi"),
    ):
        filled: FilePayload = {
            "name": "Bảng đã điền.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": books.fill(content, cells),
        }
        page.locator("#workbook").set_input_files(filled)
        expect(page.locator(".panel section")).to_contain_text(told)
    page.get_by_role("button", name="Lưu 1 tiêu chí").dblclick()
    expect(page.get_by_text("Đã lưu 1 tiêu chí từ bảng tính.")).to_be_visible()
    go_to(page, "Phiếu tự đánh giá")


def _attach(page: Page) -> None:
    leaf(page, "1.1.1")
    page.locator("#files").set_input_files([pdf("Kế hoạch số 12.pdf"), pdf("Báo cáo quý IV.pdf")])
    expect(page.locator(".file .name")).to_have_count(2)
    wrong: FilePayload = {
        "name": "Bảng kê.pdf",
        "mimeType": "application/pdf",
        "buffer": b"MZ not one",
    }
    page.locator("#files").set_input_files(wrong)
    expect(page.locator(".file .wrong, .file.quarantined .wrong").first).to_be_visible()
    leaf(page, "1.1.2")
    page.locator("#share").select_option(index=1)
    expect(page.locator(".file .name")).to_have_count(1)
    expect(page.locator(".strip .done")).to_contain_text("7 / 7")


def _approve(leader: Page, audit: Audit) -> None:
    go_to(leader, "Phê duyệt và gửi")
    leader.get_by_role("button", name="Phê duyệt phiếu tự đánh giá này").dblclick()
    expect(leader.get_by_alt_text("Mã QR của bản đã phê duyệt")).to_be_visible()
    expect(leader.locator(".summary")).to_have_count(0)
    audit(leader)


def _send(page: Page, audit: Audit) -> None:
    page.reload()
    go_to(page, "Phê duyệt và gửi")
    broken: FilePayload = {"name": "Bị sửa.pdf", "mimeType": "application/pdf", "buffer": BROKEN}
    page.locator("#report").set_input_files(broken)
    expect(page.locator(".summary")).to_contain_text("Chữ ký số không còn khớp")
    page.locator("#report").set_input_files(pdf("Báo cáo đã ký.pdf"))
    expect(page.get_by_text("Báo cáo đã ký.pdf ·")).to_be_visible()
    page.get_by_role("button", name="Kiểm tra lần cuối trước khi gửi").click()
    expect(page.locator(".rows").first).to_contain_text("6,05")
    audit(page)
    page.get_by_role("button", name="Gửi đi", exact=True).click()
    expect(page.get_by_text("Đã gửi đúng hạn")).to_be_visible()
    expect(page.get_by_alt_text("Mã QR của biên nhận")).to_be_visible()
    audit(page)
    page.get_by_role("link", name="Kiểm tra biên nhận").click()
    expect(
        page.get_by_role("heading", name="Đúng: bản đang được thẩm định chính là bản đã gửi")
    ).to_be_visible()
    page.go_back()


def _refused(page: Page) -> None:
    go_to(page, "Phiếu tự đánh giá")
    leaf(page, "1.1.2")
    expect(page.locator("#in-numerator")).to_be_disabled()
    expect(page.locator(".panel .notice").first).to_contain_text("đã gửi đi")


def _supplement(page: Page, audit: Audit) -> None:
    page.reload()
    go_to(page, "Bổ sung")
    audit(page)
    page.get_by_role("link", name="1.1.2").click()
    page.get_by_label("Giải trình").fill("Có thêm kế hoạch đã ký.")
    saved(page)
    page.locator("#files").set_input_files(pdf("Kế hoạch đã ký.pdf"))
    expect(page.locator(".file .name")).to_have_count(1)
    audit(page)
    page.get_by_role("link", name="← Tất cả tiêu chí").click()
    expect(page.get_by_role("row", name="1.1.2")).to_contain_text("giải trình, 1 tệp")


def test_two_people_on_one_leaf_see_both_values_and_lose_neither(
    chromium: Browser, stack: Stack
) -> None:
    desk = UnitDesk(stack, chromium)
    desk.begin(("mot", "editor"), ("hai", "editor"))
    one, two = desk.sign_in("mot"), desk.sign_in("hai")
    leaf(one, "1.1.2")
    leaf(two, "1.1.2")
    one.locator("#in-numerator").fill("30")
    one.locator("#in-denominator").fill("40")
    saved(one)
    two.locator("#in-numerator").fill("20")
    two.locator("#in-denominator").fill("40")
    expect(two.locator(".conflict")).to_contain_text("Tử số: 20; Mẫu số: 40")
    expect(two.locator(".conflict")).to_contain_text("Tử số: 30; Mẫu số: 40")
    expect(two.locator(".conflict")).to_contain_text("Của Cán bộ mot, lưu lúc")
    two.get_by_role("button", name="Giữ giá trị của họ").click()
    expect(two.locator("#in-numerator")).to_have_value("30")
    one.locator("#explanation").fill("Một viết giải trình.")
    saved(one)
    two.locator("#in-numerator").fill("38")  # another part of the leaf: nobody has to choose
    saved(two)
    one.reload()
    expect(one.locator("#in-numerator")).to_have_value("38")
    expect(one.locator("#explanation")).to_have_value("Một viết giải trình.")
    assert desk.problems == []


def test_what_is_typed_without_a_connection_is_kept_and_saved_later(
    chromium: Browser, stack: Stack
) -> None:
    desk = UnitDesk(stack, chromium)
    desk.begin(("mot", "editor"))
    page = desk.sign_in("mot")
    leaf(page, "1.2")
    page.context.set_offline(True)
    page.locator("#in-count").fill("2")
    expect(page.locator(".save")).to_contain_text("đang thử lại")
    page.context.set_offline(False)
    saved(page)
    page.reload()
    expect(page.locator("#in-count")).to_have_value("2")
    _take_back(page)
    assert desk.problems == []


def _take_back(page: Page) -> None:
    """What is taken back while its save is on its way is what stands in the end."""
    under_way: list[Route] = []
    page.route(
        "**/so-a/sheet",
        lambda route: (
            under_way.append(route)
            if route.request.method == "POST" and not under_way
            else route.continue_()
        ),
    )
    page.locator("#in-count").fill("3")
    expect(page.locator(".save")).to_contain_text("đang lưu", ignore_case=True)
    page.locator("#in-count").fill("2")
    under_way[0].continue_()
    saved(page)
    page.reload()
    expect(page.locator("#in-count")).to_have_value("2")
