"""Operations staff run the survey in the browser: letters, decisions, links by hand, own lists,
questionnaires.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from chalicelib.actions.letters import mailing
from chalicelib.actions.survey import sealing
from chalicelib.domain.instants import to_text
from chalicelib.domain.letters.invitations import invitation_id
from tests import survey_story as story
from tests.api.conftest import OPS, Clock, Prepare, clock, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.browser.site import ORIGIN
from tests.browser.test_lists import file
from tests.fake_aws import Aws
from tests.list_books import line
from tests.patience import PATIENCE
from tests.site import Site
from tests.small_round import ROUND, document, unit_rows
from tests.survey_story import LATER, Mailbox, mailbox, people

__all__ = ["clock", "mailbox", "site"]
PATH, UNIT = f"/api/ops/rounds/{ROUND}", f"/api/units/{ROUND}/so-a"
FIRST, THIRD = "nguoi-0001@example.test", "nguoi-0003@example.test"
Opened = Callable[[str], Page]


@pytest.fixture
def opened(
    site: Site, aws: Aws, mailbox: Mailbox, prepare: Prepare, chromium: Browser
) -> Iterator[Opened]:
    """`opened(place)` is a page of the operations staff; so-a has sent six leaders, the survey is
    open on trial, and the third of them has got a letter.
    """

    def steps() -> list[tuple[str, dict[str, str]]]:
        site.load()
        site.open("respondent_lists", to_text(LATER))
        rows = [{"name": row.name, "email": row.email} for row in people(1, 6)]
        site.done("PUT", f"{UNIT}/lists/leaders", {"respondents": rows}, site.editor())
        site.done("POST", f"{UNIT}/lists/send", {"acknowledged": True}, site.editor())
        trial = {"live": False, "addresses": [THIRD], "reason": "thử"}
        site.done("PUT", f"{PATH}/mailing", trial, site.by_ops)
        site.open("survey", "2026-12-20T00:00:00Z")
        site.done("POST", f"{PATH}/invite", {}, site.by_ops)
        story.deliver(aws)
        site.done("POST", f"{PATH}/progress/refresh", {}, site.by_ops)
        return mailbox.letters

    mailbox.letters = prepare(steps)
    context = chromium.new_context(
        base_url=ORIGIN,
        viewport={"width": WIDTHS[0], "height": 900},
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(PATIENCE * 1000)
    Office(site).admit(context, OPS)
    made, problems = context.new_page(), list[str]()
    made.on("pageerror", lambda error: problems.append(str(error)))

    def begin(place: str) -> Page:
        made.goto(place)
        expect(made.locator("main h1")).to_be_focused()
        return made

    yield begin
    context.close()
    assert problems == []


def bounce(site: Site, email: str) -> None:
    """The letter to this address comes back."""
    mailing.hear(
        {
            "eventType": "Bounce",
            "bounce": {"bounceType": "Permanent"},
            "mail": {
                "tags": {
                    "invitation": [invitation_id(ROUND, "departments", email)],
                    "letter": ["1"],
                }
            },
        }
    )


def test_going_live_says_how_many_people_get_a_letter_and_needs_a_reason(
    opened: Opened, site: Site, audit_both: Audit
) -> None:
    page = opened("/survey")
    expect(page.locator("main")).to_contain_text("Đang chạy thử")
    audit_both(page)
    page.get_by_role("button", name="Chuyển sang chính thức…").click()
    asked = page.get_by_role("form", name="Gửi thư thật tới 5 người?")
    expect(asked).to_contain_text("5 người đã được xếp thư mời sẽ được gửi thư trong ít phút tới")
    expect(asked.get_by_role("button", name="Chuyển sang chính thức")).to_be_disabled()
    audit_both(page)
    asked.get_by_label("Lý do").fill("Thư thử đã đến đúng")
    asked.get_by_role("button", name="Chuyển sang chính thức").click()
    expect(page.get_by_role("status")).to_contain_text("Đã chuyển sang chính thức")
    expect(page.get_by_role("heading", name="Đang gửi chính thức")).to_be_visible()
    told = site.done("GET", f"{PATH}/mailing", token=site.by_ops)
    assert told == {"live": True, "addresses": [THIRD]}
    page.get_by_role("button", name="Tạm giữ thư…").click()
    expect(page.get_by_label("Địa chỉ thử")).to_have_value(THIRD)
    page.get_by_role("button", name="Thôi, không làm").click()
    page.get_by_role("button", name="Mời ngay").click()
    expect(page.get_by_role("form")).to_contain_text("phiếu điều tra không sửa được nữa")


def test_an_exception_and_a_new_mail_domain_are_decided_with_reasons(
    opened: Opened, site: Site, aws: Aws, audit_both: Audit
) -> None:
    wanted = {
        "save_id": "de-nghi-0001",
        "group": "leaders",
        "kind": "fewer",
        "people": 3,
        "reason": "Đơn vị mới",
    }
    other = f"/api/units/{ROUND}/so-b"
    site.done("POST", f"{other}/list-exceptions", wanted, site.editor("so-b"))
    bounce(site, THIRD)
    change = {"old": THIRD, "new": "nguoi-0003@khac.example.test"}
    site.done("POST", f"{UNIT}/lists/leaders/corrections", change, site.editor())
    page = opened("/survey")
    page.get_by_role("link", name="2 đề nghị của đơn vị chờ quyết định").click()
    exception, address = (
        page.locator("section.block", has=page.get_by_role("heading", name=name))
        for name in ("Ngoại lệ về số người", "Địa chỉ thư chuyển sang tên miền khác")
    )
    expect(exception).to_contain_text("Được ít hơn kế hoạch: 3 người (bình quân theo kế hoạch 15)")
    exception.get_by_role("button", name="Chấp thuận…", exact=True).click()
    asked = page.get_by_role("form")
    expect(asked).to_contain_text("từ 3 người được coi là đủ")
    audit_both(page)
    asked.get_by_label("Ý kiến gửi đơn vị").fill("Theo công văn số 12")
    asked.get_by_role("button", name="Chấp thuận").click()
    expect(exception).to_contain_text("Không có đề nghị nào đang chờ")
    address.get_by_role("button", name="Không chấp thuận…").click()
    asked.get_by_role("button", name="Thôi, không làm").click()
    address.get_by_role("button", name="Chấp thuận…", exact=True).click()
    expect(asked).to_contain_text("thư mời mới đi tới nguoi-0003@khac.example.test")
    expect(address).to_contain_text("Người trả lời 0003 · Sở A · Lãnh đạo phòng · dòng 3")
    asked.get_by_label("Ý kiến gửi đơn vị").fill("Đã hỏi lại đơn vị")
    asked.get_by_role("button", name="Chấp thuận").click()
    expect(address).to_contain_text("Không có đề nghị nào đang chờ")
    story.deliver(aws)
    bounce(site, change["new"])
    site.done(
        "POST",
        f"{UNIT}/lists/leaders/corrections",
        {"old": change["new"], "new": "nguoi-0033@khac.example.test"},
        site.editor(),
    )
    page.reload()
    page.get_by_text("3 đề nghị đã quyết định và địa chỉ đã sửa").click()
    expect(page.get_by_text("nơi lập danh sách tự sửa")).to_be_visible()
    audit_both(page)
    (exempted,) = site.done("GET", f"{PATH}/list-exceptions", token=site.by_ops)["exceptions"]
    corrected, own = sorted(
        site.done("GET", f"{PATH}/corrections", token=site.by_ops)["corrections"],
        key=lambda each: not each["decided_by"],
    )
    assert (exempted["state"], exempted["note"]) == ("approved", "Theo công văn số 12")
    assert (corrected["state"], corrected["reason"]) == ("applied", "Đã hỏi lại đơn vị")
    assert (own["state"], own["decided_at"]) == ("applied", None)


def test_a_link_is_made_to_be_handed_over_shown_once_and_revoked(
    opened: Opened, site: Site, mailbox: Mailbox, audit_both: Audit
) -> None:
    bounce(site, THIRD)
    site.done("POST", f"{PATH}/progress/refresh", {}, site.by_ops)
    page = opened("/survey#/people")
    page.get_by_label("Nơi lập danh sách").focus()
    page.get_by_label("Nơi lập danh sách").select_option("Sở A")
    persons = page.locator(".persons li")
    expect(persons).to_have_count(6)
    expect(page.get_by_label("Nơi lập danh sách")).to_be_focused()
    page.get_by_role("button", name="thư bị trả lại").click()
    expect(persons).to_have_count(1)
    audit_both(page)
    persons.get_by_role("button", name="Đường dẫn trao tay…").click()
    asked = page.get_by_role("form")
    expect(asked).to_contain_text("Đường dẫn đã gửi qua thư hết hiệu lực ngay")
    asked.get_by_label("Lý do").fill("Hộp thư hỏng")
    asked.get_by_role("button", name="Tạo đường dẫn").click()
    shown = page.get_by_label("Chỉ hiện một lần")
    expect(shown).to_be_visible()
    audit_both(page)
    token = shown.input_value().partition("#")[2]
    assert site.call("POST", "/api/respond/open", {"token": token}).status == 200
    assert (
        site.call("POST", "/api/respond/open", {"token": mailbox.tokens()[THIRD]}).code
        == "link_invalid"
    )
    page.get_by_role("button", name="Đã ghi lại, đóng").click()
    expect(shown).to_have_count(0)
    persons.get_by_role("button", name="Thu hồi đường dẫn…").click()
    asked.get_by_label("Lý do").fill("Nghỉ hưu")
    asked.get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_role("status")).to_contain_text("Đã thu hồi")
    expect(persons).to_contain_text("đường dẫn đã thu hồi")
    expect(persons.get_by_role("button", name="Thu hồi đường dẫn…")).to_have_count(0)
    assert site.call("POST", "/api/respond/open", {"token": token}).code == "link_invalid"


def test_the_authoritys_own_list_comes_by_file_previewed_then_kept(
    opened: Opened, site: Site, audit_both: Audit
) -> None:
    page = opened("/lists")
    expect(page.get_by_role("heading", name="Danh sách của cơ quan chủ trì")).to_be_visible()
    (council,) = (
        each["title"]["vi"]
        for each in document()["indexes"][0]["groups"]
        if each["id"] == "council"
    )
    page.locator("#list-file").set_input_files(
        file([line(council, row, "Sở B") for row in people(50, 3)])
    )
    page.get_by_role("button", name="Lưu danh sách từ tệp").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu 3 người")
    audit_both(page)
    kept = site.done("GET", f"{PATH}/lists/council?index=departments", token=site.by_ops)[
        "respondents"
    ]
    assert [row["rates"] for row in kept] == ["so-b"] * 3
    page.get_by_role("link", name=council).first.click()
    expect(page.locator(".people tbody tr")).to_have_count(3)
    expect(page.get_by_text("Đề nghị ngoại lệ")).to_have_count(0)
    audit_both(page)


def test_frozen_questionnaires_say_since_when_and_a_new_version_is_previewed_before(
    opened: Opened, site: Site, audit_both: Audit
) -> None:
    page = opened("/survey#/questionnaires")
    expect(page.locator(".lead")).to_contain_text("Đã đóng băng từ thư mời đầu tiên")
    expect(page.locator("#new-version")).to_have_count(0)
    audit_both(page)
    later = {**document(), "id": "thu-2027", "year": 2027}
    site.done(
        "PUT", "/api/ops/rounds/thu-2027", {"round": later, "units": unit_rows()}, site.by_ops
    )
    changed = site.done(
        "GET", "/api/ops/rounds/thu-2027/questionnaires/document", token=site.by_ops
    )
    changed["indexes"][0]["questions"][0]["title"]["vi"] = "Câu hỏi đã sửa?"
    page.goto("about:blank")
    opened("/survey?round=thu-2027#/questionnaires")
    new = page.locator("#new-version")
    new.set_input_files({"name": "hong.json", "mimeType": "application/json", "buffer": b"{"})
    expect(page.get_by_role("alert")).to_contain_text("Tệp không đọc được")
    bad = {
        **changed,
        "indexes": [
            {**changed["indexes"][0], "questions": changed["indexes"][0]["questions"][1:]},
            *changed["indexes"][1:],
        ],
    }
    new.set_input_files(
        {"name": "thieu.json", "mimeType": "application/json", "buffer": json.dumps(bad).encode()}
    )
    expect(page.get_by_role("alert")).to_contain_text("rule.questions[0]: không có câu hỏi")
    expect(page.get_by_role("alert")).to_contain_text("vẫn tính điểm theo câu này")
    new.set_input_files(
        {"name": "moi.json", "mimeType": "application/json", "buffer": json.dumps(changed).encode()}
    )
    page.get_by_text("Sửa: 1").click()
    expect(page.get_by_text("Câu hỏi đã sửa?")).to_be_visible()
    audit_both(page)
    page.get_by_role("button", name="Lưu thành phiên bản mới").click()
    expect(page.locator(".lead")).to_contain_text("Phiên bản 2")
    page.get_by_label("Hoặc lấy phiếu của kỳ khác").select_option(ROUND)
    page.get_by_role("button", name="Xem trước thay đổi").click()
    page.get_by_role("button", name="Lưu thành phiên bản mới").click()
    expect(page.locator(".lead")).to_contain_text("Phiên bản 3")
    expect(page.get_by_text(f"lấy từ kỳ {ROUND}").first).to_be_visible()


def test_sealing_waits_for_the_survey_to_close_and_asks_first(
    opened: Opened, site: Site, clock: Clock, audit_both: Audit
) -> None:
    page = opened("/survey#/sealing")
    expect(page.get_by_role("button", name="Niêm phong…").first).to_be_disabled()
    site.close("survey")
    clock.pass_(minutes=1)
    page.reload()
    page.get_by_role("button", name="Niêm phong…").first.click()
    asked = page.get_by_role("form")
    expect(asked).to_contain_text("không hoàn tác được")
    audit_both(page)
    asked.get_by_label("Lý do").fill("Theo kế hoạch")
    asked.get_by_role("button", name="Niêm phong").click()
    expect(page.get_by_role("status")).to_contain_text("Đang niêm phong")
    row = page.get_by_role("main").get_by_role("listitem").first
    expect(row).to_contain_text("đang niêm phong…")
    expect(row.get_by_role("button")).to_have_count(0)
    sealing.seal(ROUND, "departments", "Theo kế hoạch", "ops@example.test", clock.now(), Random(1))
    expect(row).to_contain_text("đã niêm phong")  # the page looks again by itself
