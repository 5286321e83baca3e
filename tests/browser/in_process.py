"""Pages over the application in this very process: every request of a browser context is answered
by its routes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from chalicelib import clock
from tests.browser.site import ORIGIN
from tests.patience import PATIENCE
from tests.site import PASSWORD, Site


@contextmanager
def cut(page: Page, path: str) -> Iterator[None]:
    """The line to addresses like `path` is cut. It comes back without taking the handler away: what
    is under way at that instant would be answered twice.
    """
    line = {"cut": True}
    page.route(path, lambda route: route.abort() if line["cut"] else route.fallback())
    yield
    line["cut"] = False


@dataclass(slots=True)
class Office:
    """Signed-in officers of the application `site`; the cookie's part is played, since nothing
    crosses a network.
    """

    site: Site
    cookies: dict[BrowserContext, dict[str, Any]] = field(default_factory=dict)

    def admit(self, context: BrowserContext, email: str) -> None:
        """Let a context be that of the officer with this address."""
        self.cookies[context] = self.site.sign_in(email, PASSWORD).json
        context.route("**/*", lambda route: self._answer(route, context))

    def end(self, context: BrowserContext) -> None:
        """Let the cookie of a context be good for nothing, as after a sign-out everywhere."""
        del self.cookies[context]

    def welcome(self, context: BrowserContext) -> None:
        """Let a context be that of anybody."""
        context.route("**/*", lambda route: self._answer(route, context))

    @contextmanager
    def visits(self, chromium: Browser) -> Iterator[Callable[[str, str, int], Page]]:
        """`visit(address, email, width)` opens an address as that officer, in a context of its own;
        at the end no script of any of them may have failed.
        """
        contexts, problems = list[BrowserContext](), list[str]()

        def visit(address: str, email: str, width: int) -> Page:
            context = chromium.new_context(
                base_url=ORIGIN,
                viewport={"width": width, "height": 900},
                timezone_id="Asia/Ho_Chi_Minh",
            )
            contexts.append(context)
            context.set_default_timeout(PATIENCE * 1000)
            self.admit(context, email)
            page = context.new_page()
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.goto(address)
            expect(page.locator("#menu")).to_be_attached()
            return page

        yield visit
        for context in contexts:
            context.close()
        assert problems == []

    def _answer(self, route: Route, context: BrowserContext) -> None:
        request = route.request
        path = request.url.removeprefix(ORIGIN)
        if path == "/api/session/refresh" and context in self.cookies:
            headers = {
                "Content-Type": "application/json",
                "Date": format_datetime(clock.now(), usegmt=True),
            }
            return route.fulfill(
                status=200, body=json.dumps(self.cookies[context]), headers=headers
            )
        answer = self.site.send(
            request.method,
            path,
            {**request.headers, "accept": "*/*"},
            request.post_data_buffer or b"",
        )
        if path == "/api/session" and answer.status == 200:
            self.cookies[context] = answer.json
        return route.fulfill(status=answer.status, headers=dict(answer.headers), body=answer.body)
