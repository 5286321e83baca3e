"""An HTTP session with the application as a browser would have it."""

from __future__ import annotations

from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.cookies import RequestsCookieJar

from infra.local.patience import PATIENCE


class Http(requests.Session):
    """Takes paths (`/api/health`) or whole addresses, and sends those of the application to where
    it listens.

    Python may not resolve `*.localhost`, so the name travels in the Host header; and like Chromium
    it sends `Secure` cookies to localhost without TLS. One session belongs to one user and one
    thread.
    """

    def __init__(self, endpoint: str, host: str) -> None:
        super().__init__()
        self._endpoint, self._host = endpoint, host
        self.trust_env = False
        self.cookies = RequestsCookieJar(
            policy=DefaultCookiePolicy(secure_protocols=("http", "https"))
        )

    def request(
        self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any
    ) -> requests.Response:
        """As in requests; a path or an address of the application is routed to it."""
        parts = urlsplit(str(url))
        if parts.netloc in ("", self._host):
            url = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
            url = f"{self._endpoint}{url}"
            kwargs["headers"] = {**(kwargs.get("headers") or {}), "Host": self._host}
        kwargs.setdefault("timeout", PATIENCE)
        return super().request(method, url, *args, **kwargs)
