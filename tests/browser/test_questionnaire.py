from __future__ import annotations

import gzip
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from chalicelib.pages import respond
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.site import LINK, LOST, Site, problem

START, RESUME, REVIEW, SEND = (
    "Bắt đầu trả lời",
    "Tiếp tục trả lời",
    "Xem lại và gửi",
    "Gửi câu trả lời",
)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def opened(page: Page) -> Page:
    page.goto(LINK)
    press(page, START)
    expect(page.get_by_role("heading", name="Phiếu đánh giá: Hải Phòng")).to_be_focused()
    return page


def choose(page: Page, question: int, option: str = "Khá") -> None:
    page.locator(f"#q-q{question}").get_by_text(option, exact=True).click()


def ready_to_send(page: Page) -> Page:
    opened(page)
    choose(page, 1)
    press(page, REVIEW)
    return page


def test_opening_the_link_asks_the_server_nothing(page: Page, site: Site) -> None:
    page.goto(LINK)
    expect(page.get_by_role("button", name=START)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert (site.fetched, site.calls) == (["/s"], [])
    press(page, START)
    expect(page.locator("fieldset")).to_have_count(4)
    assert site.calls == [("open", {"token": "c2FtcGxl.dG9rZW4"})]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "vi",
            [
                "Câu trả lời được giữ kín",
                "tách khỏi họ tên và địa chỉ thư",
                "xóa sau khi công bố kết quả 6 tháng",
                "dấu vết một chiều của mạng, loại thiết bị",
                "chỉ nằm trên thiết bị này cho đến khi Ông/Bà gửi",
            ],
        ),
        (
            "en",
            [
                "confidential",
                "kept apart from your name",
                "erased 6 months after",
                "fingerprints of the network",
                "on this device only",
            ],
        ),
    ],
)
def test_before_anything_is_asked_it_says_what_becomes_of_the_persons_data(
    page: Page, lang: str, words: list[str]
) -> None:
    page.goto(LINK.replace("#", f"?lang={lang}#"))
    for each in words:
        expect(page.locator(".privacy")).to_contain_text(each)


def test_the_whole_page_is_one_small_document() -> None:
    page = respond.document().encode()
    assert len(page) <= 30_000
    assert len(gzip.compress(page)) <= 12_000


@pytest.mark.parametrize("width", [*WIDTHS, 640], indirect=True)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_stage_is_accessible_and_has_large_targets(
    page: Page, audit: Audit, lang: str
) -> None:
    page.goto(LINK.replace("#", f"?lang={lang}#"))
    for _ in range(3):
        audit(page)
        small = page.eval_on_selector_all(
            "main button, main .option, main li a, .languages button",
            "all => all.filter(each => each.offsetHeight && each.offsetHeight < 44).map(each =>"
            " each.outerHTML)",
        )
        assert small == []
        if page.locator(".option").count():
            page.locator(".option").first.click()
        page.locator("main .button").first.click()
    expect(page.locator(".receipt")).to_have_text("R-7K2M-94QX")
    audit(page)


def test_nothing_is_answered_beforehand_and_progress_counts(page: Page) -> None:
    opened(page)
    assert page.locator("input:checked").count() == 0
    expect(page.locator("#count")).to_have_text("Đã trả lời 0 / 4 câu")
    choose(page, 1)
    choose(page, 2)
    expect(page.locator("#count")).to_have_text("Đã trả lời 2 / 4 câu")
    page.locator("#q-q1").get_by_role("button", name="Bỏ chọn").click()
    expect(page.locator("#count")).to_have_text("Đã trả lời 1 / 4 câu")
    expect(page.locator("#q-q1 input").first).to_be_focused()


def test_the_deadline_is_told_in_local_words(page: Page) -> None:
    expect(opened(page).locator(".deadline")).to_contain_text("hết ngày 10/01/2035 (còn ")


def test_answers_go_out_as_chosen_and_blanks_as_null(page: Page, site: Site) -> None:
    opened(page)
    choose(page, 1, "Tốt")
    choose(page, 3, "Không biết")
    press(page, REVIEW)
    press(page, SEND)
    expect(page.locator(".receipt")).to_have_text("R-7K2M-94QX")
    answers = {"q1": 1, "q2": None, "q3": 4, "q4": None}
    assert site.calls[1] == ("answer", {"ballot": "ballot-1", "answers": answers})
    assert page.evaluate("Object.keys(localStorage)") == ["lang"]


def test_it_can_be_answered_from_the_keyboard_alone(page: Page, site: Site) -> None:
    opened(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name=REVIEW).press("Enter")
    page.get_by_role("button", name=SEND).press("Enter")
    expect(page.locator(".receipt")).to_be_visible()
    assert site.calls[1][1]["answers"]["q1"] == 2


def test_before_sending_the_blanks_are_counted_and_lead_back(page: Page) -> None:
    ready_to_send(page)
    expect(page.locator("#blank")).to_contain_text("Còn 3 câu để trống")
    page.get_by_role("link", name="3. Câu hỏi mẫu").click()
    expect(page.locator("#q-q3 input").first).to_be_focused()
    choose(page, 3)
    press(page, REVIEW)
    page.go_back()
    expect(page.locator("#count")).to_have_text("Đã trả lời 2 / 4 câu")


def test_the_language_switch_keeps_the_answers_and_stays(page: Page) -> None:
    opened(page)
    choose(page, 2)
    press(page, "English")
    expect(page.get_by_role("heading", name="You are rating: Hải Phòng")).to_be_visible()
    assert page.locator("#q-q2 input:checked").count() == 1
    page.reload()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()


def test_an_interrupted_respondent_resumes_from_the_same_link_only(
    page: Page, context: BrowserContext
) -> None:
    opened(page)
    choose(page, 2, "Kém")
    page.reload()
    press(page, RESUME)
    expect(page.locator("#q-q2 input:checked")).to_have_attribute("value", "3")
    other = context.new_page()
    other.goto("/s#another.token")
    expect(other.get_by_role("button", name=START)).to_be_visible()
    assert "c2FtcGxl" not in page.evaluate("JSON.stringify(localStorage)")


def test_leaving_with_unsent_answers_warns_and_after_sending_does_not(page: Page) -> None:
    warnings: list[str] = []

    def stay(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    ready_to_send(page)
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert warnings == ["beforeunload"]
    press(page, SEND)
    expect(page.locator(".receipt")).to_be_visible()
    page.reload()
    assert warnings == ["beforeunload"]


def test_a_lost_connection_is_told_and_waited_out(page: Page, site: Site) -> None:
    site.answers = [LOST, (503, {}), (200, {"receipt": "R-1"})]
    ready_to_send(page)
    press(page, SEND)
    expect(page.get_by_role("heading", name="Chưa kết nối được")).to_be_visible()
    expect(page.locator(".waiting")).to_contain_text(
        "Câu trả lời của Ông/Bà vẫn còn trên trang này"
    )
    press(page, "Thử lại ngay")
    expect(page.locator(".receipt")).to_have_text("R-1")
    assert [kind for kind, _ in site.calls] == ["open", "answer", "answer", "answer"]


def test_a_lost_answer_that_did_arrive_ends_in_thanks(page: Page, site: Site) -> None:
    site.answers = [LOST, problem(409, "already_answered")]
    ready_to_send(page)
    press(page, SEND)
    expect(page.get_by_role("heading", name="Cảm ơn Ông/Bà đã trả lời")).to_be_visible()
    expect(page.locator(".notice")).to_contain_text("không hiện được số biên nhận")


def test_an_answer_lost_before_a_reload_ends_in_thanks_too(page: Page, site: Site) -> None:
    site.answers = [LOST]
    ready_to_send(page)
    press(page, SEND)
    expect(page.get_by_role("button", name="Thử lại ngay")).to_be_visible()
    site.opens = [problem(409, "already_answered")]
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    press(page, RESUME)
    expect(page.get_by_role("heading", name="Cảm ơn Ông/Bà đã trả lời")).to_be_visible()


REFUSALS: list[tuple[tuple[int, dict[str, Any]], str, str]] = [
    (problem(404, "link_invalid"), "Đường dẫn này không dùng được", "mở lại thư mời mới nhất"),
    (
        problem(409, "window_closed", "Đã đóng lúc 00:00 ngày 11/01/2025."),
        "Đợt điều tra hiện không",
        "Đã đóng lúc",
    ),
    (problem(409, "already_answered"), "Cảm ơn Ông/Bà đã trả lời", "Mỗi người trả lời một lần"),
]


@pytest.mark.parametrize(("refusal", "title", "words"), REFUSALS)
def test_a_refused_link_is_told_in_plain_words(
    page: Page,
    site: Site,
    audit: Audit,
    refusal: tuple[int, dict[str, Any]],
    title: str,
    words: str,
) -> None:
    site.opens = [refusal]
    page.goto(LINK)
    press(page, START)
    expect(page.get_by_role("heading", name=title)).to_be_focused()
    expect(page.locator("main")).to_contain_text(words)
    audit(page)


def test_a_window_that_closed_meanwhile_is_told_at_sending(page: Page, site: Site) -> None:
    site.answers = [problem(409, "window_closed", "Đã đóng lúc 00:00.")]
    ready_to_send(page)
    press(page, SEND)
    expect(page.locator("main")).to_contain_text("Đã đóng lúc 00:00.")


def test_a_link_without_its_code_is_told_at_once(page: Page, site: Site) -> None:
    page.goto("/s")
    expect(page.get_by_role("heading", name="Đường dẫn này không dùng được")).to_be_visible()
    assert site.calls == []


def test_errors_stand_at_the_top_as_links_and_at_the_question(
    page: Page, site: Site, audit: Audit
) -> None:
    errors = [
        {
            "at": "answers.q2",
            "code": "invalid",
            "detail": "Chọn lại một ý của câu 2.",
            "detail_en": "Choose.",
        }
    ]
    site.answers = [problem(422, "invalid", "Có lỗi", errors=errors), (200, {"receipt": "R-2"})]
    ready_to_send(page)
    press(page, SEND)
    expect(page.locator(".summary")).to_be_focused()
    audit(page)
    page.locator(".summary").get_by_role("link", name="Chọn lại một ý của câu 2.").click()
    expect(page.locator("#q-q2 input").first).to_be_focused()
    expect(page.locator("#q-q2 .wrong")).to_have_text("Chọn lại một ý của câu 2.")
    choose(page, 2)
    press(page, REVIEW)
    press(page, SEND)
    expect(page.locator(".receipt")).to_have_text("R-2")


def test_words_of_the_server_cannot_become_markup(page: Page, site: Site) -> None:
    reply = site.opens[0]
    assert not isinstance(reply, str)
    reply[1]["questions"][0]["title"]["vi"] = "<img src=x onerror=alert(1)>"
    opened(page)
    expect(page.locator("#q-q1 legend")).to_have_text("1. <img src=x onerror=alert(1)>")
