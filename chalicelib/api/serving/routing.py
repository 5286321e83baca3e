"""Declare a route: everything about it is said in one place.

A view takes one `Request` and returns a JSON value (200) or a `Reply`; its docstring is the
summary. `ROUTES` lists all routes; the OpenAPI document is made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib.api.serving.audiences import AUDIENCES, SIGNED_IN
from chalicelib.api.serving.media import Media
from chalicelib.api.serving.requests import Refusals, Reply, Request, Route
from chalicelib.api.serving.serve import serve

__all__ = ["AUDIENCES", "ROUTES", "SIGNED_IN", "Reply", "Request", "Route", "Routes", "name_of"]

ROUTES: list[Route] = []
View = Callable[[Request[Any]], Any]


class Routes(Blueprint):
    """A Chalice blueprint whose routes all go through `serve`."""

    def on(
        self,
        method: str,
        path: str,
        *,
        audience: str,
        body: str | None = None,
        reply: str | Media | None = None,
        status: int = 200,
        query: Mapping[str, str] | None = None,
        refuses: Refusals = (),
        cookie: bool = False,
    ) -> Callable[[View], View]:
        """Declare a route.

        `body` and `reply` name pydantic models as `module.Model` below `chalicelib.api`; they are
        imported when a request needs them, not at a cold start. `reply` None: no content. `query`
        is {name: meaning}. `refuses` adds to the refusals of audience, path and body. `cookie`: the
        refresh token's cookie is needed.
        """

        def declare(view: View) -> View:
            route = Route(
                method,
                path,
                audience,
                (view.__doc__ or "").strip(),
                view,
                body,
                reply,
                status,
                dict(query or {}),
                refuses,
                cookie,
            )
            ROUTES.append(route)

            def enter(**path_parameters: str) -> Response:
                return serve(route, path_parameters, self.current_request)

            # `serve` looks at the media type of bodies: Chalice would refuse in words of its own.
            self.route(path, methods=[method], name=name_of(view), content_types=[])(enter)
            return view

        return declare


def name_of(view: View) -> str:
    """The operation id of a view: `room_module_function`."""
    module = view.__module__.removeprefix("chalicelib.api.").replace(".", "_")
    return f"{module}_{view.__name__}"
