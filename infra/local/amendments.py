"""Where ministack does otherwise than AWS, and it would show. Runs inside the emulator."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

from ministack import app
from ministack.core import iam_actions
from ministack.core.responses import error_response_json, get_account_id
from ministack.services import apigateway_v1, cognito, dynamodb, s3

PLAIN = {"Content-Type": "application/json"}  # ministack's own answers; the application's differ
ANY_METHOD = "x-amazon-apigateway-any-method"
CODES_AT_ONCE = 3  # of one authenticator are good at the same time
# Rights that the mail service asks for, by address: for many letters at once, those of its older
# call too. A sender's address is a condition of all but the newest.
SENDING = {
    "/v2/email/outbound-emails": {"ses:SendEmail": True},
    "/v2/email/outbound-bulk-emails": {
        "ses:SendBulkEmail": False,
        "ses:SendBulkTemplatedEmail": True,
    },
}

_execute = app._handle_execute_api_request
_integrate = apigateway_v1._invoke_lambda_proxy_v1
_import_operation = apigateway_v1._import_operation
_get_object = s3._get_object
_totp_matches = cognito._totp_matches
_delete_table = dynamodb._delete_table
_table_arns = iam_actions.dynamodb_resource_arns
_enforce_ses = app._enforce_ses_v2

_open_challenges: set[str] = set()
_codes_used: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=CODES_AT_ONCE))


async def execute(
    host: str, path: str, *more: Any, raw_path: str | None = None, **named: Any
) -> Any:
    """The gateway looks at an address as it was sent, and hands it on so: ministack unescapes it,
    and an escaped slash would divide it.
    """
    return await _execute(host, raw_path or path, *more, raw_path=raw_path, **named)


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


def delete_table(asked: Any) -> Any:
    """A table that can be recovered leaves a backup, which AWS makes by itself."""
    name = dynamodb._normalize_table_name(asked.get("TableName"))
    backup = None
    if dynamodb._pitr_settings.get(name):
        made = dynamodb._create_backup({"TableName": name, "BackupName": f"{name}$DeletedTable"})
        backup = json.loads(made[2])["BackupDetails"]["BackupArn"]
    told = _delete_table(asked)
    if backup and told[0] == 200:
        dynamodb._backups[backup]["BackupDetails"]["BackupType"] = "SYSTEM"
    elif backup:
        dynamodb._backups.pop(backup)
    return told


def table_arns(body: bytes, region: str, account: str) -> list[str]:
    """A right to a backup is one to that backup, where ministack asks for one to everything."""
    return _table_arns(body, region, account) or [
        arn for arn in (json.loads(body or b"{}").get("BackupArn"),) if arn
    ]


def enforce_sending(
    method: str, path: str, headers: Any, body: bytes, query: Any, request: str
) -> Any:
    """A sender needs every right for its domain and its configuration set, where
    ministack asks for the newest right alone, and for no resource.
    """
    if not app.AUTH or path not in SENDING:
        return _enforce_ses(method, path, headers, body, query, request)
    asked = json.loads(body)
    region = app.extract_region(headers, query)
    place = f"arn:aws:ses:{region}:{get_account_id()}:"
    sender = asked["FromEmailAddress"]
    resources = [f"identity/{sender.partition('@')[2]}"]
    if "ConfigurationSetName" in asked:
        resources.append(f"configuration-set/{asked['ConfigurationSetName']}")
    for action, is_bound in SENDING[path].items():
        for resource in resources:
            denied = app._enforce_data_plane(
                "sesv2",
                action,
                headers,
                query,
                request,
                resource_arn=place + resource,
                service_context={"ses:FromAddress": sender} if is_bound else {},
                named_resource=place + resource,
            )
            if denied:
                return denied
    return None


def amend() -> None:
    """Put all of them in their places."""
    app._handle_execute_api_request = execute
    apigateway_v1._invoke_lambda_proxy_v1 = integrate
    apigateway_v1._import_operation = import_operation
    apigateway_v1._OPENAPI_HTTP_METHODS.add(ANY_METHOD)
    s3._get_object = get_object
    cognito._totp_matches = totp_matches
    app._enforce_ses_v2 = enforce_sending
    dynamodb._delete_table = delete_table
    iam_actions.dynamodb_resource_arns = table_arns
    for act in ("_initiate_auth", "_respond_to_auth_challenge"):
        for name in (act, f"_admin{act}"):
            setattr(cognito, name, with_challenges(getattr(cognito, name)))
