"""Where ministack does otherwise than AWS, and it would show. Runs inside the emulator."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import apigateway_v1, cognito, s3

PLAIN = {"Content-Type": "application/json"}  # ministack's own answers; the application's differ
ANY_METHOD = "x-amazon-apigateway-any-method"
CODES_AT_ONCE = 3  # of one authenticator are good at the same time

_integrate = apigateway_v1._invoke_lambda_proxy_v1
_import_operation = apigateway_v1._import_operation
_get_object = s3._get_object
_totp_matches = cognito._totp_matches

_open_challenges: set[str] = set()
_codes_used: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=CODES_AT_ONCE))


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


def get_object(bucket: str, key: str, headers: Any, query: Any = None) -> Any:
    """Headers that a link asks for are told of a version too, and not of the latest alone."""
    status, told, body = _get_object(bucket, key, headers, query)
    if status == 200:
        s3._apply_response_overrides(told, query or {})
    return status, told, body


def totp_matches(secret: str, code: Any) -> bool:
    """A code of an authenticator is good once."""
    if not _totp_matches(secret, code) or code in _codes_used[secret]:
        return False
    _codes_used[secret].append(code)
    return True


def with_challenges(act: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A challenge can be answered only if it was given, and once; ministack takes any text."""

    def answer(asked: Any) -> Any:
        challenge = asked.get("Session")
        if challenge is not None and challenge not in _open_challenges:
            return error_response_json(
                "NotAuthorizedException",
                "Invalid session for the user, session can only be used once.",
                400,
            )
        told = act(asked)
        if told[0] == 200:
            _open_challenges.discard(challenge)
            _open_challenges.update({json.loads(told[2]).get("Session")} - {None})
        return told

    return answer


def amend() -> None:
    """Put all of them in their places."""
    apigateway_v1._invoke_lambda_proxy_v1 = integrate
    apigateway_v1._import_operation = import_operation
    apigateway_v1._OPENAPI_HTTP_METHODS.add(ANY_METHOD)
    s3._get_object = get_object
    cognito._totp_matches = totp_matches
    for act in ("_initiate_auth", "_respond_to_auth_challenge"):
        for name in (act, f"_admin{act}"):
            setattr(cognito, name, with_challenges(getattr(cognito, name)))
