"""The council's result: the secretariat releases it, the unit reads and prints it, on a desk and on
a phone.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import evidence, replacements, sheets
from tests.api.conftest import OPS, SECRETARY, Clock, Prepare, clock, site
from tests.browser.conftest import Audit
from tests.browser.in_process import Office
from tests.documents import signing
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import NOW, ROUND, VALUES, document
from tests.unit_story import UNIT, send

__all__ = ["clock", "site"]
CHAIR = "chu-tich@example.test"
MEMBER, EDITOR = "hoi-dong@example.test", "so-a-1@example.test"
WIDTHS = (1280, 390)
Visit = Callable[[str, str, int], Page]
REASON = "Kế hoạch ban hành sau ngày 31/01 nên chỉ đạt mức chậm; xem Công văn số 15. " * 3


@pytest.fixture
def appraised(site: Site, aws: Aws, clock: Clock, prepare: Prepare) -> Site:
    """so-a was appraised twice, with a supplement between the passes; both passes are over."""

    def steps() -> None:
        site.load({**document(), "objection_days": 5})
        site.open("self_assessment", "2026-11-20T06:00:00Z")
        send(site, aws, signing.plain())
        appraise(site, 1, "06:00", {"1.2": {"count": 2}, "1.1.1": VALUES["1.1.1"]})
        clock.pass_(minutes=61)
        site.open("supplement", "2026-11-20T07:00:00Z")
        entry = {"leaf": "1.2", "explanation": "Xem quyết định số 3", "version": 0}
        body = {"save_id": "supplement-1", "entries": [entry]}
        site.done("POST", f"{UNIT}/supplement/sheet", body, site.editor())
        clock.pass_(hours=1)
        appraise(site, 2, "08:00", {"1.2": {"count": 3}})
        clock.pass_(hours=1)
        site.account(SECRETARY, "secretariat")

    prepare(steps)
    return site


def appraise(site: Site, number: int, until: str, values: dict[str, object]) -> None:
    site.open("appraisal_first" if number == 1 else "appraisal_final", f"2026-11-20T{until}:00Z")
    entries = [
        {"leaf": leaf, "value": value, "comment": REASON, "version": 0}
        for leaf, value in values.items()
    ]
    body = {"save_id": f"appraise-{number}", "pass": number, "entries": entries}
    token = site.account(MEMBER, "council")
    site.done("POST", f"/api/council/{ROUND}/so-a/appraisals", body, token)


def release(site: Site, number: int) -> None:
    path, token = f"/api/council/{ROUND}/releases", site.account(SECRETARY, "secretariat")
    seen = site.done("GET", path, token=token)
    waiting = {(one["pass"], one["index"]): one["waiting"] for one in seen["passes"]}
    body = {
        "pass": number,
        "indexes": ["departments"],
        "waiting": waiting[number, "departments"],
        "version": seen["version"],
        "reason": "Biên bản số 5",
    }
    site.done("POST", path, body, token)


@pytest.fixture
def visit(site: Site, chromium: Browser) -> Iterator[Visit]:
    with Office(site).visits(chromium) as open_:
        yield open_


@pytest.mark.parametrize("width", WIDTHS)
def test_the_secretariat_confirms_what_is_missing_and_releases(
    appraised: Site, visit: Visit, audit: Audit, width: int
) -> None:
    page = visit("/council/releases", SECRETARY, width)
    first = page.locator("section", has=page.get_by_role("heading", name="Thẩm định lần 1"))
    expect(first).to_contain_text("12 / 14 lượt tiêu chí chưa có điểm")
    audit(page)
    first.get_by_role("button", name="Trả kết quả thẩm định lần 1…").first.click()
    page.get_by_label("Căn cứ").fill("Biên bản số 5")
    sure = first.locator("form.asked button.button").first
    sure.click()
    expect(page.get_by_text("Hãy đánh dấu xác nhận").first).to_be_visible()
    page.get_by_label("Tôi đã biết 12 lượt tiêu chí").check()
    audit(page)
    sure.click()
    expect(page.get_by_text("Đã trả kết quả cho đơn vị.")).to_be_visible()
    expect(first).to_contain_text(f"{SECRETARY}")
    first.get_by_text("Các lần đã trả (1)").click()
    expect(first).to_contain_text("Biên bản số 5")
    audit(page)


def test_a_member_reads_what_was_released_and_has_no_button(appraised: Site, visit: Visit) -> None:
    release(appraised, 1)
    page = visit("/council/releases", MEMBER, 1280)
    expect(page.get_by_text("Các lần đã trả (1)")).to_be_visible()
    expect(page.get_by_role("button", name="Trả")).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_unit_reads_both_results_side_by_side_with_every_reason(
    appraised: Site, visit: Visit, audit: Audit, width: int
) -> None:
    release(appraised, 1)
    release(appraised, 2)
    page = visit("/results", EDITOR, width)
    line = page.locator("tr.leaf", has_text="Tiêu chí 1.2")
    for text in ("1,50", "1,00", REASON.strip(), "Xem quyết định số 3"):
        expect(line).to_contain_text(text)
    expect(page.locator("tr.leaf", has_text="Tiêu chí 1.1.1")).to_contain_text("giữ như lần 1")
    expect(page.locator("tr.total")).to_contain_text("2,00")
    assert page.evaluate("document.querySelector('.scroll').scrollWidth <= innerWidth")
    audit(page)


def test_before_a_release_the_unit_reads_that_there_is_none(
    site: Site, clock: Clock, visit: Visit
) -> None:
    site.load()
    site.open("appraisal_first", "2026-11-20T05:30:00Z")
    clock.pass_(minutes=31)
    site.editor()
    page = visit("/results", EDITOR, 1280)
    expect(page.get_by_text("Hội đồng chưa trả kết quả")).to_be_visible()
    expect(page.locator("table")).to_have_count(0)
    expect(page.locator("#menu")).to_contain_text("Kết quả")


def test_it_prints_on_a4_without_the_page_s_own_parts(appraised: Site, visit: Visit) -> None:
    release(appraised, 2)
    page = visit("/results", EDITOR, 1280)
    expect(page.locator("tr.total")).to_be_visible()
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sizes = {
        (round(float(each.mediabox.width)), round(float(each.mediabox.height)))
        for each in printed.pages
    }
    assert sizes <= {(595, 842), (596, 842), (595, 841)}
    text = "".join("".join(each.extract_text().split()) for each in printed.pages)
    assert all(part in text for part in ("SởA", "Tổngcộng", "Lýdo", "giữnhưlần1"))
    assert all(part not in text for part in ("Inkếtquả", "Thôngbáo", "PARINDEX"))


def test_the_chair_confirms_on_a_phone_what_operations_staff_propose(
    site: Site, visit: Visit, audit: Audit
) -> None:
    site.load()
    site.account(CHAIR, "chair")
    out = {"kind": "exclusion", "unit": "so-b", "reason": "không trung thực"}
    path = f"/api/ops/rounds/{ROUND}/rulings"
    site.done("PUT", path, {"rulings": [out]}, site.by_ops)
    page = visit("/council/releases#/rulings", CHAIR, 390)
    expect(page.get_by_text("chưa nêu văn bản")).to_be_visible()
    audit(page)
    what = "Xác nhận Sở B: Không đánh giá, không xếp hạng"
    page.get_by_role("button", name=what, exact=True).click()
    audit(page)
    page.get_by_role("form").get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_text("Không có quyết định nào chờ xác nhận.")).to_be_visible()
    (kept,) = site.done("GET", path, token=site.by_ops)["rulings"]
    assert (kept["unit"], kept["confirmed_by"]) == ("so-b", CHAIR)


def test_a_unit_is_asked_about_its_figures_replies_and_the_case_is_printed(
    site: Site, visit: Visit, audit: Audit
) -> None:
    site.load()
    site.editor()
    site.by_ops  # noqa: B018  signs in, so that there is a password
    sheet = sheets.key(ROUND, "so-a", "supplement")
    sent = EvidenceFile("e1", "Kế hoạch.pdf", f"{sheet}/e1", EDITOR, NOW, ("1.2",), uploaded_at=NOW)
    evidence.put(sheet, replace(sent, removed_at=NOW, removed_by=EDITOR))
    other = replace(sent, id="e2", name="Kế hoạch (ký lại).pdf", replaces="e1")
    evidence.put(replacements.partition(sheet), other)
    ops = visit("/units#/dishonesty", OPS, 390)
    ops.get_by_label("Đơn vị", exact=True).select_option("so-a")
    ops.get_by_label("Mã tiêu chí").fill("1.2")
    ops.get_by_label("Nội dung phát hiện").fill("Số liệu khác báo cáo quý")
    ops.get_by_role("button", name="Mở hồ sơ").click()
    ops.get_by_role("link", name="Sở A").click()
    ops.get_by_role("button", name="Gửi đơn vị").click()
    ops.get_by_label("Nội dung", exact=True).fill("Đề nghị giải trình")
    audit(ops)
    ops.get_by_role("form").get_by_role("button", name="Gửi đơn vị").click()
    expect(ops.get_by_text("Đề nghị giải trình")).to_be_visible()
    page = visit("/work#/case", EDITOR, 390)
    page.get_by_label("Giải trình của đơn vị").fill("Đã nhập nhầm kỳ")
    audit(page)
    page.get_by_role("button", name="Gửi giải trình").click()
    expect(page.get_by_text("Đơn vị trả lời")).to_be_visible()
    ops.reload()
    ops.get_by_role("button", name="Không đánh giá, không xếp hạng").click()
    ops.get_by_label("Căn cứ, lý do").fill("Cố ý sai")
    ops.get_by_role("form").get_by_role("button", name="Không đánh giá").click()
    expect(ops.get_by_text("chờ người thứ hai xác nhận")).to_be_visible()
    audit(ops)
    ops.get_by_role("link", name="In hồ sơ").click()
    expect(ops.get_by_role("heading", level=1)).to_contain_text("tính trung thực")
    expect(ops.get_by_text("Đã nhập nhầm kỳ")).to_be_visible()
    expect(ops.get_by_text("Kế hoạch.pdf · Bổ sung sau lần 1")).to_contain_text("thôi dùng")
    expect(ops.get_by_text("gửi thay “Kế hoạch.pdf”")).to_be_visible()
    audit(ops)


def test_the_unit_asks_that_a_criterion_should_not_apply_and_the_chair_agrees(
    site: Site, visit: Visit, audit: Audit
) -> None:
    site.load()
    site.open("self_assessment", "2026-11-20T06:00:00Z")
    site.editor()
    page = visit("/work#/leaf/1.2", EDITOR, 390)
    page.get_by_text("Đề nghị không áp dụng tiêu chí này…").click()
    page.get_by_label("Lý do, căn cứ").fill("Sở không có chức năng này")
    audit(page)
    page.get_by_role("button", name="Gửi đề nghị").click()
    expect(page.get_by_text("Hội đồng chưa quyết định")).to_be_visible()
    site.account(CHAIR, "chair")
    council = visit("/council/releases#/not-applicable", CHAIR, 390)
    council.get_by_role("button", name="Ghi quyết định…").click()
    council.get_by_label("Đồng ý, tiêu chí không áp dụng").check()
    council.get_by_label("Lý do (đơn vị sẽ đọc)").fill("Đúng là không có")
    council.get_by_label("Số văn bản").fill("12/BB-HĐTĐ")
    audit(council)
    council.get_by_role("button", name="Ghi quyết định", exact=True).click()
    expect(council.get_by_text("Đã đồng ý: không áp dụng")).to_be_visible()
    audit(council)
    page.reload()
    expect(page.get_by_text("Tiêu chí này không áp dụng cho đơn vị.")).to_be_visible()
    expect(page.get_by_text("Đúng là không có")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_unit_objects_the_chair_accepts_and_the_unit_reads_why(
    appraised: Site, visit: Visit, audit: Audit, width: int
) -> None:
    release(appraised, 2)
    page = visit("/results", EDITOR, width)
    expect(page.get_by_text("đến hết 25/11/2026")).to_be_visible()
    page.get_by_role("button", name="Đề nghị xem xét lại… 2.1.1").click()
    expect(page.get_by_role("button", name="Gửi đề nghị")).to_be_disabled()
    page.get_by_label("Lý do, căn cứ").fill("Không có văn bản nào sai")
    audit(page)
    page.get_by_role("button", name="Gửi đề nghị").click()
    line = page.locator("tr.leaf", has_text="Tiêu chí 2.1.1")
    expect(line).to_contain_text("Hội đồng chưa quyết định")
    expect(line.get_by_role("button")).to_have_count(0)
    appraised.account(CHAIR, "chair")
    council = visit("/council/releases#/objections", CHAIR, width)
    expect(council.get_by_text("Không có văn bản nào sai")).to_be_visible()
    council.get_by_role("button", name="Ghi quyết định…").click()
    council.get_by_label("Chấp nhận, với giá trị mới").check()
    council.locator("#in-breaches").fill("0")
    expect(council.locator("output")).to_contain_text("1,00")
    council.get_by_label("Lý do (đơn vị sẽ đọc)").fill("Đã đối chiếu")
    audit(council)
    council.get_by_role("button", name="Ghi quyết định", exact=True).click()
    expect(council.get_by_text("Đã ghi quyết định.")).to_be_visible()
    expect(council.get_by_text("Đã chấp nhận")).to_be_visible()
    audit(council)
    page.reload()
    expect(line).to_contain_text("Hội đồng chấp nhận, 1,00 điểm")
    expect(line).to_contain_text("Đã đối chiếu")
    audit(page)
