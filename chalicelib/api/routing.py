"""Routes as they are declared: every one names its audience, its body and its answer.

A view takes one `Request` and returns a JSON value (200) or a `Reply`. A test sees all routes in
`ROUTES`, and the OpenAPI document is written from them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib.api.exchanges import AUDIENCES, SIGNED_IN, Reply, Request, Route
from chalicelib.api.serving import serve

__all__ = ["AUDIENCES", "ROUTES", "SIGNED_IN", "Reply", "Request", "Route", "Routes"]

ROUTES: list[Route] = []


class Routes(Blueprint):
    """A Chalice blueprint whose routes all pass through the same door."""

    def on(
        self,
        method: str,
        path: str,
        *,
        audience: str,
        body: str | None = None,
        answers: str | None = None,
        status: int = 200,
    ) -> Callable[[Callable[[Request[Any]], Any]], Callable[[Request[Any]], Any]]:
        """Declare a route; the view's docstring is its summary."""

        def declare(view: Callable[[Request[Any]], Any]) -> Callable[[Request[Any]], Any]:
            route = Route(
                method, path, audience, (view.__doc__ or "").strip(), view, body, answers, status
            )
            ROUTES.append(route)

            def enter(**path_parameters: str) -> Response:
                return serve(route, path_parameters, self.current_request)

            name = f"{view.__module__.rpartition('.')[2]}_{view.__name__}"
            self.route(path, methods=[method], name=name, content_types=["application/json"])(enter)
            return view

        return declare
