"""The application: finds the route of an address and hands it to Chalice; what Chalice would refuse
in its words is told in ours.
"""

from __future__ import annotations

import time
import traceback
from functools import cached_property
from typing import Any

from chalice.app import Chalice

from chalicelib.api.serving.addresses import Addresses
from chalicelib.api.serving.serve import failure, log, refused
from chalicelib.domain.errors import NotFound, Refusal, WrongMethod


class Application(Chalice):
    """What API Gateway calls. HEAD is answered as GET is, without the body."""

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:
        """The response to an event, in API Gateway's form; no exception leaves this."""
        try:
            return self._answer(event, context)
        except Exception as error:  # noqa: BLE001  as in `serve`, for what goes wrong around it
            traceback.print_exc()
            return _told(failure(error), "")

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self.routes)

    def _answer(self, event: Any, context: Any) -> dict[str, Any]:
        about = event.get("requestContext") or {}
        method = str(about.get("httpMethod"))
        found = self._addresses.find(event.get("path") or "")
        if found is None:
            return _told(NotFound(), method)
        route, named = found
        methods = self.routes[route]
        served = "GET" if method == "HEAD" and "GET" in methods else method
        if served not in methods:
            allowed = sorted({*methods, "HEAD"} if "GET" in methods else methods)
            return _told(WrongMethod(), f"{method} {route}", {"Allow": ", ".join(allowed)})
        # The words of Chalice for a request to a route that the gateway itself has found.
        there = {**about, "resourcePath": route, "httpMethod": served}
        whole = super().__call__(
            {**event, "pathParameters": named, "requestContext": there}, context
        )
        return whole if served == method else {**whole, "body": "", "isBase64Encoded": False}


def _told(refusal: Refusal, asked: str, more: dict[str, str] | None = None) -> dict[str, Any]:
    """The response that tells a refusal; `asked` is the method and the route, if there is one."""
    started = time.perf_counter()
    response = refused(refusal)
    response.headers.update(more or {})
    log(asked, response.status_code, refusal.code, "", started)
    told: dict[str, Any] = response.to_dict()
    return told
