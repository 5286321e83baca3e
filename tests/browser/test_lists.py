"""A unit's officer makes the lists in the browser: by file, by hand, looked over, sent once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from chalicelib.domain.instants import to_text
from chalicelib.domain.lists.respondents import Respondent
from tests.api.conftest import Prepare, clock, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.site import ORIGIN
from tests.list_books import line, table
from tests.patience import PATIENCE
from tests.site import Site
from tests.small_round import ROUND, document
from tests.survey_story import LATER, people

__all__ = ["clock", "site"]
LEADERS, OFFICERS = "Lãnh đạo phòng", "Công chức phụ trách"


@pytest.fixture(params=WIDTHS)
def page(
    site: Site, prepare: Prepare, chromium: Browser, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The page of an editor of so-a, whose unit lists two groups."""

    def steps() -> None:
        changed = document()
        changed["indexes"][0]["groups"].append(
            {
                "id": "officers",
                "title": {"vi": OFFICERS, "en": "Officials"},
                "priority": 3,
                "rates": "row",
                "listed_by": ["departments"],
                "plan": 4,
                "limit": 5,
            }
        )
        site.load(changed)
        site.open("respondent_lists", to_text(LATER))
        site.editor()

    prepare(steps)
    context = chromium.new_context(
        base_url=ORIGIN,
        viewport={"width": request.param, "height": 900},
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(PATIENCE * 1000)
    Office(site).admit(context, "so-a-1@example.test")
    made, problems = context.new_page(), list[str]()
    made.on("pageerror", lambda error: problems.append(str(error)))
    made.goto("/lists")
    yield made
    context.close()
    assert problems == []


def file(lines: list[list[Any]]) -> FilePayload:
    return {
        "name": "Danh sách đã điền.csv",
        "mimeType": "text/csv",
        "buffer": table(lines, ";", mark=True),
    }


def listed(site: Site, group: str) -> list[str]:
    shown = site.done("GET", f"/api/units/{ROUND}/so-a/lists/{group}", token=site.editor())
    return [row["email"] for row in shown["respondents"]]


def test_lists_come_by_file_are_mended_by_hand_and_sent_once(
    page: Page, site: Site, audit: Audit
) -> None:
    expect(page.get_by_role("heading", name="Danh sách điều tra")).to_be_visible()
    audit(page)
    _file(page, site, audit)
    _hand(page, site, audit)
    _exception(page, site)
    _send(page, site, audit)


def _file(page: Page, site: Site, audit: Audit) -> None:
    with page.expect_download() as started:
        page.get_by_role("button", name="Tải mẫu về").click()
    assert started.value.suggested_filename == f"danh-sach-{ROUND}-so-a.xlsx"
    rows = [
        *(line(LEADERS, row) for row in people(1, 3)),
        *(line(OFFICERS, row, "Sở B") for row in people(11, 2)),
    ]
    bad = [[*each] for each in rows]
    bad[0][1], bad[1][2], bad[4][5] = "1" * 101, "không phải thư", "Sở X"
    page.locator("#list-file").set_input_files(file(bad))
    expect(page.get_by_role("alert")).to_contain_text("4 lỗi cần sửa trong tệp")
    expect(page.get_by_text("Tệp này sẽ thay đổi")).to_have_count(0)
    page.get_by_role("link", name="Quá dài: 1").click()
    expect(page.locator("#fault-B2-2")).to_be_focused()
    page.get_by_role("link", name="Địa chỉ thư sai: 1").click()
    expect(page.locator("#fault-C3")).to_be_focused()
    audit(page)
    assert listed(site, "leaders") == []
    page.locator("#list-file").set_input_files(file(rows))
    page.get_by_role("button", name="Lưu danh sách từ tệp").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu 5 người")
    assert len(listed(site, "leaders")) == 3


def _hand(page: Page, site: Site, audit: Audit) -> None:
    page.get_by_role("link", name=OFFICERS).click()
    page.get_by_role("button", name="Thêm một người").click()
    page.get_by_label("Họ và tên").fill("Trần Thị Mẫu")
    page.get_by_label("Thư điện tử").fill("mau@")
    page.get_by_label("Là người thay cho").check()
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("link", name="Thiếu đơn vị được đánh giá").click()
    expect(page.locator("#row-rates")).to_be_focused()
    audit(page)
    page.locator("#row-rates").select_option("so-a")
    page.locator("#row-email").fill("mau@example.test")
    page.get_by_label("Thay cho chức danh *").fill("Chánh Văn phòng")
    page.get_by_label("Lý do thay *").fill("Nghỉ chế độ")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".people")).to_contain_text("Thay: Chánh Văn phòng (Nghỉ chế độ)")
    assert listed(site, "officers")[-1] == "mau@example.test"
    row = page.locator("tr", has_text="Người trả lời 0012")
    row.get_by_role("button", name="Bỏ").click()
    row.get_by_role("button", name="Bỏ thật").click()
    expect(page.get_by_role("status")).to_contain_text("Đã bỏ một người")
    assert listed(site, "officers") == ["nguoi-0011@example.test", "mau@example.test"]
    audit(page)


def _exception(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Các nhóm").click()
    page.get_by_role("link", name=LEADERS).click()
    page.get_by_role("button", name="Đề nghị ngoại lệ").click()
    page.get_by_label("Số người").fill("3")
    page.get_by_label("Lý do", exact=True).fill("Đơn vị mới thành lập")
    page.get_by_role("button", name="Gửi đề nghị").click()
    expect(page.get_by_text("đang chờ quyết định")).to_be_visible()
    ops = f"/api/ops/rounds/{ROUND}/list-exceptions"
    (asked,) = site.done("GET", ops, token=site.by_ops)["exceptions"]
    site.done(
        "POST",
        f"{ops}/so-a/{asked['id']}/decide",
        {"approve": False, "note": "Cần bổ sung"},
        site.by_ops,
    )
    page.reload()
    expect(page.get_by_text("Ý kiến: Cần bổ sung")).to_be_visible()


def _put_a_leader_among_officers(site: Site) -> None:
    """A colleague's doing, while this page is open."""
    path = f"/api/units/{ROUND}/so-a/lists/officers"
    rows = site.done("GET", path, token=site.editor())["respondents"]
    leader, *_ = site.done("GET", path.replace("officers", "leaders"), token=site.editor())[
        "respondents"
    ]
    site.done("PUT", path, {"respondents": [*rows, {**leader, "rates": "so-a"}]}, site.editor())


def _send(page: Page, site: Site, audit: Audit) -> None:
    page.get_by_role("link", name="Các nhóm").click()
    _put_a_leader_among_officers(site)
    page.get_by_role("link", name="Xem lại và gửi").click()
    expect(page.get_by_text("1 người được thay thế, có lý do.")).to_be_visible()
    expect(page.get_by_text("1 điều cần biết").first).to_be_visible()
    expect(page.locator("tr", has_text=OFFICERS)).to_contain_text("3")
    expect(page.get_by_role("button", name="Gửi danh sách")).to_be_disabled()
    page.get_by_label("Tôi xác nhận").check()
    audit(page)
    page.get_by_role("button", name="Gửi danh sách").click()
    expect(page.get_by_text("✓ Đã gửi danh sách")).to_be_visible()
    audit(page)
    page.get_by_role("link", name="Các nhóm").click()
    page.get_by_role("link", name=LEADERS).click()
    expect(page.get_by_text("và đã khóa")).to_be_visible()
    expect(page.get_by_role("button", name="Thêm một người")).to_have_count(0)


def test_what_the_group_will_be_asked_is_shown_and_nothing_can_be_sent(
    page: Page, audit: Audit
) -> None:
    page.get_by_role("link", name=LEADERS).click()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Xem trước phiếu điều tra của nhóm").click()
    shown = opened.value
    expect(shown.get_by_text("Bản xem trước")).to_be_visible()
    expect(shown.locator("fieldset")).to_have_count(2)
    shown.get_by_text("Khá").first.click()
    expect(shown.get_by_role("button", name="Xem lại và gửi")).to_have_count(0)
    audit(shown)


def test_a_list_that_somebody_else_changed_meanwhile_is_shown_as_it_is_now(
    page: Page, site: Site
) -> None:
    page.get_by_role("link", name=LEADERS).click()
    page.get_by_role("button", name="Thêm một người").click()
    page.get_by_label("Họ và tên").fill("Trần Thị Mẫu")
    page.get_by_label("Thư điện tử").fill("mau@example.test")
    site.done(
        "PUT",
        f"/api/units/{ROUND}/so-a/lists/leaders",
        {"respondents": [{"name": "Người khác", "email": "khac@example.test"}]},
        site.editor(),
    )
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Người khác vừa sửa danh sách này")
    expect(page.locator(".people")).to_contain_text("khac@example.test")
    assert listed(site, "leaders") == ["khac@example.test"]
    page.get_by_role("button", name="Lưu", exact=True).click()  # it takes nobody's place
    expect(page.get_by_role("status")).to_contain_text("Đã lưu")
    assert listed(site, "leaders") == ["khac@example.test", "mau@example.test"]


def put(site: Site, rows: list[Respondent]) -> None:
    """A colleague saves the leaders' list, while this page is open."""
    path = f"/api/units/{ROUND}/so-a/lists/leaders"
    site.done("PUT", path, {"respondents": [asdict(row) for row in rows]}, site.editor())


def test_a_change_of_a_row_follows_its_person_when_somebody_else_moved_the_rows(
    page: Page, site: Site
) -> None:
    first, second, third = people(1, 3)
    put(site, [first, second, third])
    page.get_by_role("link", name=LEADERS).click()
    row = page.locator("tr", has_text=second.email)
    row.get_by_role("button", name="Sửa").click()
    page.get_by_label("Họ và tên").fill("Tên mới")
    put(site, [second, third])
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Người khác vừa sửa danh sách này")
    expect(page.get_by_role("heading", name="Sửa dòng 1")).to_be_visible()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu")
    assert listed(site, "leaders") == [second.email, third.email]
    expect(row).to_contain_text("Tên mới")


def test_a_change_of_a_person_whom_somebody_else_took_off_the_list_is_not_saved(
    page: Page, site: Site
) -> None:
    first, second = people(1, 2)
    put(site, [first, second])
    page.get_by_role("link", name=LEADERS).click()
    page.locator("tr", has_text=first.email).get_by_role("button", name="Sửa").click()
    page.get_by_label("Họ và tên").fill("Tên mới")
    put(site, [second])
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("không còn trong danh sách")
    expect(page.get_by_label("Họ và tên")).to_have_count(0)
    assert listed(site, "leaders") == [second.email]


def test_a_list_that_comes_once_another_group_is_open_is_not_shown_there(
    page: Page, site: Site
) -> None:
    put(site, people(1, 2))
    late: list[Route] = []
    page.route("**/lists/leaders?*", lambda route: late.append(route))
    page.get_by_role("link", name=LEADERS).click()
    expect(page.get_by_role("heading", name=LEADERS)).to_be_visible()
    page.get_by_role("link", name="Các nhóm").click()
    page.get_by_role("link", name=OFFICERS).click()
    expect(page.get_by_text("Chưa có ai trong danh sách")).to_be_visible()
    with page.expect_response("**/lists/leaders?*"):
        late[0].fallback()
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
    expect(page.locator(".people")).to_have_count(0)
    expect(page.get_by_text("Chưa có ai trong danh sách")).to_be_visible()
