"""Pages over the application in this very process: every request of a browser context is answered
by its routes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route

from chalicelib import clock
from tests.browser.site import ORIGIN
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
