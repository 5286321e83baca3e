"""The pages of signed-in people as they are pictured: a ministry in the middle of its work,
operations staff, and the council.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from playwright.sync_api import Browser, Page, expect

from infra.scenes import council_scene, desk_scene
from infra.scenes.council_scene import Council
from infra.scenes.desk_scene import Scene

_PATIENCE = 120_000  # milliseconds: the first page may wait for several cold starts
# The name of each picture and where its page is.
PLACES = {
    "work": "/work#/",
    "leaf": "/work#/leaf/1.1.2",
    "workbook": "/work#/workbook",
    "documents": "/work#/documents",
    "lists": "/lists",
    "team": "/work#/team",
    "carry-over": "/work#/carry-over",
    "finish": "/work#/finish",
    "notices": "/work#/notices",
    "account": "/account",
    "report": "/report",
    "receipt": "/receipt",
}
OPS_PLACES = {
    "units": "/units#/",
    "unit": f"/units#/unit/{desk_scene.UNIT}",
    "windows": "/units#/windows",
    "accounts": "/units#/accounts",
    "new-accounts": "/units#/accounts/new",
    "publish": "/units#/publish",
    "rulings": "/units#/rulings",
    "load-round": "/units#/round",
}
# Once the ministry has sent its sheet.
LATER_PLACES = {"sent": "/work#/finish", "supplement": "/work#/supplement"}
# In the council's first pass.
MEMBER_PLACES = {
    "council": "/council#/",
    "appraisal": f"/council#/unit/{desk_scene.UNIT}/1.1.1",
    "across": f"/council#/criterion/{desk_scene.INDEX}/1.1.1",
}
SECRETARIAT_PLACES = {"assignments": "/council/assignments"}


def pages(browser: Browser, scene: Scene, width: int, height: int) -> Iterator[tuple[str, Page]]:
    """Each of PLACES once it is there, as the ministry's editor sees it, and of OPS_PLACES."""
    ops = scene.stack.ops()
    yield from _seen(
        browser,
        scene,
        PLACES,
        (desk_scene.EDITOR, scene.password(desk_scene.EDITOR)),
        (width, height),
    )
    yield from _seen(browser, scene, OPS_PLACES, (ops.email, ops.password), (width, height))


def later_pages(
    browser: Browser, scene: Scene, width: int, height: int
) -> Iterator[tuple[str, Page]]:
    """Each of LATER_PLACES, as the editor sees it."""
    who = desk_scene.EDITOR, scene.password(desk_scene.EDITOR)
    yield from _seen(browser, scene, LATER_PLACES, who, (width, height))


def council_pages(
    browser: Browser, scene: Scene, council: Council, width: int, height: int
) -> Iterator[tuple[str, Page]]:
    """Each of MEMBER_PLACES as the member at work sees it, each of SECRETARIAT_PLACES."""
    for email, places in (
        (council.member, MEMBER_PLACES),
        (council_scene.SECRETARY, SECRETARIAT_PLACES),
    ):
        who = email, council.people[email].password
        yield from _seen(browser, scene, places, who, (width, height))


def _seen(
    browser: Browser,
    scene: Scene,
    places: Mapping[str, str],
    who: tuple[str, str],
    size: tuple[int, int],
) -> Iterator[tuple[str, Page]]:
    context = browser.new_context(
        base_url=scene.stack.url,
        viewport={"width": size[0], "height": size[1]},
        timezone_id="Asia/Ho_Chi_Minh",
    )
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    page.goto("/signin")
    page.locator("#email").fill(who[0])
    page.locator("#password").fill(who[1])
    page.locator("form .button").click()
    page.locator(".strip").wait_for()
    for name, path in places.items():
        page.goto("about:blank")  # another place of the same document would not be loaded anew
        page.goto(path)
        page.locator("main h1").wait_for()
        expect(page.get_by_text("Đang mở…")).to_have_count(0, timeout=_PATIENCE)
        yield name, page
    context.close()
