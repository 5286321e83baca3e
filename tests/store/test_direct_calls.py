"""Calls past the SDK are signed as the SDK signs, and whatever goes wrong with them goes the SDK's
way.
"""

from __future__ import annotations

import json
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.client import BaseClient
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.settings import settings
from chalicelib.store import direct_calls, tables
from infra.local.stack import NAME, Stack
from tests.fake_aws import Aws
from tests.small_round import NOW

ITEM = {"box": {"S": "a/b"}, "response": {"S": "r1"}, "answers": {"S": "12"}}


def put(
    item: dict[str, Any] = ITEM, condition: str = "attribute_not_exists(box)"
) -> list[dict[str, Any]]:
    return [
        {
            "Put": {
                "TableName": tables.name("responses"),
                "Item": item,
                "ConditionExpression": condition,
            }
        }
    ]


def found() -> dict[str, Any] | None:
    return direct_calls.find("responses", {"box": {"S": "a/b"}, "response": {"S": "r1"}}, NOW)


@given(
    st.binary(),
    st.sampled_from(["GetItem", "TransactWriteItems"]),
    st.sampled_from([None, "a/token+of=a-role"]),
)
def test_a_request_is_signed_as_the_sdk_signs_it(
    content: bytes, operation: str, token: str | None
) -> None:
    credentials = Credentials("AN-ID", "a secret", token)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(direct_calls, "_credentials", lambda: credentials)
        own = direct_calls.headers(operation, content, NOW)
    oracle = SigV4Auth(credentials, "dynamodb", settings().region)
    signed = {name: value for name, value in own.items() if name != "Authorization"}
    request = AWSRequest("POST", f"https://{own['host']}/", headers=signed, data=content)
    request.context["timestamp"] = own["x-amz-date"]
    signature = oracle.signature(
        oracle.string_to_sign(request, oracle.canonical_request(request)), request
    )
    oracle._inject_signature_to_request(request, signature)
    assert own["Authorization"] == request.headers["Authorization"]
    assert (token in own.values()) == (token is not None)


def test_requests_go_to_the_region_unless_an_address_is_given() -> None:
    assert urlsplit(direct_calls._url()).netloc == f"dynamodb.{settings().region}.amazonaws.com"


def test_an_answer_is_read_to_its_stated_length() -> None:
    stream = BytesIO(b"HTTP/1.1 400 Bad Request\r\nServer: x\r\nContent-Length: 2\r\n\r\n{}rest")
    assert direct_calls._read(stream) == (400, b"{}")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1",
        b"HTTP/1.1 OK 200\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    ],
)
def test_an_answer_of_another_kind_is_none(answer: bytes) -> None:
    with pytest.raises(ValueError):
        direct_calls._read(BytesIO(answer))


@pytest.fixture(
    params=[
        (500, b"{}"),
        (502, b"<html>"),
        (200, b"<html>"),
        (400, b'{"__type": "com.amazonaws#ThrottlingException"}'),
        (
            400,
            b'{"__type": "com.amazon.coral.service#ExpiredTokenException", "message": "expired"}',
        ),
        None,
    ]
)
def spoilt(request: pytest.FixtureRequest, aws: Aws, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every direct call ends so (None: in no connection); the operations that went the SDK's
    way.
    """
    if request.param:
        monkeypatch.setattr(direct_calls, "_post", lambda *_: request.param)
    calls: list[str] = []
    real = BaseClient._make_api_call

    def counted(self: object, operation: str, arguments: dict[str, object]) -> object:
        calls.append(operation)
        return real(self, operation, arguments)

    monkeypatch.setattr(BaseClient, "_make_api_call", counted)
    return calls


def test_what_goes_wrong_goes_the_sdks_way(spoilt: list[str]) -> None:
    assert found() is None
    assert direct_calls.transact(put(), "t1", NOW) is None
    assert found() == ITEM
    assert spoilt == ["GetItem", "TransactWriteItems", "GetItem"]


def test_the_sdks_way_tells_why_a_transaction_was_cancelled(aws: Aws) -> None:
    assert direct_calls.transact(put(), "t1", NOW) is None
    reasons = direct_calls.transact(put(), "t2", NOW)
    assert reasons is not None
    assert [reason["Code"] for reason in reasons] == ["ConditionalCheckFailed"]


def test_a_cancelled_transaction_is_not_tried_again(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancelled = (
        b'{"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",'
        b'"CancellationReasons": [{"Code": "TransactionConflict"}]}'
    )
    monkeypatch.setattr(direct_calls, "_post", lambda *_: (400, cancelled))
    assert direct_calls.transact(put(), "t1", NOW) == [{"Code": "TransactionConflict"}]


def test_a_problem_that_is_no_cancellation_is_raised(aws: Aws) -> None:
    with pytest.raises(ClientError):
        direct_calls.transact([{"Put": {"TableName": "nowhere", "Item": ITEM}}], "t1", NOW)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that nobody vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1)
    )
    signed = made.add_extension(
        x509.SubjectAlternativeName([x509.DNSName("localhost")]), False
    ).sign(key, SHA256())
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return path


@pytest.mark.parametrize(("trusted", "status"), [(True, 200), (False, 0)])
def test_nothing_is_said_to_a_server_whose_certificate_is_not_trusted(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool, status: int
) -> None:
    heard: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    there = replace(settings(), endpoint_url=f"https://localhost:{server.server_port}")
    monkeypatch.setattr(direct_calls, "settings", lambda: there)
    monkeypatch.setattr(direct_calls, "_own", threading.local())
    if trusted:
        own = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr(direct_calls, "_trust", lambda: own)
    assert direct_calls._call("GetItem", {"TableName": "a"}, NOW)[0] == status
    assert heard == ([b'{"TableName": "a"}'] if trusted else [])
    server.shutdown()
    server.server_close()


def test_the_service_accepts_the_signature_of_a_function_and_no_other(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = stack.client("lambda").get_function_configuration(
        FunctionName=stack._resource("APIHandler")
    )["Role"]
    given = stack.client("sts").assume_role(RoleArn=role, RoleSessionName="thu")["Credentials"]
    there = replace(settings(), endpoint_url=stack.endpoint)
    monkeypatch.setattr(direct_calls, "settings", lambda: there)
    monkeypatch.setattr(direct_calls, "_own", threading.local())
    request = json.dumps(
        {"TableName": f"{NAME}-invitations", "Key": {"invitation": {"S": "none"}}}
    ).encode()
    statuses = []
    for secret in (given["SecretAccessKey"], "another"):
        own = Credentials(given["AccessKeyId"], secret, given["SessionToken"])
        monkeypatch.setattr(direct_calls, "_credentials", lambda own=own: own)
        statuses.append(direct_calls._post("GetItem", request, datetime.now(UTC))[0])
    assert statuses == [200, 400]
