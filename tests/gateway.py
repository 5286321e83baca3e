"""API Gateway before the application in process, as the template sets it up: one resource for every
address, bodies in base64, addresses as they were sent, queries unescaped.
"""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import parse_qs

from tests.site import Answer

GREEDY = "/{proxy+}"


def event(method: str, target: str, headers: dict[str, str], body: bytes) -> dict[str, Any]:
    """What the function is handed for a request; `target` is path and query as they were sent."""
    path, _, query = target.partition("?")
    asked = parse_qs(query, keep_blank_values=True) or None
    resource = "/" if path == "/" else GREEDY
    return {
        "resource": resource,
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": asked and {name: values[-1] for name, values in asked.items()},
        "multiValueQueryStringParameters": asked,
        "pathParameters": None if resource == "/" else {"proxy": path.strip("/")},
        "stageVariables": None,
        "requestContext": {
            "resourcePath": resource,
            "path": f"/v1{path}",
            "stage": "v1",
            "httpMethod": method,
            "identity": {"sourceIp": "127.0.0.1"},
        },
        "body": base64.b64encode(body).decode() if body else None,
        "isBase64Encoded": bool(body),
    }


def call(
    application: Any, method: str, target: str, headers: dict[str, str], body: bytes
) -> Answer:
    """Do a request."""
    response = application(event(method, target, headers, body), None)
    content = response["body"]
    told = {**response["headers"], **response["multiValueHeaders"]}
    return Answer(
        response["statusCode"],
        {name.lower(): _one(value) for name, value in told.items()},
        base64.b64decode(content) if response.get("isBase64Encoded") else content.encode(),
    )


def _one(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)  # as over HTTP
