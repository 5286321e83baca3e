"""The council's page, over the application in this very process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.conftest import Clock, Prepare, clock, pdf, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.site import ORIGIN
from tests.fake_aws import Aws
from tests.patience import PATIENCE
from tests.site import PASSWORD, Site
from tests.small_round import ROUND, document
from tests.unit_story import approve, send, submit, upload_report

__all__ = ["clock", "pdf", "site"]
MEMBER, COLLEAGUE = "hoi-dong@example.test", "khac@example.test"
COUNCIL = f"/api/council/{ROUND}"
HOUR, LATER = "2026-11-20T06:00:00Z", "2026-11-20T08:00:00Z"
Enter = Callable[..., Page]


@pytest.fixture
def changed(request: pytest.FixtureRequest) -> Any:
    """Another document of the round, where a test is given one."""
    return getattr(request, "param", None)


@pytest.fixture
def office(site: Site, aws: Aws, pdf: bytes, changed: Any, prepare: Prepare) -> Office:
    """so-a has sent its sheet, and the council of two members is in its first pass."""

    def steps() -> None:
        site.load(changed)
        site.open("self_assessment", HOUR)
        if changed:
            send_all(site, aws, pdf, changed)
        else:
            send(site, aws, pdf)
        site.open("appraisal_first", HOUR)
        site.account(MEMBER, "council")
        site.account(COLLEAGUE, "council")

    if changed:
        steps()
    else:
        prepare(steps)
    return Office(site)


@pytest.fixture
def enter(office: Office, chromium: Browser) -> Iterator[Enter]:
    """Opens a place of the council's page as a member."""
    with office.visits(chromium) as visit:

        def open_(
            place: str = "", email: str = MEMBER, width: int = WIDTHS[0], at: str = "/council"
        ) -> Page:
            page = visit(f"{at}#/{place}", email, width)
            expect(page.locator("h1")).to_be_visible()
            return page

        yield open_


def given(site: Site, number: int = 1) -> dict[str, Any]:
    sheet = site.done("GET", f"{COUNCIL}/so-a/sheet", token=site.account(MEMBER, "council"))
    entries: dict[str, Any] = sheet["appraisals"][str(number)]
    return {
        leaf: (entry["value"], entry["comment"])
        for leaf, entry in entries.items()
        if entry["value"] is not None
    }


def appraise(site: Site, *entries: dict[str, Any], email: str = COLLEAGUE) -> None:
    body = {"save_id": "save-0001", "pass": 1, "entries": list(entries)}
    site.done("POST", f"{COUNCIL}/so-a/appraisals", body, site.account(email, "council"))


def wait_saved(page: Page) -> None:
    expect(page.locator(".save.saved")).to_be_visible()


def a_hundred() -> dict[str, Any]:
    """The round with a hundred criteria that a unit scores itself, each worth one hundredth."""
    made = document()
    leaf = made["indexes"][0]["areas"][0]["criteria"][1]
    codes = [f"1.{number}" for number in range(1, 101)]
    rule = {"type": "count", "each": "0.25"}
    made["indexes"][0]["areas"] = [
        {
            "code": "1",
            "title": {"vi": "Điều hành", "en": "Direction"},
            "criteria": [
                leaf | {"code": code, "max": "1", "rule": rule, "evidence": "none"}
                for code in codes
            ],
        },
        *made["indexes"][0]["areas"][2:],
    ]
    return made


def send_all(site: Site, aws: Aws, pdf: bytes, changed: dict[str, Any]) -> None:
    """so-a gives every criterion of the hundred the count 3 and sends its sheet."""
    criteria = changed["indexes"][0]["areas"][0]["criteria"]
    entries = [{"leaf": each["code"], "value": {"count": 3}, "version": 0} for each in criteria]
    for number, part in enumerate((entries[:50], entries[50:])):
        body = {"save_id": f"save-000{number}", "entries": part}
        site.done("POST", f"/api/units/{ROUND}/so-a/sheet", body, site.editor())
    approve(site)
    upload_report(site, aws, pdf)
    assert submit(site).status == 200


def test_a_member_who_signs_in_lands_among_the_units_and_how_far_each_is(
    office: Office, chromium: Browser, site: Site, audit: Audit
) -> None:
    appraise(site, {"leaf": "1.2", "value": {"count": 3}, "version": 0})
    context = chromium.new_context(base_url=ORIGIN)
    context.set_default_timeout(PATIENCE * 1000)
    office.admit(context, MEMBER)
    page = context.new_page()
    page.goto("/work")  # an old bookmark leads on, too
    page.wait_for_url("**/council")
    row = page.get_by_role("row", name=re.compile("Sở A"))
    expect(row).to_contain_text("đã gửi")
    expect(row).to_contain_text("1 / 7")
    expect(page.get_by_role("row", name=re.compile("Sở B"))).to_contain_text("chưa gửi")
    expect(page.locator(".deadline")).to_contain_text("Thẩm định lần 1")
    next_ = page.get_by_role("link", name="Thẩm định tiếp: Sở A")
    expect(next_).to_have_attribute("href", "#/unit/so-a")
    audit(page)
    page.get_by_label("Bộ chỉ số").select_option("departments")
    page.get_by_label("Lĩnh vực", exact=True).select_option("2")
    expect(row).to_contain_text("0 / 4")
    expect(page.get_by_role("row", name=re.compile("Quận C"))).to_have_count(0)
    context.close()


def test_signing_in_leads_to_the_council_s_page(office: Office, chromium: Browser) -> None:
    context = chromium.new_context(base_url=ORIGIN)
    context.set_default_timeout(PATIENCE * 1000)
    office.welcome(context)
    page = context.new_page()
    page.goto("/signin")
    page.get_by_label("Địa chỉ thư công vụ").fill(MEMBER)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/council")
    expect(page.locator("h1")).to_contain_text("Thẩm định theo đơn vị")
    context.close()


def test_a_value_is_accepted_as_it_is_or_changed_with_a_reason_that_is_asked_for(
    enter: Enter, site: Site, audit: Audit
) -> None:
    page = enter("unit/so-a/1.2")
    expect(page.locator(".own")).to_contain_text("3: 1,50 / 1,50 điểm")
    expect(page.locator(".guide")).to_contain_text("Cách chấm")
    page.locator("#accept").click()
    expect(page.locator("h1")).to_contain_text("2.1.1")
    wait_saved(page)
    assert given(site) == {"1.2": ({"count": "3"}, "")}
    page.locator("#in-breaches").fill("2")
    expect(page.locator(".score")).to_contain_text("0,50 / 1,00")
    expect(page.get_by_text("ghi lý do thì mới lưu")).to_be_visible()
    expect(page.locator(".save.held")).to_contain_text("1 tiêu chí chưa lưu được")
    assert "2.1.1" not in given(site)
    audit(page)
    page.locator("#reason").fill("có hai lần chậm")
    wait_saved(page)
    assert given(site)["2.1.1"] == ({"breaches": "2"}, "có hai lần chậm")


def test_evidence_opens_beside_the_form_with_its_verdicts(enter: Enter) -> None:
    page = enter("unit/so-a/1.1.1")
    page.route(
        re.compile("amazonaws"),
        lambda route: route.fulfill(body="Kế hoạch", content_type="text/plain; charset=utf-8"),
    )
    expect(page.locator(".own")).to_contain_text("Cần xem: có tệp cần xem lại")
    page.keyboard.press("e")
    viewer = page.locator(".viewer iframe")
    expect(viewer).to_have_attribute("src", re.compile("inline"))
    expect(viewer.content_frame.locator("body")).to_contain_text("Kế hoạch")
    expect(page.locator("#accept")).to_be_visible()
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("1.1.1")


@pytest.mark.parametrize("changed", [a_hundred()], indirect=True)
def test_a_hundred_criteria_are_appraised_by_keyboard_alone(enter: Enter, site: Site) -> None:
    page = enter("unit/so-a")
    page.keyboard.press("?")
    expect(page.locator(".keys")).to_contain_text("chấp nhận như đơn vị chấm")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    for number in range(1, 101):
        expect(page.locator("h1 .code")).to_have_text(f"1.{number}")
        expect(page.locator("h1")).to_be_focused()
        if number % 10:
            page.keyboard.press("a")
            continue
        page.keyboard.press("s")
        expect(page.locator("#in-count")).to_be_focused()
        page.keyboard.press("Control+A")
        page.keyboard.type("2")
        page.keyboard.press("Enter")
        expect(page.locator("#reason")).to_be_focused()
        page.keyboard.type("thiếu một văn bản")
        page.keyboard.press("Control+Enter")
    wait_saved(page)
    expect(page.locator(".strip .done")).to_contain_text("100 / 100")
    expect(page.get_by_text("Đã thẩm định xong. Không phải gửi đi")).to_be_visible()
    kept = given(site)
    assert len(kept) == 100
    assert kept["1.7"] == ({"count": "3"}, "")
    assert kept["1.70"] == ({"count": "2"}, "thiếu một văn bản")


def test_two_members_on_one_criterion_see_both_values_and_one_is_chosen(
    enter: Enter, site: Site
) -> None:
    page = enter("unit/so-a/1.2")
    appraise(site, {"leaf": "1.2", "value": {"count": 2}, "comment": "thiếu một", "version": 0})
    page.locator("#in-count").fill("1")
    page.locator("#reason").fill("thiếu hai")
    conflict = page.locator(".conflict")
    expect(conflict).to_contain_text("Số lượng: 1")
    expect(conflict).to_contain_text("Số lượng: 2")
    expect(conflict).to_contain_text(f"Của {COLLEAGUE}")
    conflict.get_by_role("button", name="Lưu giá trị của tôi").click()
    wait_saved(page)
    assert given(site) == {"1.2": ({"count": "1"}, "thiếu hai")}


def test_many_are_accepted_in_one_act_after_a_question_and_the_act_is_taken_back(
    enter: Enter, site: Site, audit: Audit
) -> None:
    page = enter("unit/so-a")
    page.get_by_role("button", name="Chấp nhận 3 tiêu chí không có gì cần xem").click()
    expect(page.get_by_text("đúng như đơn vị tự chấm?")).to_be_visible()
    audit(page)
    assert given(site) == {}
    page.get_by_role("button", name="Chấp nhận 3 tiêu chí", exact=True).click()
    expect(page.get_by_text("Đã chấp nhận 3 tiêu chí.")).to_be_visible()
    assert sorted(given(site)) == ["1.2", "2.1.1", "2.1.3"]
    page.reload()
    page.get_by_role("button", name="Hoàn tác…").click()
    page.get_by_role("button", name="Hoàn tác", exact=True).click()
    expect(page.get_by_text("Đã hoàn tác 3 tiêu chí.")).to_be_visible()
    assert given(site) == {}


def test_one_criterion_is_appraised_in_place_for_all_units(
    enter: Enter, site: Site, audit: Audit
) -> None:
    page = enter("criteria")
    page.get_by_role("link", name=re.compile("^1.2 ")).click()
    row = page.get_by_role("row", name=re.compile("^Sở A"))
    expect(row).to_contain_text("Số lượng: 3: 1,50")
    expect(page.get_by_role("row", name=re.compile("^Sở B"))).to_contain_text("chưa gửi")
    row.get_by_label("Sở A: Số lượng").fill("1")
    expect(row).to_contain_text("Cần lý do thì mới lưu")
    row.get_by_label("Sở A: Lý do").fill("thiếu hai")
    expect(row).to_contain_text("đã lưu")
    assert given(site) == {"1.2": ({"count": "1"}, "thiếu hai")}
    audit(page)


def test_in_the_final_pass_the_first_value_and_what_was_added_stand_beside_the_unit_s_own(
    enter: Enter, site: Site, clock: Clock
) -> None:
    appraise(site, {"leaf": "1.2", "value": {"count": 2}, "comment": "thiếu một", "version": 0})
    clock.pass_(hours=1)
    site.open("supplement", LATER)
    entry = {"leaf": "1.2", "explanation": "có thêm văn bản", "version": 0}
    body = {"save_id": "supplement-1", "entries": [entry]}
    site.done("POST", f"/api/units/{ROUND}/so-a/supplement/sheet", body, site.editor())
    site.open("appraisal_final", LATER)
    page = enter("unit/so-a/1.2")
    expect(page.locator(".own")).to_contain_text("có thêm văn bản")
    expect(page.locator(".council-value")).to_contain_text("Số lượng: 2: 1,00 / 1,50 điểm.")
    expect(page.locator(".council-value")).to_contain_text("“thiếu một”")
    page.locator("#accept").click()
    wait_saved(page)
    assert given(site, 2) == {"1.2": ({"count": "3"}, "")}


def test_a_question_opens_exactly_that_criterion_in_the_units_supplement(
    enter: Enter, site: Site, clock: Clock, audit: Audit
) -> None:
    page = enter("unit/so-a/1.2")
    page.keyboard.press("g")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type("Vì sao 3 cuộc?")
    page.get_by_role("button", name="Yêu cầu giải trình").click()
    expect(page.get_by_text("Đã yêu cầu giải trình")).to_be_visible()
    audit(page)
    clock.pass_(hours=1)
    site.open("supplement", LATER)
    unit = enter("supplement", "so-a-1@example.test", at="/work")
    row = unit.get_by_role("row", name=re.compile(r"^1\.2 "))
    expect(row).to_contain_text("Hội đồng hỏi: Vì sao 3 cuộc?")
    row.get_by_role("link").click()
    expect(unit.locator("#explanation")).to_be_enabled()
    unit.goto("/work#/supplement/2.1.1")
    expect(unit.get_by_text("Hội đồng không hỏi về tiêu chí này")).to_be_visible()
    expect(unit.locator("#explanation")).to_be_disabled()
    audit(unit)


PLACES = ["", "criteria", "unit/so-a", "unit/so-a/1.1.1", "criterion/departments/1.1.1"]


@pytest.mark.parametrize("place", PLACES)
def test_a_phone_shows_every_place(enter: Enter, audit: Audit, place: str) -> None:
    page = enter(place, width=390)
    expect(page.locator("h1")).to_be_visible()
    audit(page)
    assert page.evaluate(
        "[...document.querySelectorAll('main :is(input, select, textarea)')]"
        ".every((field) => field.getBoundingClientRect().right <= innerWidth)"
    )


def test_who_has_no_part_reads_so_and_sees_every_criterion_all_the_same(
    enter: Enter, site: Site
) -> None:
    row = {"index": "departments", "part": "1", "member": COLLEAGUE}
    body = {"version": 0, "assignments": [row]}
    site.done("PUT", f"{COUNCIL}/assignments", body, site.by_ops)
    page = enter()
    expect(page.get_by_text("Chưa có tiêu chí nào được phân công cho Ông/Bà")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Thẩm định tiếp"))).to_have_count(0)
    page.get_by_role("link", name="Sở A").click()
    expect(page.get_by_text("Không có tiêu chí nào của đơn vị này")).to_be_visible()
    expect(page.locator(".area")).to_have_count(3)
    colleague = enter(email=COLLEAGUE)
    expect(colleague.get_by_role("row", name=re.compile("Sở A"))).to_contain_text("0 / 3")
    expect(colleague.get_by_role("row", name=re.compile("Quận C"))).to_have_count(0)


def test_the_menu_of_a_member_takes_one_line_on_a_desk(site: Site, chromium: Browser) -> None:
    site.load({**document(), "second_scores": {"share": "0.5"}, "objection_days": 5})
    site.account(MEMBER, "council")
    with Office(site).visits(chromium) as visit:
        page = visit("/council", MEMBER, 1280)
        links = page.locator("#menu").get_by_role("link")
        expect(links).to_have_count(9)
        assert len({box["y"] for link in links.all() if (box := link.bounding_box())}) == 1


def test_what_is_not_assigned_can_be_read_and_not_changed(
    enter: Enter, site: Site, office: Office
) -> None:
    site.account("linh-vuc-1@example.test", "council", areas=["departments/1"])
    page = enter("unit/so-a/2.1.1", "linh-vuc-1@example.test")
    expect(page.get_by_text("không được phân công cho Ông/Bà")).to_be_visible()
    expect(page.locator("#in-breaches")).to_be_disabled()
    expect(page.locator("#accept")).to_have_count(0)


def test_every_place_of_the_menu_has_a_heading_of_the_same_size(
    office: Office, enter: Enter
) -> None:
    office.site.account("chu-tich@example.test", "chair")
    page = enter(email="chu-tich@example.test")
    expect(page.locator("#main h1")).to_be_visible()
    places = page.locator("nav a").evaluate_all("links => links.map(({ href }) => href)")
    sizes = {}
    for href in places:
        if "/council" not in href:
            continue
        page.goto(href)
        page.wait_for_load_state()
        heading = page.locator("#main h1")
        expect(heading).to_be_visible()
        sizes[href] = heading.evaluate("heading => getComputedStyle(heading).fontSize")
    assert len(sizes) > 7
    assert len(set(sizes.values())) == 1, sizes
