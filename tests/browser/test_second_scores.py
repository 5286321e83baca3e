"""Second scores on the pages: blind for the member, drawn and settled by the secretariat."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.api.conftest import Prepare, clock, pdf, site
from tests.browser.conftest import WIDTHS, Audit
from tests.browser.in_process import Office
from tests.fake_aws import Aws
from tests.second_story import document
from tests.site import Site
from tests.small_round import ROUND
from tests.unit_story import send

__all__ = ["clock", "pdf", "site"]
AN, BINH, SECRETARY = "an@example.test", "binh@example.test", "thu-ky@example.test"
COUNCIL = f"/api/council/{ROUND}"
SCORES = f"{COUNCIL}/second-scores"
HOUR = "2026-11-20T06:00:00Z"
# What An gave 2.1.2, where so-a sent 1.25; nothing else on any page is like it.
POINTS, SECRET = "2.25", "lý do riêng của An"
Visit = Callable[[str, str, int], Page]


@pytest.fixture
def council(site: Site, aws: Aws, pdf: bytes, prepare: Prepare) -> Site:
    """so-a has sent; An appraises everything of the departments and gave 2.1.2; Bình is the only
    other member.
    """

    def steps() -> None:
        site.load(document("1"))
        site.open("self_assessment", HOUR)
        send(site, aws, pdf)
        site.open("appraisal_first", HOUR)
        for email, role in ((AN, "council"), (BINH, "council"), (SECRETARY, "secretariat")):
            site.account(email, role)
        rows = [{"index": "departments", "part": part, "member": AN} for part in ("1", "2")]
        body = {"version": 0, "assignments": rows}
        site.done("PUT", f"{COUNCIL}/assignments", body, site.tokens[SECRETARY])
        give(site, AN, "appraisals", {"points": POINTS}, SECRET)

    prepare(steps)
    return site


@pytest.fixture
def visit(council: Site, chromium: Browser) -> Iterator[Visit]:
    with Office(council).visits(chromium) as opened:
        yield opened


def give(site: Site, by: str, where: str, value: Any, comment: str, leaf: str = "2.1.2") -> None:
    entry = {"leaf": leaf, "version": 0, "value": value, "comment": comment}
    body = {"save_id": f"save-{by[:2]}-{leaf.replace('.', '-')}", "pass": 1, "entries": [entry]}
    site.done("POST", f"{COUNCIL}/so-a/{where}", body, site.tokens[by])


@pytest.mark.parametrize("width", WIDTHS)
def test_a_member_scores_blind_and_neither_page_nor_reply_holds_the_first_value(
    council: Site, visit: Visit, audit: Audit, width: int
) -> None:
    council.done("POST", f"{SCORES}/draw", {}, council.tokens[SECRETARY])
    page = visit("/council#/units", BINH, width)
    replies: list[str] = []
    texts: list[str] = []

    def keep(request: Request) -> None:
        response = request.response()
        if response and "/api/council/" in response.url:
            replies.append(response.text())

    page.on("requestfinished", keep)
    page.evaluate("location.hash = '#/second'")
    expect(page.get_by_text("Đã chấm 0 / 14 tiêu chí.")).to_be_visible()
    audit(page)
    page.get_by_role("link", name="2.1.2").first.click()
    expect(page.get_by_text("không hiển thị điểm, lý do của người chấm trước")).to_be_visible()
    expect(page.locator(".own")).to_contain_text("1,25")
    texts.append(page.content())
    audit(page)
    page.locator(".values input").first.fill("1,5")
    page.get_by_label("Lý do, nhận xét").fill("theo hồ sơ")
    expect(page.locator(".save.saved")).to_be_visible()
    texts.append(page.content())
    # the ordinary pages of the same criterion are as blind
    for place in ("#/unit/so-a/2.1.2", "#/criterion/departments/2.1.2"):
        page.evaluate(f"location.hash = '{place}'")
        expect(page.locator("h1")).to_contain_text("2.1.2")
        page.wait_for_load_state("networkidle")
        texts.append(page.content())
    page.evaluate("location.hash = '#/second'")
    expect(page.get_by_text("Đã chấm 1 / 14 tiêu chí.")).to_be_visible()
    assert len(replies) >= 8
    for told in (SECRET, f'"{POINTS}"', "2,25"):
        assert [text for text in [*replies, *texts] if told in text] == []
    own = council.done("GET", f"{COUNCIL}/so-a/second-scores", token=council.tokens[BINH])
    assert own["scores"]["1"]["2.1.2"]["value"] == {"points": "1.5"}


def test_second_scores_are_given_by_keyboard_alone(council: Site, visit: Visit) -> None:
    council.done("POST", f"{SCORES}/draw", {}, council.tokens[SECRETARY])
    page = visit("/council#/second", BINH, WIDTHS[0])
    page.get_by_role("link", name=re.compile("^1.2 ")).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#in-count")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator(".keys")).to_contain_text("chấp nhận như đơn vị chấm")
    expect(page.locator(".keys")).not_to_contain_text("hỏi đơn vị")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator("h1 .code")).to_have_text("2.1.1")
    page.keyboard.press("s")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("ba lần chậm")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1 .code")).to_have_text("2.1.2")
    page.keyboard.press("ArrowUp")
    expect(page.locator("h1 .code")).to_have_text("2.1.1")
    expect(page.locator(".save.saved")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Đã chấm 2 / 14 tiêu chí.")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_secretariat_draws_sees_differences_and_asks_the_first_to_look_again(
    council: Site, visit: Visit, audit: Audit, width: int
) -> None:
    page = visit("/council/consistency", SECRETARY, width)
    expect(page.get_by_text("Phải rút mẫu")).to_be_visible()
    page.get_by_role("button", name="Rút mẫu…").click()
    page.get_by_role("button", name="Rút mẫu", exact=True).click()
    expect(page.get_by_text("14 / 14 lượt tiêu chí")).to_be_visible()
    give(council, BINH, "second-scores", {"points": "1.5"}, "theo hồ sơ")
    page.reload()
    pair = page.get_by_role("article", name="2.1.2 Sở A")
    expect(pair).to_contain_text("2,25")
    expect(pair).to_contain_text("1,50")
    expect(pair).to_contain_text(SECRET)
    expect(page.get_by_text("quá ít (cần 10 cặp)").first).to_be_visible()
    pair.get_by_role("button", name="Đề nghị xem lại…").click()
    pair.get_by_label("Lời nhắn").fill("Xem lại biên bản")
    audit(page)
    pair.get_by_role("button", name="Gửi đề nghị").click()
    expect(pair).to_contain_text("đã đề nghị xem lại")
    first = visit("/council#/second", AN, width)
    expect(first.get_by_text("Xem lại biên bản")).to_be_visible()
    expect(first.locator("main")).not_to_contain_text("1,5")
    pair.get_by_role("button", name="Giữ giá trị của người chấm trước…").click()
    pair.get_by_label("Lý do").fill("Đúng hồ sơ")
    pair.get_by_role("button", name="Giữ", exact=True).click()
    expect(pair).to_contain_text("giữ giá trị của người chấm trước")


@pytest.mark.parametrize("width", WIDTHS)
def test_with_enough_pairs_each_member_has_a_bar_with_figures(
    council: Site, visit: Visit, audit: Audit, width: int
) -> None:
    council.done("POST", f"{SCORES}/draw", {}, council.tokens[SECRETARY])
    values: dict[str, tuple[Any, Any]] = {
        "1.1.1": ({"level": "dung-han"}, {"level": "cham"}),
        "1.1.2": ({"numerator": "40", "denominator": "40"},) * 2,
        "1.2": ({"count": 3}, {"count": 2}),
        "2.1.1": ({"breaches": 0}, {"breaches": 1}),
        "2.1.2": ({"points": "2"}, {"points": "1.5"}),
        "2.1.3": ({"a": "4", "b": "4"},) * 2,
        "2.2": ({"points": "1.5"}, {"points": "1"}),
    }
    for unit in ("so-a", "so-b"):
        for number, where in enumerate(("appraisals", "second-scores")):
            entries = [
                {"leaf": leaf, "version": 0, "value": both[number], "comment": "theo hồ sơ"}
                for leaf, both in values.items()
                if not (unit == "so-a" and leaf == "2.1.2" and number == 0)
            ]
            body = {"save_id": f"save-{unit}-{number}", "pass": 1, "entries": entries}
            by = (AN, BINH)[number]
            council.done("POST", f"{COUNCIL}/{unit}/{where}", body, council.tokens[by])
    page = visit("/council/consistency", SECRETARY, width)
    rows = page.get_by_role("row").filter(has=page.locator("svg.interval"))
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("14")
    expect(rows.first).to_contain_text("chấm cao hơn")
    expect(rows.last).to_contain_text("chấm thấp hơn")
    audit(page)


def test_a_round_without_a_sample_shows_no_such_place_to_members(
    site: Site, chromium: Browser
) -> None:
    site.load()
    site.account(AN, "council")
    with Office(site).visits(chromium) as visit:
        page = visit("/council", AN, WIDTHS[0])
        expect(page.locator("#menu")).to_contain_text("Theo tiêu chí")
        expect(page.locator("#menu")).not_to_contain_text("Chấm lần hai")
