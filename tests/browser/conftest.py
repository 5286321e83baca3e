"""One Chromium for all browser tests, the system's own; each test has a context, so a storage, of
its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.api.conftest import prepare
from tests.browser.site import ORIGIN, Site
from tests.patience import PATIENCE

__all__ = ["prepare"]
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
WIDTHS = (1280, 360)
AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
Audit = Callable[[Page], None]


# By module: while Playwright runs, the thread has an event loop, and nothing else in it may start
# one.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture(params=[WIDTHS[0]])
def width(request: pytest.FixtureRequest) -> int:
    """The width of the window; parametrize it indirectly for others."""
    found: int = request.param
    return found


@pytest.fixture
def context(chromium: Browser, site: Site, width: int) -> Iterator[BrowserContext]:
    made = chromium.new_context(
        base_url=ORIGIN, viewport={"width": width, "height": 800}, service_workers="block"
    )
    made.set_default_timeout(PATIENCE * 1000)
    site.attach(made)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that may not fail quietly: an error in a script, or a refusal by the policy, fails the
    test.
    """
    problems: list[str] = []
    made = context.new_page()
    made.on("pageerror", lambda error: problems.append(str(error)))
    made.on(
        "console",
        lambda message: (
            problems.append(message.text) if "Content Security" in message.text else None
        ),
    )
    yield made
    assert problems == []


@pytest.fixture(scope="session")
def audit() -> Audit:
    """Fails with what axe-core finds against WCAG 2.2 AA and its best practices; the page must fit
    its window too.
    """
    source = AXE.read_text()

    def run(page: Page) -> None:
        page.evaluate(source)
        found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        told = [
            f"{each['id']}: {[node['html'] for node in each['nodes'][:3]]}"
            for each in found["violations"]
        ]
        assert told == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    return run


@pytest.fixture(scope="session")
def audit_both(audit: Audit) -> Audit:
    """As `audit`, at the width of a desk and that of a phone, whichever the page has now."""

    def run(page: Page) -> None:
        now = page.viewport_size
        assert now is not None
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": now["height"]})
            audit(page)
        page.set_viewport_size(now)

    return run
