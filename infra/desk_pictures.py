"""The pages of a unit's people as they are pictured: of a ministry in the middle of its work."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from infra import desk_scene
from infra.desk_scene import Scene

# The name of each picture and where its page is.
PLACES = {
    "work": "/work#/", "leaf": "/work#/leaf/1.1.2", "workbook": "/work#/workbook", "documents": "/work#/documents",
    "lists": "/lists", "team": "/work#/team", "carry-over": "/work#/carry-over", "finish": "/work#/finish",
    "notices": "/work#/notices", "account": "/work#/account", "report": "/report",
    "receipt": "/receipt",
}  # fmt: skip


def pages(browser: Browser, scene: Scene, width: int, height: int) -> Iterator[tuple[str, Page]]:
    """Each of PLACES once it is there, as the ministry's editor sees it."""
    context = browser.new_context(base_url=scene.stack.url, viewport={"width": width, "height": height},
                                  timezone_id="Asia/Ho_Chi_Minh")
    page = context.new_page()
    page.goto("/signin")
    page.locator("#email").fill(desk_scene.EDITOR)
    page.locator("#password").fill(scene.password(desk_scene.EDITOR))
    page.locator("form .button").click()
    page.locator(".strip").wait_for()
    for name, path in PLACES.items():
        page.goto("about:blank")  # another place of the same document would not be loaded anew
        page.goto(path)
        page.locator("main h1").wait_for()
        page.get_by_text("Đang mở…").wait_for(state="hidden")
        yield name, page
    context.close()
