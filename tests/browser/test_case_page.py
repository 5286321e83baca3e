"""A unit reads what it is asked about its survey, and replies; operations staff see the signs and
keep the case.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Route, expect

from chalicelib.api.integrity import views
from chalicelib.domain.instants import to_text
from chalicelib.domain.integrity.cases import NOTE, OPENED, Case, CaseStep, Effect, PublishedPlace
from chalicelib.domain.integrity.signals import RATE, Excess, Signal
from infra.scenes import progress_scene
from tests import interference_story as story
from tests.browser.test_progress import opened
from tests.patience import PATIENCE
from tests.site import PASSWORD, Site, deployed_site

if TYPE_CHECKING:
    from infra.local.stack import Stack
    from tests.browser.conftest import Audit

__all__ = ["opened"]
PATH, UNIT = f"/api/ops/rounds/{progress_scene.ROUND}", progress_scene.UNIT


@pytest.mark.parametrize("width", [1280, 360])
def test_a_unit_reads_a_note_and_replies(
    chromium: Browser, stack: Stack, audit: Audit, width: int
) -> None:
    def now() -> datetime:
        return datetime.now(UTC)

    site = deployed_site(stack)
    world = story.World(site, now, lambda done: None, dict)
    story.load(world)
    story.editor(world)
    world.ops(
        "POST", f"/cases/{story.VICTIM}", {"save_id": "buoc-0001", "text": "Phiếu trùng nhau"}
    )
    world.ops(
        "POST",
        f"/cases/{story.VICTIM}/note",
        {
            "save_id": "buoc-0002",
            "text": "Đề nghị giải trình",
            "reply_until": to_text(now() + timedelta(days=2)),
        },
    )
    page = chromium.new_context(
        base_url=stack.url, viewport={"width": width, "height": 800}
    ).new_page()
    page.set_default_timeout(PATIENCE * 1000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto("/work#/case")
    page.get_by_label("Địa chỉ thư công vụ").fill(f"{story.VICTIM}-bien-tap@example.test")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_text("Đề nghị giải trình", exact=True).first).to_be_visible()
    audit(page)
    page.route("**/reply", partial(_deliver_and_lose_the_answer, site), times=1)
    page.get_by_label("Giải trình của đơn vị").fill("Văn thư đã điền hộ.")
    page.get_by_role("button", name="Gửi giải trình").click()
    expect(page.get_by_role("alert")).to_contain_text("Mất kết nối mạng")
    page.get_by_label("Giải trình của đơn vị").fill("Văn thư đã điền hộ; chúng tôi đã nhắc nhở.")
    page.get_by_role("button", name="Gửi giải trình").click()
    expect(page.get_by_text("Đơn vị trả lời")).to_have_count(2)
    replies = [
        step["text"]
        for step in world.ops("GET", f"/cases/{story.VICTIM}")["steps"]
        if step["kind"] == "reply"
    ]
    assert replies == ["Văn thư đã điền hộ.", "Văn thư đã điền hộ; chúng tôi đã nhắc nhở."]
    assert problems == []


def _deliver_and_lose_the_answer(site: Site, route: Route) -> None:
    asked, token = route.request, route.request.headers["authorization"].removeprefix("Bearer ")
    site.done(asked.method, urlsplit(asked.url).path, asked.post_data_json, token)
    route.abort()


def _signals(played: Any) -> None:
    """The ministries are sealed, one of them shows copies, and a case on it is open."""
    _, units = progress_scene.loaded()
    found = [
        Signal(UNIT, "", 30, 120, 0.4, 1e-12, "copies", True),
        Signal(UNIT, "", 2, 120, 1.5, 0.4, "speed", False),
    ]
    now = datetime.now(UTC)
    effect = Effect(PublishedPlace("85.20", 7), PublishedPlace("55.10", 17))
    steps = (
        CaseStep(
            "buoc-0001", OPENED, "dieu-hanh@example.test", now, "Phiếu trùng nhau", effect=effect
        ),
        CaseStep(
            "buoc-0002",
            NOTE,
            "dieu-hanh@example.test",
            now,
            "Đề nghị giải trình",
            now + timedelta(days=2),
        ),
    )
    case = Case(UNIT, "ministries", tuple(found), steps)
    shown = progress_scene.plain(views.case(case, units))
    played.answers["GET", f"{PATH}/progress"]["indexes"][0]["sealed"] = True
    told = {
        "index": "ministries",
        "complete": True,
        "rate": RATE,
        "method": {"vi": "Cách tính.", "en": ""},
        "whole": [views.excess(Excess("speed", 900, 1000, 0.04, 0.0))],
        "units": views.units(found, units, [case]),
    }
    played.answers.update(
        {
            ("GET", f"{PATH}/signals/ministries"): told,
            ("GET", f"{PATH}/cases/{UNIT}"): shown,
            ("POST", f"{PATH}/cases/{UNIT}/note"): shown,
            ("POST", f"{PATH}/cases/{UNIT}/decide"): shown,
        }
    )


@pytest.mark.parametrize("width", [1280, 360])
def test_operations_staff_see_the_signs_beside_chance_and_write_to_the_unit(
    opened: Any, audit: Audit, width: int
) -> None:
    page, played = opened("ops", width)
    signs = page.locator("#signals")
    expect(signs).to_contain_text("Trước khi niêm phong chỉ có dấu hiệu từ thư mời")
    _signals(played)
    page.get_by_role("button", name="Đếm lại ngay").click()
    expect(signs).to_contain_text(
        "phiếu trùng nhau hoàn toàn, nhiều hơn mức ngẫu nhiên: 30 / 120; "
    )
    expect(signs).to_contain_text("ngẫu nhiên khoảng 0,4 (xác suất < 0,0001)")
    expect(signs).to_contain_text(
        "nhanh hơn một giây mỗi câu: 900 / 1000; bình thường không quá 4 %"
    )
    signs.get_by_role("button", name="Hồ sơ").click()
    expect(signs).to_contain_text("85,20 (hạng 7) · khi hủy: 55,10 (hạng 17)")
    audit(page)
    signs.get_by_label("Lý do hoặc nội dung").fill("Đề nghị nói rõ")
    signs.get_by_role("button", name="Gửi đơn vị").click()
    expect(signs.get_by_label("Lý do hoặc nội dung")).to_have_value("")
    path, body = next(each for each in played.sent if each[0].endswith("/note"))
    assert (path, body["text"]) == (f"{PATH}/cases/{UNIT}/note", "Đề nghị nói rõ")
    assert body["reply_until"] > to_text(datetime.now(UTC) + timedelta(days=4))


def test_a_void_is_asked_about_with_what_it_does_and_needs_a_reason(
    opened: Any, audit: Audit
) -> None:
    page, played = opened("ops", 360)
    _signals(played)
    page.get_by_role("button", name="Đếm lại ngay").click()
    signs = page.locator("#signals")
    signs.get_by_role("button", name="Hồ sơ").click()
    button = signs.get_by_role("button", name="Hủy kết quả điều tra")
    button.click()
    asked = signs.get_by_role("form", name="Hủy toàn bộ kết quả điều tra của Bộ Tư pháp?")
    expect(asked).to_contain_text("Không phiếu nào bị xóa")
    expect(asked.get_by_role("button", name="Hủy kết quả điều tra")).to_be_disabled()
    audit(page)
    page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    expect(button).to_be_focused()
    button.click()
    asked.get_by_label("Căn cứ và lý do hủy").fill("Văn thư điền hộ")
    asked.get_by_label("Công khai lý do").check()
    asked.get_by_role("button", name="Hủy kết quả điều tra").click()
    expect(asked).to_have_count(0)
    ((_, body),) = [each for each in played.sent if each[0].endswith("/decide")]
    assert (body["decision"], body["text"], body["public"]) == ("void", "Văn thư điền hộ", True)


def test_what_is_being_written_about_one_unit_is_left_behind_with_it(opened: Any) -> None:
    page, played = opened("ops", 1280)
    _signals(played)
    told, (_, units) = played.answers["GET", f"{PATH}/signals/ministries"], progress_scene.loaded()
    other = next(unit for unit in units.values() if unit.index == "ministries" and unit.id != UNIT)
    told["units"].append({**told["units"][0], "unit": other.id, "name": other.name.as_json()})
    played.answers["GET", f"{PATH}/cases/{other.id}"] = played.answers[
        "GET", f"{PATH}/cases/{UNIT}"
    ]
    page.get_by_role("button", name="Đếm lại ngay").click()
    signs = page.locator("#signals")
    signs.get_by_role("button", name="Hồ sơ").first.click()
    signs.get_by_label("Lý do hoặc nội dung").fill("Chỉ về Bộ Tư pháp")
    signs.get_by_role("button", name="Hủy kết quả điều tra").click()
    signs.get_by_label("Căn cứ và lý do hủy").fill("Chỉ về Bộ Tư pháp")
    signs.get_by_role("button", name="Hồ sơ").last.click()
    expect(signs.get_by_role("heading", name=f"Hồ sơ: {other.name.vi}")).to_be_visible()
    expect(signs.get_by_role("button", name="Hủy kết quả điều tra")).to_be_visible()
    expect(signs.get_by_role("form")).to_have_count(0)
    expect(signs.get_by_label("Lý do hoặc nội dung")).to_have_value("")


def test_what_got_no_answer_is_sent_again_as_the_same_step_and_another_act_as_another(
    opened: Any,
) -> None:
    page, played = opened("ops", 1280)
    _signals(played)
    page.get_by_role("button", name="Đếm lại ngay").click()
    signs, sent = page.locator("#signals"), list[str]()
    page.on(
        "request",
        lambda made: (
            sent.append(made.post_data_json["save_id"]) if f"{UNIT}/" in made.url else None
        ),
    )
    signs.get_by_role("button", name="Hồ sơ").click()
    signs.get_by_label("Lý do hoặc nội dung").fill("Đề nghị nói rõ")
    page.route("**/note", lambda route: route.abort(), times=2)
    for times in (1, 2):
        with page.expect_event("requestfailed"):
            signs.get_by_role("button", name="Gửi đơn vị").click()
        expect(signs.get_by_role("alert")).to_contain_text("Mất kết nối mạng")
        assert len(sent) == times
    with page.expect_response("**/decide"):
        signs.get_by_role("button", name="Kết luận không can thiệp").click()
    note, again, dismissal = sent
    assert note == again != dismissal
