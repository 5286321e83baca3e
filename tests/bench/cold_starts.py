"""Cold starts: a fresh process that imports the packaged application and makes its first DynamoDB
call.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import botocore

from chalicelib.settings import Settings
from infra import package
from infra.folders import BUILD
from tests import gateway
from tests.bench.figures import Advance, Figure, interleaved, ratio

NAMES = ("cold_start",)
GOAL = 1.2
RUNS = 25
STEPS = RUNS * 2

_PATH = "/public/v1/rounds/none/rankings/none"
_EVENT = gateway.event("GET", _PATH, {"Accept": "application/json"}, b"")
# Both programs stand alone: they print how many milliseconds of CPU (user and system, all threads)
# they took.
OURS = """
import sys, time
started = time.process_time_ns()
sys.path.insert(0, {folder!r})
import app
answer = app.app({event!r}, None)
taken = time.process_time_ns() - started
assert answer["statusCode"] == {status}, answer
print(taken / 1e6)
"""
OTHER = """
import sys, time
started = time.process_time_ns()
sys.path.insert(0, {folder!r})
import boto3
boto3.client("dynamodb").{call}
taken = time.process_time_ns() - started
print(taken / 1e6)
"""


@dataclass
class Stub:
    """A DynamoDB that has no rows, and what it was asked."""

    url: str
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@contextmanager
def stub() -> Iterator[Stub]:
    """Answer every DynamoDB query on a loopback port with no rows."""
    found = Stub("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found.calls.append((self.headers["X-Amz-Target"].partition(".")[2], body))
            content = b'{"Count":0,"Items":[],"ScannedCount":0}'
            self.send_response(200)
            self.send_header("Content-Type", "application/x-amz-json-1.0")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def unpacked() -> Path:
    """The packaged zip as Lambda lays it out, in a fresh folder."""
    archive, *_ = package.build("local", check=False).archives
    folder = BUILD / "bench" / "task"
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(archive) as content:
        content.extractall(folder)
    return folder


def with_the_whole_boto3(folder: Path) -> Path:
    """A copy whose boto3 reads the list of addresses that it comes with."""
    copy = folder.with_name("bare")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    shutil.copy(Path(botocore.__file__).parent / "data" / "endpoints.json", copy / "botocore/data")
    return copy


def offline(url: str) -> dict[str, str]:
    """The environment of a function whose AWS is at `url`, and that has nothing else."""
    return {name.name.upper(): "none" for name in fields(Settings)} | {
        "AWS_ENDPOINT_URL": url,
        "AWS_DEFAULT_REGION": "ap-southeast-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
        "LANG": "C.UTF-8",
    }


def run(
    program: str, folder: Path, environment: Mapping[str, str], *options: str
) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh Python that finds the unpacked zip and the standard library, nothing
    else.
    """
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", *options, "-c", program],
        cwd=folder,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"A cold start failed:\n{done.stderr}")
    return done


def measure(advance: Advance) -> list[Figure]:
    """The figure `cold_start`."""
    folder = unpacked()
    bare = with_the_whole_boto3(folder)
    with stub() as dynamodb:
        ours = OURS.format(folder=str(folder), event=_EVENT, status=404)
        run(ours, folder, offline(dynamodb.url))
        (action, query), *more = dynamodb.calls
        if action != "Query":
            raise SystemExit(f"The application called {action} first, not Query.")
        other = OTHER.format(folder=str(bare), call=f"query(**{query!r})")
        taken = interleaved(
            {
                "ours": _taken(ours, folder, dynamodb.url),
                "other": _taken(other, bare, dynamodb.url),
            },
            RUNS,
            advance,
        )
    return [
        Figure(
            NAMES[0],
            ratio(taken["ours"], taken["other"]),
            GOAL,
            tuple(taken["ours"]),
            tuple(taken["other"]),
            "Issue 2. CPU of a fresh process after Python's own start. Ours: import app from the"
            f" unpacked zip, then GET {_PATH} to its answer, {1 + len(more)} DynamoDB"
            " call(s). Other: import boto3 with the list of addresses that it comes with, which the"
            " zip has cut down to our services, make a client, make the same first call. Both with"
            " .pyc.",
        )
    ]


def _taken(program: str, folder: Path, url: str) -> Callable[[], float]:
    return lambda: float(run(program, folder, offline(url)).stdout)
