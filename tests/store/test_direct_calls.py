"""Calls past the SDK: what is answered is taken, and whatever goes wrong goes the SDK's way."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.client import BaseClient
from botocore.credentials import Credentials, RefreshableCredentials
from botocore.exceptions import ClientError
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from chalicelib.settings import settings
from chalicelib.store import direct_calls, tables
from infra.local.stack import NAME, Stack
from tests.fake_aws import Aws

ITEM = {"box": {"S": "a/b"}, "response": {"S": "r1"}, "answers": {"S": "12"}}
CANCELLED = (
    b'{"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",'
    b'"CancellationReasons": [{"Code": "TransactionConflict"}]}'
)
_really_post = direct_calls._post  # `aws` puts nobody in its place


def reply(status: int, content: bytes) -> bytes:
    """A reply in full."""
    return b"HTTP/1.1 %d x\r\nContent-Length: %d\r\n\r\n%b" % (status, len(content), content)


@dataclass
class Service:
    """Stands for DynamoDB: what it heard (headers, body, the caller's port), and what it replies.

    `replies` are the bytes sent to each request in turn, `{}` once they are used up; after one that
    ends early, and after each if `hangs_up`, the connection is closed. None: nothing is said.
    """

    url: str = ""
    heard: list[tuple[dict[str, str], bytes, int]] = field(default_factory=list)
    replies: list[bytes | None] = field(default_factory=list)
    hangs_up: bool = False
    closed: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The bodies heard."""
        return [json.loads(body) for _, body, _ in self.heard]

    def take(self, handler: BaseHTTPRequestHandler) -> None:
        """Hear a request and reply to it."""
        headers = {name.lower(): value for name, value in handler.headers.items()}
        body = handler.rfile.read(int(headers["content-length"]))
        self.heard.append((headers, body, handler.client_address[1]))
        told = self.replies.pop(0) if self.replies else reply(200, b"{}")
        if told is None:
            self.over.wait()
        handler.wfile.write(told or b"")
        handler.close_connection = self.hangs_up or told in (None, b"", CUT_OFF)


CUT_OFF = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"


@contextmanager
def listening(service: Service, certificate: Path | None = None) -> Iterator[Service]:
    """The service at a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            service.take(self)

    class Server(ThreadingHTTPServer):
        def shutdown_request(self, request: Any) -> None:
            super().shutdown_request(request)
            service.closed.set()

        def handle_error(self, *_: object) -> None:
            """Callers may break off."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    name = "https://localhost" if certificate else "http://127.0.0.1"
    service.url = f"{name}:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield service
    finally:
        service.over.set()
        server.shutdown()
        direct_calls._connection.cache_clear()
        direct_calls._trust.cache_clear()
        server.server_close()


Lead = Callable[[str], None]


@pytest.fixture
def lead(monkeypatch: pytest.MonkeyPatch) -> Lead:
    """Lets direct calls, and no others, go to an address."""

    def to(url: str) -> None:
        there = replace(settings(), endpoint_url=url)
        monkeypatch.setattr(direct_calls, "settings", lambda: there)
        monkeypatch.setattr(direct_calls, "_post", _really_post)
        direct_calls._connection.cache_clear()

    return to


@pytest.fixture
def service(aws: Aws, lead: Lead) -> Iterator[Service]:
    """Direct calls are heard by this service, the SDK's own by the pretended AWS."""
    with listening(Service()) as made:
        lead(made.url)
        yield made


@pytest.fixture
def by_sdk(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """The calls that the SDK made: operation and arguments."""
    calls: list[tuple[str, dict[str, Any]]] = []
    real = BaseClient._make_api_call

    def counted(self: object, operation: str, arguments: dict[str, Any]) -> object:
        calls.append((operation, arguments))
        return real(self, operation, arguments)

    monkeypatch.setattr(BaseClient, "_make_api_call", counted)
    return calls


def put() -> list[dict[str, Any]]:
    return [
        {
            "Put": {
                "TableName": tables.name("responses"),
                "Item": ITEM,
                "ConditionExpression": "attribute_not_exists(box)",
            }
        }
    ]


def found() -> dict[str, Any] | None:
    return direct_calls.find("responses", {"box": {"S": "a/b"}, "response": {"S": "r1"}})


def test_what_is_answered_is_taken_over_one_kept_connection(
    service: Service, by_sdk: list[tuple[str, dict[str, Any]]]
) -> None:
    service.replies = [reply(200, json.dumps({"Item": ITEM}).encode())]
    assert found() == ITEM
    assert found() is None
    assert direct_calls.transact(put(), "t1") is None
    assert [headers["x-amz-target"] for headers, _, _ in service.heard] == [
        "DynamoDB_20120810.GetItem",
        "DynamoDB_20120810.GetItem",
        "DynamoDB_20120810.TransactWriteItems",
    ]
    assert service.requests[0] == {
        "TableName": tables.name("responses"),
        "Key": {"box": {"S": "a/b"}, "response": {"S": "r1"}},
        "ConsistentRead": True,
    }
    assert service.requests[2] == {"TransactItems": put(), "ClientRequestToken": "t1"}
    assert len({port for _, _, port in service.heard}) == 1
    assert by_sdk == []


def test_a_connection_that_was_closed_meanwhile_is_made_anew(
    service: Service, by_sdk: list[tuple[str, dict[str, Any]]]
) -> None:
    service.hangs_up = True
    found()
    assert service.closed.wait(10)
    found()
    assert len({port for _, _, port in service.heard}) == 2
    assert by_sdk == []


def test_a_scan_goes_on_where_a_page_ends(
    service: Service, by_sdk: list[tuple[str, dict[str, Any]]]
) -> None:
    pages = [{"Items": [ITEM], "LastEvaluatedKey": {"box": {"S": "a/b"}}}, {"Items": []}]
    service.replies = [reply(200, json.dumps(page).encode()) for page in pages]
    wanted = {"TableName": tables.name("responses"), "ConsistentRead": True}
    assert list(direct_calls.scan(wanted)) == [[ITEM], []]
    assert service.requests == [wanted, {**wanted, "ExclusiveStartKey": {"box": {"S": "a/b"}}}]
    assert by_sdk == []


@pytest.mark.parametrize("spoilt", [reply(500, b"{}"), CUT_OFF, reply(400, b"{}")])
def test_a_page_that_does_not_come_is_asked_of_the_sdk(
    service: Service, by_sdk: list[tuple[str, dict[str, Any]]], spoilt: bytes
) -> None:
    direct_calls.transact(put(), "t1")
    tables.client().put_item(TableName=tables.name("responses"), Item=ITEM)
    service.replies = [spoilt]
    assert list(direct_calls.scan({"TableName": tables.name("responses")})) == [[ITEM]]
    assert [operation for operation, _ in by_sdk] == ["PutItem", "Scan"]


EXPIRED = b'{"__type": "com.amazon.coral.service#ExpiredTokenException", "message": "expired"}'
SPOILT = {
    "a fault": reply(500, b"{}"),
    "a fault that is no JSON": reply(502, b"<html>"),
    "no JSON": reply(200, b"<html>"),
    "throttled": reply(400, b'{"__type": "com.amazonaws#ThrottlingException"}'),
    "expired credentials": reply(400, EXPIRED),
    "sent elsewhere": b"HTTP/1.1 307 x\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n",
    "no HTTP": b"220 ready\r\n\r\n",
    "a connection lost before the reply": b"",
    "a connection lost within the reply": CUT_OFF,
    "silence": None,
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_what_goes_wrong_goes_the_sdks_way_under_the_same_token(
    service: Service,
    by_sdk: list[tuple[str, dict[str, Any]]],
    spoilt: bytes | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(direct_calls, "PATIENCE", 0.2 if spoilt is None else 10)
    service.replies = [spoilt] * 3
    assert found() is None
    assert direct_calls.transact(put(), "t1") is None
    assert found() == ITEM
    assert [operation for operation, _ in by_sdk] == ["GetItem", "TransactWriteItems", "GetItem"]
    assert [arguments for _, arguments in by_sdk] == service.requests
    assert by_sdk[1][1]["ClientRequestToken"] == "t1"


def test_silence_is_borne_for_a_second() -> None:
    assert direct_calls._connection("http://localhost", 1, direct_calls.PATIENCE).timeout == 1


def test_so_does_what_finds_nobody(lead: Lead, by_sdk: list[tuple[str, dict[str, Any]]]) -> None:
    with listening(Service()) as gone:
        pass
    lead(gone.url)
    assert found() is None
    assert direct_calls.transact(put(), "t1") is None
    assert [operation for operation, _ in by_sdk] == ["GetItem", "TransactWriteItems"]


def test_the_next_call_after_one_that_went_wrong_is_direct_again(
    service: Service, by_sdk: list[tuple[str, dict[str, Any]]]
) -> None:
    service.replies = [CUT_OFF, reply(200, json.dumps({"Item": ITEM}).encode())]
    assert found() is None
    assert found() == ITEM
    assert len(by_sdk) == 1


def test_the_sdks_way_tells_why_a_transaction_was_cancelled(aws: Aws) -> None:
    assert direct_calls.transact(put(), "t1") is None
    reasons = direct_calls.transact(put(), "t2")
    assert reasons is not None
    assert [reason["Code"] for reason in reasons] == ["ConditionalCheckFailed"]


def test_a_cancelled_transaction_is_not_tried_again(
    service: Service, by_sdk: list[tuple[str, dict[str, Any]]]
) -> None:
    service.replies = [reply(400, CANCELLED)]
    assert direct_calls.transact(put(), "t1") == [{"Code": "TransactionConflict"}]
    assert by_sdk == []


def test_a_problem_that_is_no_cancellation_is_raised(aws: Aws) -> None:
    with pytest.raises(ClientError):
        direct_calls.transact([{"Put": {"TableName": "nowhere", "Item": ITEM}}], "t1")


def test_requests_go_to_the_region_unless_an_address_is_given() -> None:
    assert urlsplit(direct_calls._url()).netloc == f"dynamodb.{settings().region}.amazonaws.com"


def signature(headers: dict[str, str], body: bytes, url: str, secret: str) -> str:
    """What a service that knows the secret reckons from what it heard."""
    told = headers["authorization"].partition("Credential=")[2]
    key, names = told.partition("/")[0], told.partition("SignedHeaders=")[2].partition(",")[0]
    signed = {name: headers[name] for name in names.split(";")}
    request = AWSRequest("POST", f"{url}/", headers=signed, data=body)
    request.context["timestamp"] = headers["x-amz-date"]
    oracle = SigV4Auth(Credentials(key, secret), "dynamodb", settings().region)
    return str(
        oracle.signature(oracle.string_to_sign(request, oracle.canonical_request(request)), request)
    )


def test_what_is_sent_is_what_was_signed_with_the_credentials_of_that_moment(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [datetime(2026, 11, 29, tzinfo=UTC)]
    end = now[0] + timedelta(hours=1)
    later = {
        "access_key": "ID-2",
        "secret_key": "secret 2",
        "token": "token/2+=",
        "expiry_time": (end + timedelta(hours=1)).isoformat(),
    }
    rotating = RefreshableCredentials(
        "ID-1", "secret 1", "token/1+=", end, lambda: later, "test", lambda: now[0]
    )
    monkeypatch.setattr(direct_calls, "_credentials", lambda: rotating)
    found()
    now[0] = end
    direct_calls.transact(put(), "t1")
    for number, (headers, body, _) in enumerate(service.heard, 1):
        own = headers["authorization"]
        assert f"Credential=ID-{number}/" in own
        assert headers["x-amz-security-token"] == f"token/{number}+="
        for name in ("content-type", "host", "x-amz-date", "x-amz-security-token", "x-amz-target"):
            assert name in own.partition("SignedHeaders=")[2].partition(",")[0].split(";")
        assert own.endswith(f"={signature(headers, body, service.url, f'secret {number}')}")
        assert not own.endswith(f"={signature(headers, body + b' ', service.url, 'secret 1')}")


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
    certificate: Path, lead: Lead, monkeypatch: pytest.MonkeyPatch, trusted: bool, status: int
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with listening(Service(), certificate) as service:
        lead(service.url)
        assert direct_calls._call("GetItem", {"TableName": "a"})[0] == status
    assert service.requests == ([{"TableName": "a"}] if trusted else [])


def test_the_service_accepts_the_signature_of_a_function_and_no_other(
    stack: Stack, lead: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = stack.client("lambda").get_function_configuration(
        FunctionName=stack._resource("APIHandler")
    )["Role"]
    given = stack.client("sts").assume_role(RoleArn=role, RoleSessionName="thu")["Credentials"]
    lead(stack.endpoint)
    request = json.dumps(
        {"TableName": f"{NAME}-invitations", "Key": {"invitation": {"S": "none"}}}
    ).encode()
    statuses = []
    for secret in (given["SecretAccessKey"], "another"):
        own = Credentials(given["AccessKeyId"], secret, given["SessionToken"])
        monkeypatch.setattr(direct_calls, "_credentials", lambda own=own: own)
        statuses.append(direct_calls._post("GetItem", request)[0])
    assert statuses == [200, 400]
