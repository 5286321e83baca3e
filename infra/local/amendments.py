"""Where ministack does otherwise than AWS, and it would show. Runs inside the emulator."""

from __future__ import annotations

from typing import Any

from ministack.services import apigateway_v1

PLAIN = {"Content-Type": "application/json"}  # ministack's own answers; the application's differ
ANY_METHOD = "x-amazon-apigateway-any-method"

_integrate = apigateway_v1._invoke_lambda_proxy_v1
_import_operation = apigateway_v1._import_operation


async def integrate(*given: Any, **named: Any) -> Any:
    """What the function answered. Where it died, timed out or found no room, the gateway's response
    of the template, as on AWS: ministack tells the function's fault itself, as plain JSON.
    """
    answer = await _integrate(*given, **named)
    match answer:
        case (502, headers, _) if headers == PLAIN:
            return apigateway_v1._gw_error("DEFAULT_5XX", "Internal server error")
        case (429, headers, _) if headers == PLAIN:
            return apigateway_v1._gw_error("THROTTLED", "Too Many Requests")
    return answer


def import_operation(api: str, resource: str, method: str, *more: Any) -> Any:
    """ministack serves ANY methods, but does not know how a description names them."""
    return _import_operation(
        api, resource, "ANY" if method.lower() == ANY_METHOD else method, *more
    )


def amend() -> None:
    """Put all of them in their places."""
    apigateway_v1._invoke_lambda_proxy_v1 = integrate
    apigateway_v1._import_operation = import_operation
    apigateway_v1._OPENAPI_HTTP_METHODS.add(ANY_METHOD)
