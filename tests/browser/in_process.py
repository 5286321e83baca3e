"""Pages over the application in this very process: every request of a browser context is answered by its routes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, Route

from tests.browser.site import ORIGIN
from tests.site import PASSWORD, Site


@dataclass(slots=True)
class Office:
    """Signed-in officers of the application `site`; the cookie's part is played, since nothing crosses a network."""

    site: Site

    def admit(self, context: BrowserContext, email: str) -> None:
        """Let a context be that of the officer with this address."""
        session = self.site.sign_in(email, PASSWORD).json
        context.route("**/*", lambda route: self._answer(route, session))

    def _answer(self, route: Route, session: dict[str, Any]) -> None:
        request = route.request
        path = request.url.removeprefix(ORIGIN)
        if path == "/api/session/refresh":
            return route.fulfill(status=200, body=json.dumps(session), content_type="application/json")
        answer = self.site.send(request.method, path, {**request.headers, "accept": "*/*"},
                                request.post_data_buffer or b"")
        return route.fulfill(status=answer.status, headers=dict(answer.headers), body=answer.body)
