"""The application: Chalice finds the route; what it would refuse in its words is told in ours."""

from __future__ import annotations

import traceback
from typing import Any

from chalice.app import Chalice

from chalicelib.api.serving.serve import refused
from chalicelib.domain.errors import NotFound, Refusal, Unexpected, WrongMethod


class Application(Chalice):
    """What API Gateway calls. HEAD is answered as GET is, without the body."""

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:
        """The response to an event, in API Gateway's form; no exception leaves this."""
        try:
            return self._answer(event, context)
        except Exception:  # noqa: BLE001  as in `serve`, for what goes wrong around it
            traceback.print_exc()
            return _told(Unexpected())

    def _answer(self, event: Any, context: Any) -> dict[str, Any]:
        about = event.get("requestContext") or {}
        methods, method = self.routes.get(str(about.get("resourcePath"))), about.get("httpMethod")
        if methods is None:
            return _told(NotFound())
        if method == "HEAD" and "GET" in methods:
            as_get = {**event, "requestContext": {**about, "httpMethod": "GET"}}
            whole = super().__call__(as_get, context)
            return {**whole, "body": "", "isBase64Encoded": False}
        if method not in methods:
            allowed = sorted({*methods, "HEAD"} if "GET" in methods else methods)
            return _told(WrongMethod(), {"Allow": ", ".join(allowed)})
        return super().__call__(event, context)


def _told(refusal: Refusal, more: dict[str, str] | None = None) -> dict[str, Any]:
    response = refused(refusal)
    response.headers.update(more or {})
    told: dict[str, Any] = response.to_dict()
    return told
