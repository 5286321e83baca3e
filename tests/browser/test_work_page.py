"""The workspace of a unit's officers, over the application in this very process."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from chalicelib import clock as real_clock
from chalicelib.actions.evidence import inspecting
from chalicelib.domain.instants import to_text
from tests import unit_story
from tests.api.conftest import Clock, Prepare, clock, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office, cut
from tests.browser.unit_desk import saved
from tests.documents import books, drawn_images, signing
from tests.fake_aws import Aws
from tests.site import PASSWORD, Site
from tests.small_round import ROUND, document
from tests.survey_story import LATER
from tests.unit_story import approve, attach, complete, save, send, sheet, upload_report

__all__ = ["clock", "site"]
EDITOR, COLLEAGUE = "so-a-1@example.test", "so-a-2@example.test"
OPS = f"/api/ops/rounds/{ROUND}"
Enter = Callable[..., Page]


@pytest.fixture
def changed(request: pytest.FixtureRequest) -> Any:
    """Another document of the round, where a test is given one."""
    return getattr(request, "param", None)


@pytest.fixture
def office(site: Site, changed: Any, prepare: Prepare) -> Office:
    """The round is loaded, units assess themselves, and so-a has two editors."""

    def steps() -> None:
        site.load(changed)
        site.open("self_assessment", to_text(LATER))
        site.editor()
        site.editor(number=2)

    if changed:
        steps()
    else:
        prepare(steps)
    return Office(site)


@pytest.fixture
def enter(office: Office, chromium: Browser) -> Iterator[Enter]:
    """Opens a place of the workspace as the first editor, or as the officer with an address."""
    with office.visits(chromium) as visit:
        yield lambda place="", email=EDITOR, width=WIDTHS[0]: visit(f"/work#/{place}", email, width)


def disable(site: Site, email: str, disabled: bool) -> None:
    accounts = site.done("GET", f"{OPS}/accounts", token=site.by_ops)["accounts"]
    (sub,) = [each["sub"] for each in accounts if each["email"] == email]
    act = "disable" if disabled else "enable"
    site.done("POST", f"{OPS}/accounts/{sub}/{act}", {"reason": "thử"}, site.by_ops)


def in_thirds() -> dict[str, Any]:
    """The round with two leaves whose points need not end after two decimals."""
    made = document()
    first, second = made["indexes"][0]["areas"][0]["criteria"][0]["leaves"]
    first["rule"] = second["rule"] = {"type": "ratio"}
    return made


@pytest.mark.parametrize("changed", [in_thirds()], indirect=True)
def test_the_points_of_an_area_are_added_up_exactly_and_rounded_once(
    enter: Enter, site: Site
) -> None:
    two_thirds, a_third = (
        {"numerator": "2", "denominator": "3"},
        {"numerator": "1", "denominator": "3"},
    )
    assert (
        save(
            site,
            {"leaf": "1.1.1", "version": 0, "value": two_thirds},
            {"leaf": "1.1.2", "version": 0, "value": a_third},
        ).status
        == 200
    )  # 0.67 and 0.67 of 1 and 2 points
    expect(enter().locator(".area-head").first).to_contain_text("1,33 / 4,50 điểm")


def test_the_deadline_goes_by_the_servers_clock_and_what_is_not_the_units_to_fill_is_said(
    enter: Enter, audit: Audit
) -> None:
    page = enter()
    expect(page.locator(".deadline")).to_contain_text(
        re.compile(r"còn (1 giờ|5\d phút).*, đến 13:00 20/11/2026")
    )
    areas = page.locator(".area-head")
    expect(areas.first).to_contain_text("0,00 / 4,50 điểm0 / 3 xong")
    expect(areas.last).to_contain_text("Đơn vị không phải nhập")
    audit(page)


def test_what_cannot_be_saved_is_one_click_away(enter: Enter) -> None:
    page = enter("leaf/1.1.2")
    page.locator("#in-numerator").fill("3x")
    page.goto("/work#/finish")
    page.locator(".save").get_by_role("link", name="1 tiêu chí chưa lưu được: xem lại").click()
    expect(page.locator("#value-wrong")).to_contain_text("“3x” không đọc được là một số")


def test_two_people_on_a_text_of_the_report_see_both_and_lose_neither(
    enter: Enter, site: Site, audit: Audit
) -> None:
    page = enter("finish")
    save(
        site,
        {"leaf": "report:difficulties", "explanation": "Thiếu người.", "version": 0},
        token=site.editor(number=2),
    )
    page.get_by_label("Khó khăn, vướng mắc").fill("Thiếu kinh phí.")
    asked = page.locator(".conflict")
    expect(asked).to_contain_text("“Thiếu kinh phí.”")
    expect(asked).to_contain_text("Của Cán bộ thử")
    expect(asked).to_contain_text("“Thiếu người.”")
    expect(asked).not_to_contain_text("để trống")
    audit(page)
    asked.get_by_role("button", name="Lưu giá trị của tôi").click()
    expect(asked).not_to_be_attached()
    saved(page)
    assert sheet_of(site)["report:difficulties"] == ("Thiếu kinh phí.", EDITOR)


def test_keeping_a_colleagues_value_loses_nothing_that_only_the_other_wrote(
    enter: Enter, site: Site
) -> None:
    page = enter("leaf/1.1.2")
    save(
        site,
        {"leaf": "1.1.2", "value": {"numerator": "20", "denominator": "40"}, "version": 0},
        token=site.editor(number=2),
    )
    page.locator("#in-numerator").fill("30")
    page.locator("#explanation").fill("Chỉ tôi viết giải trình.")
    page.locator("#in-denominator").fill("40")
    page.get_by_role("button", name="Giữ giá trị của họ").click()
    saved(page)
    expect(page.locator("#in-numerator")).to_have_value("20")
    kept = sheet(site)["entries"]["1.1.2"]
    assert (kept["value"]["numerator"], kept["explanation"]) == ("20", "Chỉ tôi viết giải trình.")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_reopened_sheet_says_until_when_and_why_and_keeps_its_receipt_in_sight(
    enter: Enter, site: Site, aws: Aws, audit: Audit, width: int
) -> None:
    receipt = send(site, aws, signing.plain())
    page = enter("finish", width=width)
    expect(page.get_by_text("Đã gửi đúng hạn")).to_be_visible()
    body = {"until": "2026-11-20T08:00:00Z", "reason": "bổ sung số liệu"}
    site.done("POST", f"{OPS}/units/so-a/windows/self_assessment/open", body, site.by_ops)
    page.reload()
    told = page.locator(".notice").first
    expect(told).to_contain_text("mở lại để sửa, đến 15:00 20/11/2026. Lý do: bổ sung số liệu.")
    expect(told).to_contain_text(
        f"Biên nhận {receipt['receipt']}: gửi đúng hạn, 12:00 ngày 20/11/2026"
    )
    expect(page.locator(".stages .notice")).to_contain_text("chưa sửa gì")
    with page.expect_download() as kept:
        told.get_by_role("button", name="Tải biên nhận").click()
    assert check(site, json.loads(Path(kept.value.path()).read_text()))
    audit(page)


def test_what_was_not_saved_when_the_sheet_was_sent_is_never_saved_by_itself(
    enter: Enter, site: Site, aws: Aws, audit: Audit
) -> None:
    page = enter("leaf/1.2")
    count, asked, path = (
        page.locator("#in-count"),
        page.locator(".conflict"),
        f"**/api/units/{ROUND}/so-a/sheet",
    )
    with cut(page, path):
        count.fill("2")
        expect(page.locator(".save")).to_contain_text("thử lại")
        send(site, aws, signing.plain())
    page.reload()
    expect(count).to_have_value("3")
    expect(asked).to_contain_text("Phiếu đã gửi lúc 12:00 ngày 20/11/2026, không có nội dung này.")
    expect(asked.get_by_role("button")).to_have_text(["Bỏ nội dung chưa lưu"])
    audit(page)
    body = {"until": "2026-11-20T08:00:00Z", "reason": "bổ sung số liệu"}
    site.done("POST", f"{OPS}/units/so-a/windows/self_assessment/open", body, site.by_ops)
    page.reload()
    expect(asked.locator(".sides")).to_contain_text(re.compile("2.*Đang lưu trong phiếu.*3"))
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".save")).to_contain_text("1 tiêu chí chưa lưu được")
    assert sheet(site)["entries"]["1.2"]["value"] == {"count": 3}
    asked.get_by_role("button", name="Lưu giá trị của tôi").click()
    saved(page)
    assert sheet(site)["entries"]["1.2"]["value"] == {"count": "2"}


def test_a_lost_line_that_comes_back_after_the_sheet_was_sent_and_reopened_saves_nothing_unasked(
    enter: Enter, site: Site, aws: Aws
) -> None:
    page = enter("leaf/1.2")
    path = f"**/api/units/{ROUND}/so-a/sheet"
    with cut(page, path):
        page.locator("#in-count").fill("2")
        expect(page.locator(".save")).to_contain_text("thử lại")
        send(site, aws, signing.plain())
        body = {"until": "2026-11-20T08:00:00Z", "reason": "bổ sung số liệu"}
        site.done("POST", f"{OPS}/units/so-a/windows/self_assessment/open", body, site.by_ops)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".conflict")).to_contain_text("không có nội dung này")
    assert sheet(site)["entries"]["1.2"]["value"] == {"count": 3}
    page.get_by_role("button", name="Giữ giá trị đang lưu").click()
    expect(page.locator("#in-count")).to_have_value("3")


def test_a_sheet_that_was_opened_again_is_sent_again_from_the_same_page(
    enter: Enter, site: Site, aws: Aws, clock: Clock
) -> None:
    unit_story.complete(site, aws, signing.plain())
    for number in (1, 2):
        unit_story.approve(site, f"approve-{number}")
        unit_story.upload_report(site, aws, signing.plain())
        if number == 1:
            page = enter("finish")
        else:
            clock.pass_(minutes=1)
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.get_by_role("button", name="Kiểm tra lần cuối trước khi gửi").click()
        page.get_by_role("button", name="Gửi đi").click()
        expect(page.get_by_text("Đã gửi đúng hạn")).to_be_visible()
        assert (
            len(site.done("GET", f"{unit_story.UNIT}/receipts", token=site.editor())["receipts"])
            == number
        )
        body = {"until": "2026-11-20T08:00:00Z", "reason": "bổ sung số liệu"}
        site.done("POST", f"{OPS}/units/so-a/windows/self_assessment/open", body, site.by_ops)


def reopen(site: Site) -> None:
    body = {"until": "2026-11-20T08:00:00Z", "reason": "bổ sung số liệu"}
    site.done("POST", f"{OPS}/units/so-a/windows/self_assessment/open", body, site.by_ops)


def ready(site: Site, aws: Aws, save_id: str = "approve-1") -> None:
    """Approve what is complete, and sign it."""
    approve(site, save_id)
    upload_report(site, aws, signing.plain())


def submit_in(page: Page) -> None:
    page.get_by_role("button", name="Kiểm tra lần cuối trước khi gửi").click()
    page.get_by_role("button", name="Gửi đi", exact=True).click()


def test_the_receipt_is_shown_though_nothing_can_be_loaded_after_it(
    enter: Enter, site: Site, aws: Aws
) -> None:
    complete(site, aws, signing.plain())
    ready(site, aws)
    page = enter("finish")
    page.get_by_role("button", name="Kiểm tra lần cuối trước khi gửi").click()
    page.route(
        f"**{unit_story.UNIT}**",
        lambda route: route.abort() if route.request.method == "GET" else route.fallback(),
    )
    page.get_by_role("button", name="Gửi đi", exact=True).click()
    expect(page.get_by_text("Đã gửi đúng hạn")).to_be_visible()
    expect(page.get_by_alt_text("Mã QR của biên nhận")).to_be_visible()


def test_nothing_is_submitted_while_something_typed_is_not_saved(
    enter: Enter, site: Site, aws: Aws
) -> None:
    complete(site, aws, signing.plain())
    ready(site, aws)
    page = enter("finish")
    page.get_by_role("button", name="Kiểm tra lần cuối trước khi gửi").click()
    submit = page.get_by_role("button", name="Gửi đi", exact=True)
    expect(submit).to_be_enabled()
    page.route("**/so-a/sheet", lambda route: route.abort())
    page.get_by_label("Khó khăn, vướng mắc").fill("Thiếu người.")
    expect(submit).to_be_disabled()
    expect(page.locator(".save")).to_contain_text("thử lại")
    expect(submit).to_be_disabled()


def test_after_a_lost_reply_the_next_approval_is_submitted_anew(
    enter: Enter, site: Site, aws: Aws, clock: Clock
) -> None:
    complete(site, aws, signing.plain())
    ready(site, aws)
    page = enter("finish")

    def lose(route: Route) -> None:
        site.done("POST", f"{unit_story.UNIT}/submit", route.request.post_data_json, site.editor())
        route.abort()

    page.route("**/submit", lose)
    submit_in(page)
    expect(page.get_by_role("alert")).to_contain_text("Mất kết nối")
    page.unroute("**/submit")
    reopen(site)
    clock.pass_(minutes=1)
    ready(site, aws, "approve-2")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("button", name="Gửi đi", exact=True)).to_have_count(0)
    submit_in(page)
    expect(page.get_by_text("Đã gửi đúng hạn")).to_be_visible()
    receipts = site.done("GET", f"{unit_story.UNIT}/receipts", token=site.editor())["receipts"]
    assert [each["state"] for each in receipts] == ["stands", "replaced"]


def test_unusable_files_are_not_offered_or_counted_and_a_scanned_report_is_called_one(
    enter: Enter, site: Site, aws: Aws, audit: Audit
) -> None:
    complete(site, aws, signing.plain())
    attach(site, aws, signing.plain()[:-200], ["1.1.1"], "Cắt cụt.pdf")
    for stored in aws.client("s3").list_object_versions(Bucket=aws.environment["EVIDENCE_BUCKET"])[
        "Versions"
    ]:
        inspecting.inspect(stored["Key"], stored["VersionId"], real_clock.now())
    page = enter("leaf/2.2")
    expect(page.locator("#share option")).to_have_text(
        ["Chọn tệp…", "Kế hoạch số 12.pdf (1.1.1, 1.1.2)"]
    )
    approve(site)
    upload_report(site, aws, signing.plain())
    page = enter("finish")
    expect(page.locator(".stages")).to_contain_text("Báo cáo này không có chữ ký số (bản quét)")
    page.get_by_role("button", name="Kiểm tra lần cuối trước khi gửi").click()
    expect(page.locator(".rows").first).to_contain_text("1 tệp, 1 KB; 1 tệp khác không được tính")
    audit(page)


def test_images_are_offered_and_shown_as_reference_and_a_photo_that_no_program_opens_is_not_sent(
    enter: Enter, site: Site, aws: Aws, audit: Audit
) -> None:
    photo = drawn_images.jpeg(drawn_images.exif())
    attach(site, aws, photo, ["1.1.1"], "Biển hiệu.jpg", "image/jpeg")
    for stored in aws.client("s3").list_object_versions(Bucket=aws.environment["EVIDENCE_BUCKET"])[
        "Versions"
    ]:
        inspecting.inspect(stored["Key"], stored["VersionId"], real_clock.now())
    page = enter("leaf/1.1.1")
    shown = page.locator(".file")
    expect(shown.locator(".tag")).to_have_text("chỉ để tham khảo")
    expect(shown).to_contain_text("Ảnh chỉ để tham khảo: vẫn cần tài liệu PDF hoặc giải trình.")
    shown.get_by_text("Kết quả kiểm tra").click()
    expect(shown.locator(".verdicts")).to_contain_text("Vị trí chụp")
    shown.get_by_text("Ghi số, ngày, nơi ban hành").click()
    expect(shown.get_by_role("checkbox")).to_have_count(0)
    accepted = page.locator("#files").get_attribute("accept") or ""
    assert "image/jpeg" in accepted and "heic" not in accepted
    page.locator("#files").set_input_files(
        {"name": "IMG_0001.HEIC", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic"}
    )
    expect(page.locator(".file.refused")).to_contain_text("lưu ảnh (như HEIC) thành JPEG")
    audit(page)


def test_a_file_found_bad_after_it_was_sent_is_replaced_on_its_own_place(
    enter: Enter, site: Site, aws: Aws, audit: Audit, clock: Clock
) -> None:
    bucket = aws.environment["EVIDENCE_BUCKET"]

    def store(route: Route) -> None:
        """What the bucket does with a form."""
        sent = route.request.post_data_buffer or b""
        found = re.search(rb'name="key"\r\n\r\n([^\r]+)', sent)
        assert found is not None
        key = found[1].decode()
        aws.client("s3").put_object(Bucket=bucket, Key=key, Body=signing.plain())
        route.fulfill(status=204, headers={"Access-Control-Allow-Origin": "*"})

    complete(site, aws, signing.plain())
    bad = attach(site, aws, signing.plain()[:-200], ["1.2"], "Cắt cụt.pdf").json
    approve(site)
    upload_report(site, aws, signing.plain())
    receipt = unit_story.submit(site).json
    clock.pass_(minutes=5)
    inspecting.inspect(f"{ROUND}/so-a/{bad['evidence']}", bad["version_id"], real_clock.now())
    page = enter("leaf/1.2")
    page.route(re.compile(re.escape(bucket)), store)
    shown = page.locator(".file", has_text="Cắt cụt.pdf")
    expect(shown).to_contain_text("được thay một lần")
    other: FilePayload = {
        "name": "Bản đầy đủ.pdf",
        "mimeType": "application/pdf",
        "buffer": signing.plain(),
    }
    shown.locator("input[type=file]").set_input_files(other)
    expect(shown.locator(".replacement")).to_contain_text("Bản đầy đủ.pdf")
    expect(shown.locator(".replacement .tag")).to_have_text("đang kiểm tra")
    expect(shown.locator("input[type=file]")).to_have_count(0)
    audit(page)
    assert check(site, receipt)


def check(site: Site, receipt: dict[str, Any]) -> bool:
    told = site.done("POST", "/public/v1/receipts/check", receipt)
    return bool(told["valid"] and told["unchanged"])


def test_the_history_of_a_leaf_tells_who_when_from_what_to_what(
    enter: Enter, site: Site, audit: Audit
) -> None:
    save(site, {"leaf": "1.1.2", "version": 0, "value": {"numerator": "30", "denominator": "40"}})
    save(
        site,
        {"leaf": "1.1.2", "version": 1, "explanation": "vì thế", "estimated": True},
        save_id="save-0002",
    )
    page = enter("leaf/1.1.2")
    page.get_by_text("Lịch sử thay đổi").click()
    steps = page.locator(".history > li")
    expect(steps).to_have_count(2)
    expect(steps.first).to_contain_text("12:00 ngày 20/11/2026 · Cán bộ thử")
    expect(steps.first).to_contain_text("Giải trình(để trống) →thành “vì thế”")
    expect(steps.first).to_contain_text("Ước tínhkhông →thành có")
    expect(steps.last).to_contain_text("Số liệu(để trống) →thành Tử số: 30; Mẫu số: 40")
    expect(page.locator(".history")).not_to_contain_text("@")
    audit(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_typed_after_the_sign_in_ended_is_kept_and_saved_after_the_next_one(
    enter: Enter, office: Office, site: Site, audit: Audit, width: int
) -> None:
    page = enter("leaf/1.1.2", width=width)
    disable(site, EDITOR, disabled=True)
    office.end(page.context)
    page.locator("#in-numerator").fill("30")
    page.locator("#in-denominator").fill("40")
    told = page.locator(".ended")
    expect(told).to_contain_text("Phiên đăng nhập đã kết thúc. Tài khoản đã bị khóa")
    expect(told).to_contain_text("Không mất gì")
    expect(page.locator(".save")).to_contain_text("còn giữ trên máy này: đăng nhập lại")
    audit(page)
    page.locator("#explanation").fill("Gõ tiếp sau khi bị đăng xuất.")
    disable(site, EDITOR, disabled=False)
    told.get_by_role("link", name="Đăng nhập lại").click()
    page.get_by_label("Địa chỉ thư công vụ").fill(EDITOR)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("#leaf-title")).to_contain_text("1.1.2")
    saved(page)
    kept = sheet(site)["entries"]["1.1.2"]
    assert kept["value"] == {"numerator": "30", "denominator": "40"}
    assert kept["explanation"] == "Gõ tiếp sau khi bị đăng xuất."


def test_a_sign_in_on_another_tab_lets_the_first_go_on_but_not_under_another_name(
    enter: Enter, office: Office, site: Site
) -> None:
    page = enter("leaf/1.1.2")
    disable(site, EDITOR, disabled=True)
    office.end(page.context)
    page.locator("#explanation").fill("Của người thứ nhất.")
    expect(page.locator(".ended")).to_be_visible()
    other = page.context.new_page()
    for email, password in ((COLLEAGUE, PASSWORD), (EDITOR, PASSWORD)):
        other.goto("/signin")
        other.get_by_label("Địa chỉ thư công vụ").fill(email)
        other.get_by_label("Mật khẩu").fill(password)
        other.get_by_role("button", name="Đăng nhập").click()
        expect(other.locator(".who")).to_contain_text("Cán bộ thử")
        page.bring_to_front()
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        if email == COLLEAGUE:
            expect(page.locator(".ended")).to_contain_text(f"bằng tài khoản {COLLEAGUE}")
            assert "1.1.2" not in sheet_of(site)
            disable(site, EDITOR, disabled=False)
    expect(page.locator(".ended")).not_to_be_attached()
    saved(page)
    assert sheet_of(site)["1.1.2"] == ("Của người thứ nhất.", EDITOR)


def sheet_of(site: Site) -> dict[str, tuple[str, str]]:
    shown = site.done("GET", f"/api/units/{ROUND}/so-a/sheet", token=site.editor(number=2))[
        "entries"
    ]
    return {code: (entry["explanation"], entry["saved_by"]) for code, entry in shown.items()}


def bring(page: Page, content: bytes, cells: dict[str, Any]) -> None:
    filled: FilePayload = {
        "name": "Bảng đã điền.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": books.fill(content, cells),
    }
    page.locator("#workbook").set_input_files(filled)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_workbook_shows_what_a_colleague_changed_and_asks_leaf_by_leaf(
    enter: Enter, site: Site, audit: Audit, width: int
) -> None:
    content = site.call("GET", f"/api/units/{ROUND}/so-a/workbook", token=site.editor()).body
    first, explanation, estimated = books.AT.first_input, books.AT.explanation, books.AT.estimated
    cell = partial(books.place, content)
    theirs = site.editor(number=2)
    save(
        site,
        {"leaf": "1.2", "value": {"count": 1}, "version": 0},
        {"leaf": "2.1.1", "value": {"breaches": 0}, "version": 0},
        token=theirs,
    )
    page = enter("workbook", width=width)
    bring(
        page,
        content,
        {
            cell("1.2", first): 3,
            cell("2.1.1", first): 2,
            cell("2.1.2", first): 1.25,
            cell("2.1.2", explanation): "Theo bảng tính",
            cell("2.1.2", estimated): "x",
        },
    )
    plain, button = page.locator(".changes"), page.get_by_role("button", name="Lưu")
    expect(plain).to_contain_text("Số điểm: 1,25")
    expect(plain).to_contain_text("1,25 / 2,50 điểm")
    expect(plain).to_contain_text("“Theo bảng tính”")
    expect(plain).to_contain_text("Ước tínhkhông →thành có")
    asked = page.locator("fieldset.conflict")
    expect(asked).to_have_count(2)
    expect(asked.first).to_contain_text("Lấy từ bảng tínhSố lượng: 3")
    expect(asked.first).to_contain_text("Giữ của Cán bộ thử, lưu lúc 12:00Số lượng: 1")
    expect(button).to_be_disabled()
    audit(page)
    asked.first.get_by_label("Lấy từ bảng tính").check()
    asked.last.get_by_label("Giữ của Cán bộ thử").check()
    save(
        site,
        {"leaf": "1.2", "value": {"count": 2}, "version": 1},
        save_id="save-0002",
        token=theirs,
    )
    button.click()  # somebody saved between the preview and this
    expect(page.get_by_text("có người vừa lưu tiêu chí 1.2")).to_be_visible()
    expect(asked.first).to_contain_text("Số lượng: 2")
    expect(asked.first.get_by_label("Lấy từ bảng tính")).not_to_be_checked()
    expect(asked.last.get_by_label("Giữ của Cán bộ thử")).to_be_checked()
    asked.first.get_by_label("Lấy từ bảng tính").check()
    page.get_by_role("button", name="Lưu 2 tiêu chí").click()
    expect(page.get_by_text("Đã lưu 2 tiêu chí từ bảng tính.")).to_be_visible()
    held = {code: entry["value"] for code, entry in sheet(site)["entries"].items()}
    assert held == {"1.2": {"count": "3"}, "2.1.1": {"breaches": 0}, "2.1.2": {"points": "1.25"}}


def asks_before_leaving(page: Page) -> bool:
    event = "new Event('beforeunload', {cancelable: true})"
    return page.evaluate(f"!dispatchEvent({event})") is True


def test_a_reply_in_a_case_stays_while_another_place_is_open_and_leaving_asks_first(
    enter: Enter,
) -> None:
    page = enter()
    step = {"kind": "note", "at": "2026-11-20T05:00:00Z", "text": "Xin giải trình."}
    until = "2026-11-25T05:00:00Z"
    shown = {"steps": [step | {"reply_until": until}], "reply_until": until}
    for case in ("case", "dishonesty"):
        page.route(f"**/so-a/{case}", lambda route: route.fulfill(json=shown))
    page.goto("/work#/case")
    field, other = page.locator("#reply-survey"), page.locator("#reply-dishonesty")
    field.click()
    assert not asks_before_leaving(page)
    field.fill("Không có can thiệp nào.")
    expect(other).to_have_value("")
    page.goto("/work#/documents")
    assert asks_before_leaving(page)
    page.goto("/work#/case")
    expect(field).to_have_value("Không có can thiệp nào.")
    answered = {"steps": [step], "reply_until": until}
    page.route("**/so-a/case/reply", lambda route: route.fulfill(json=answered))
    other.fill("Nhập nhầm kỳ.")
    page.get_by_role("button", name="Gửi giải trình").first.click()
    expect(field).to_have_value("")
    expect(other).to_have_value("Nhập nhầm kỳ.")
    other.fill("")
    assert not asks_before_leaving(page)


def test_a_contact_being_changed_stays_while_another_place_is_open_and_leaving_asks_first(
    enter: Enter,
) -> None:
    page = enter("team")
    page.get_by_role("button", name="Thêm đầu mối (Đầu mối kỹ thuật)").click()
    assert not asks_before_leaving(page)
    page.get_by_label("Họ và tên").fill("Trần Thị Mẫu")
    page.goto("/work#/documents")
    assert asks_before_leaving(page)
    page.goto("/work#/team")
    expect(page.get_by_label("Họ và tên")).to_have_value("Trần Thị Mẫu")
    page.get_by_label("Thư điện tử").fill("mau@example.test")
    page.get_by_label("Điện thoại di động").fill("0912345678")
    page.get_by_label("Chức vụ, bộ phận").fill("Chuyên viên")
    page.get_by_role("button", name="Lưu đầu mối").click()
    expect(page.locator(".person")).to_contain_text("Trần Thị Mẫu")
    assert not asks_before_leaving(page)


def test_what_the_browser_has_no_room_for_is_saved_all_the_same(enter: Enter, site: Site) -> None:
    page = enter("leaf/1.2")
    page.evaluate("void (Storage.prototype.setItem = () => { throw new DOMException('full'); })")
    page.route("**/so-a/sheet", lambda route: route.abort())
    page.locator("#in-count").fill("2")
    expect(page.locator(".save")).to_contain_text("Máy này không giữ được số liệu")
    page.unroute("**/so-a/sheet")
    page.evaluate("dispatchEvent(new Event('online'))")
    saved(page)
    assert sheet(site)["entries"]["1.2"]["value"] == {"count": "2"}


def test_a_supplement_that_is_opened_again_can_be_changed_in_the_same_page(
    enter: Enter, site: Site, aws: Aws, clock: Clock
) -> None:
    send(site, aws, signing.plain())
    site.open("appraisal_first", "2026-11-20T05:30:00Z")
    clock.pass_(minutes=31)
    site.open("supplement", "2026-11-20T07:00:00Z")
    page = enter("supplement/1.1.2")
    expect(page.get_by_label("Giải trình")).to_be_enabled()
    site.close("supplement")
    clock.pass_(minutes=1)
    page.get_by_label("Giải trình").fill("Có thêm văn bản.")
    expect(page.locator(".save")).to_contain_text("Chưa lưu")
    expect(page.get_by_label("Giải trình")).to_be_disabled()
    site.open("supplement", "2026-11-20T08:00:00Z")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_label("Giải trình")).to_be_enabled()
    saved(page)
    kept = site.done("GET", f"{unit_story.UNIT}/supplement/sheet", token=site.editor())
    assert kept["entries"]["1.1.2"]["explanation"] == "Có thêm văn bản."
