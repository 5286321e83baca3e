"""The progress of a survey in the browser: a unit's groups, operations' table of units, faults
reported and answered.

The real page and policy; the API's answers are made by its own views.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from chalicelib.pages import assets, signed_in
from infra.scenes import progress_scene
from tests.browser.conftest import Audit
from tests.browser.site import ORIGIN
from tests.patience import PATIENCE

NOW = datetime.now(UTC)
FAULTS = f"/api/ops/rounds/{progress_scene.ROUND}/faults/{progress_scene.UNIT}/mau-0001"


class Played:
    """Answers every request of a page; `sent` is what was posted, `more` what the API answers
    besides the scene.
    """

    def __init__(self, role: str) -> None:
        self.answers = dict(progress_scene.answers(role, NOW))
        self.sent: list[tuple[str, Any]] = []

    def __call__(self, route: Route) -> None:
        request, path = route.request, urlsplit(route.request.url).path
        if request.method == "POST":
            self.sent.append((path, json.loads(request.post_data or "{}")))
        if path.startswith("/static/"):
            name = path.removeprefix("/static/")
            route.fulfill(body=assets.content(name).decode(), content_type=assets.media_type(name))
        elif (name := path.removeprefix("/")) in signed_in.PAGES:
            headers = {
                "Content-Type": "text/html; charset=utf-8",
                "Content-Security-Policy": signed_in.policy(name, ORIGIN),
            }
            route.fulfill(body=signed_in.document(name), headers=headers)
        elif path.endswith(".xlsx"):
            route.fulfill(body=b"PK", content_type="application/octet-stream")
        else:
            route.fulfill(json=self.answers[request.method, path])


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Any]:
    """`opened(role, width)` gives the page and what plays the API; an error in a script fails the
    test.
    """
    incidents: list[str] = []
    contexts = []

    def begin(role: str, width: int = 1280) -> tuple[Page, Played]:
        context = chromium.new_context(
            base_url=ORIGIN,
            viewport={"width": width, "height": 800},
            timezone_id="Asia/Ho_Chi_Minh",
            service_workers="block",
        )
        contexts.append(context)
        played = Played(role)
        context.route("**/*", played)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: incidents.append(str(error)))
        page.goto("/progress")
        expect(page.get_by_role("heading", name="Tiến độ khảo sát")).to_be_visible()
        return page, played

    yield begin
    for context in contexts:
        context.close()
    assert incidents == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("role", ["editor", "ops"])
def test_everybody_can_read_it_at_any_width(
    opened: Any, audit: Audit, role: str, width: int
) -> None:
    page, _ = opened(role, width)
    audit(page)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Progress of the survey")).to_be_visible()


def test_a_unit_sees_its_groups_with_a_dash_where_few_were_invited(
    opened: Any, audit: Audit
) -> None:
    page, _ = opened("editor")
    groups = page.locator(".lines-of-groups li")
    expect(groups).to_have_count(5)
    expect(page.locator(".clock")).to_contain_text("đếm lại mỗi giờ")
    few = groups.filter(has_text="hiệp hội")
    expect(few).to_contain_text("– / ")
    page.get_by_text("Bảng số liệu đầy đủ").click()
    expect(page.locator(".figures-table tbody tr")).to_have_count(5)
    audit(page)
    with page.expect_download():
        page.get_by_role("button", name="Tải bảng Excel").click()


def test_a_incident_is_reported_once_whatever_is_still_missing_is_told_first(
    opened: Any, audit: Audit
) -> None:
    page, played = opened("editor")
    send = page.get_by_role("button", name="Báo lỗi")
    send.click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy chọn lỗi ở bước nào")
    audit(page)
    page.get_by_role("alert").get_by_role("link", name="Hãy mô tả lỗi").click()
    page.keyboard.type("Thư mời chưa đến")
    page.get_by_text("Nhận thư mời", exact=True).click()
    page.get_by_label("Nhóm (nếu có)").select_option("reform-officers")
    send.click()
    expect(page.get_by_role("status")).to_contain_text("Đã gửi báo lỗi")
    ((_, body),) = [each for each in played.sent if each[0].endswith("/faults")]
    assert (body["kind"], body["index"], body["group"]) == (
        "receiving",
        "ministries",
        "reform-officers",
    )
    expect(page.locator("#fault-text")).to_have_value("")


def test_a_unit_closes_its_own_report(opened: Any, audit: Audit) -> None:
    page, played = opened("editor")
    close = f"/api/units/{progress_scene.ROUND}/{progress_scene.UNIT}/faults/mau-0001/close"
    played.answers["POST", close] = {}
    page.get_by_role("button", name="Lỗi đã hết, đóng lại").first.click()
    expect(page.get_by_role("status")).to_contain_text("Đã đóng báo lỗi")
    audit(page)
    assert [path for path, _ in played.sent if path.endswith("/close")] == [close]


def test_a_units_bounced_letters_lead_to_their_list(opened: Any) -> None:
    page, _ = opened("editor")
    own = page.locator(".lines-of-groups li", has=page.locator(".warn")).first
    expect(own).to_contain_text("(hiện nay)")
    expect(own.get_by_role("link", name="thư bị trả lại")).to_have_attribute(
        "href", re.compile("^/lists#/bounced/ministries/[a-z-]+$")
    )
    expect(page.get_by_text("hãy kiểm tra địa chỉ trong danh sách rồi báo lỗi")).to_have_count(0)


def test_a_survey_in_which_nobody_was_invited_shows_no_rates(opened: Any) -> None:
    page, played = opened("editor")
    path = f"/api/units/{progress_scene.ROUND}/{progress_scene.UNIT}/progress"
    none = {
        "invited": 0,
        "sent": 0,
        "delivered": 0,
        "bounced": 0,
        "complained": 0,
        "answered": None,
        "asked": None,
        "rate": None,
    }
    found = played.answers["GET", path]
    groups = {key: {**each, **none} for key, each in found["groups"].items()}
    played.answers["GET", path] = {**found, "groups": groups, "total": {**found["total"], **none}}
    page.reload()
    expect(page.locator(".big")).to_contain_text("chưa mời ai")
    expect(page.locator(".lines-of-groups progress")).to_have_count(0)
    expect(page.locator(".lines-of-groups li").first).to_contain_text(
        "người (hiện nay) · chưa mời ai"
    )


def test_a_total_without_small_groups_tells_of_how_many_people_its_rate_is(opened: Any) -> None:
    page, played = opened("editor")
    path = f"/api/units/{progress_scene.ROUND}/{progress_scene.UNIT}/progress"
    found = played.answers["GET", path]
    total = {**found["total"], "invited": 16, "asked": 12, "answered": 9, "rate": "75.00"}
    played.answers["GET", path] = {**found, "total": total}
    page.reload()
    expect(page.locator(".big")).to_contain_text("9 / 12 người được mời")
    expect(page.get_by_text("không kể 4 người ở nhóm có dấu –")).to_be_visible()


def test_before_the_first_count_nothing_is_said_of_who_was_invited(opened: Any) -> None:
    page, played = opened("editor")
    path = f"/api/units/{progress_scene.ROUND}/{progress_scene.UNIT}/progress"
    played.answers["GET", path] = {**played.answers["GET", path], "at": None}
    page.reload()
    expect(page.get_by_text("có sau lần đếm đầu tiên")).to_be_visible()
    expect(page.locator(".big")).to_have_count(0)


def test_ops_sort_find_and_turn_the_table_and_count_anew(opened: Any) -> None:
    page, played = opened("ops")
    rates = page.locator(".bodies tbody tr td:nth-last-child(2) b")
    page.locator(".bodies thead").get_by_role("button", name="Cộng").click()
    shown = [float(text.removesuffix(" %").replace(",", ".")) for text in rates.all_inner_texts()]
    assert shown == sorted(shown) and len(shown) == 19
    page.get_by_label("Tìm đơn vị").fill("tu phap")
    expect(page.locator(".bodies tbody tr")).to_have_count(1)
    page.get_by_label("Tìm đơn vị").fill("")
    page.get_by_role("button", name="Nơi lập danh sách").click()
    expect(page.locator(".bodies tbody tr")).to_have_count(19 + 63)
    page.get_by_role("button", name="Đếm lại ngay").click()
    expect(page.get_by_role("button", name="Đếm lại ngay")).to_be_enabled()
    assert [path for path, _ in played.sent if path.endswith("/progress/refresh")]


def test_ops_answer_an_incident_and_close_it(opened: Any) -> None:
    page, played = opened("ops")
    first = page.locator(".notices li").first
    played.answers["POST", f"{FAULTS}/answer"] = played.answers["POST", f"{FAULTS}/close"] = {}
    first.get_by_role("button", name="Gửi trả lời").click()
    expect(first.get_by_role("alert")).to_contain_text("Hãy viết câu trả lời")
    first.get_by_label("Trả lời đơn vị").fill("Đã gửi lại")
    first.get_by_role("button", name="Gửi trả lời").click()
    expect(first.get_by_label("Trả lời đơn vị")).to_have_value("")
    with page.expect_response(lambda reply: reply.url.endswith(f"{FAULTS}/close")):
        first.get_by_role("button", name="Đóng, không cần làm gì nữa").click()
    assert [path for path, _ in played.sent if path.startswith(FAULTS)] == [
        f"{FAULTS}/answer",
        f"{FAULTS}/close",
    ]


@pytest.mark.parametrize("asked", ["/signin", "/signin?to=%2Fwork%23%2Ffinish", "/work"])
def test_operations_staff_come_to_it_from_the_sign_in_and_from_a_units_page(
    opened: Any, asked: str
) -> None:
    page, played = opened("ops")
    played.answers["POST", "/api/session"] = played.answers["POST", "/api/session/refresh"]
    page.goto(asked)
    if asked.startswith("/signin"):
        page.get_by_label("Địa chỉ thư công vụ").fill("dieu-hanh@example.test")
        page.get_by_label("Mật khẩu").fill("Mat khau cua toi 2026")
        page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/progress")
    expect(page.get_by_role("heading", name="Tiến độ khảo sát")).to_be_visible()


# Where somebody else would like the sign-in to lead, with this site's origin in front of some.
ELSEWHERE = [
    "//evil.test/",
    "/\\evil.test/",
    "\\\\evil.test/",
    "/.//evil.test/",
    "/..//evil.test/",
    "/report/..//evil.test/",
    "/%2e//evil.test/",
    "/.//evil.test/?a=1#b",
    "./\t//evil.test/",
    "/\t/evil.test/",
    "/\n//evil.test",
    "///evil.test/",
    "/.///evil.test/",
    "/.\\\\evil.test/",
    "https://evil.test/",
    "https:evil.test/",
    "HTTPS:\\\\evil.test",
    f"{ORIGIN}.//evil.test/",
    f"{ORIGIN}/.//evil.test/",
    f"{ORIGIN}@evil.test/",
    f"{ORIGIN}.evil.test/",
    f"blob:{ORIGIN}/x",
    "javascript:document.title='evil'",
    "data:text/html,evil",
    "https://[",
    "%",
]


def test_the_sign_in_leads_to_no_other_site(opened: Any) -> None:
    page, played = opened("ops")
    played.answers["POST", "/api/session"] = played.answers["POST", "/api/session/refresh"]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(re.compile(r"^[^?]*evil|/%$|/x$"), lambda route: route.fulfill(status=404, body="?"))
    for to in ELSEWHERE:
        page.goto(f"/signin?to={quote(to, safe='')}")
        page.get_by_label("Địa chỉ thư công vụ").fill("dieu-hanh@example.test")
        page.get_by_label("Mật khẩu").fill("Mat khau cua toi 2026")
        with page.expect_event("framenavigated"):
            page.get_by_role("button", name="Đăng nhập").click()
        assert page.url.startswith(f"{ORIGIN}/"), to
    assert [url for url in asked if not url.startswith(f"{ORIGIN}/")] == []


def test_a_unit_finds_it_in_its_menu(opened: Any) -> None:
    page, _ = opened("editor", 360)
    page.get_by_role("button", name="Các mục").click()
    here = page.get_by_role("link", name="Tiến độ khảo sát")
    expect(here).to_have_attribute("aria-current", "page")
    expect(page.locator(".strip")).to_contain_text(
        re.compile("còn [34] ngày")
    )  # whole ones, by the time of the day


def test_operations_staff_choose_the_round_where_there_are_several(
    opened: Any, audit: Audit
) -> None:
    page, played = opened("ops", 360)
    expect(page.locator("#round")).to_have_count(0)
    other = {
        "round": "national-2022",
        "title": {"vi": "Kỳ trước", "en": "The one before"},
        "year": 2022,
    }
    played.answers["GET", "/api/ops/rounds"]["rounds"].append(other)
    path = f"/api/ops/rounds/{progress_scene.ROUND}"
    for each in ("progress", "faults", "signals/ministries", "signals/provinces"):
        played.answers["GET", f"/api/ops/rounds/national-2022/{each}"] = played.answers[
            "GET", f"{path}/{each}"
        ]
    page.reload()
    audit(page)
    page.locator("#round").select_option("Kỳ trước")
    page.wait_for_url("**/progress?round=national-2022")
    expect(page.locator("#round")).to_have_value("national-2022")
    page.get_by_role("button", name="Các mục").click()
    here = page.locator("#menu").get_by_role("link", name="Tiến độ khảo sát")
    expect(here).to_have_attribute("href", "/progress?round=national-2022")
