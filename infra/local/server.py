"""The emulated AWS as one process. Runs with the Python of its own environment: nothing of the
project is imported.

Beyond ministack's own server it unpacks the code of the functions once and not for each of their
workers, answers for a function that failed as the API declares, stops in order on SIGTERM (no
request cut off, then the state is written), ends when the process that started it is gone, and
saves what people entered every few seconds, so that even a `kill -9` loses seconds only.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import sys
import threading
import time
import types
import zipfile
from pathlib import Path
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app as emulator
from ministack.core import lambda_runtime, persistence
from ministack.services import apigateway_v1, ses

SAVE_EVERY = 5.0  # seconds
SAVE_SHARE = 20  # saving may take one part in so many of the time
CHECKPOINT = "/_local/checkpoint"
LETTERS = "letters"
PLAIN = {"Content-Type": "application/json"}  # ministack's own answers; the application's differ


class Code(zipfile.ZipFile):
    """A function's zip, whose thousands of files all its workers share: unpacking them was most of
    a cold start.
    """

    _unpacking = threading.Lock()

    def extractall(self, path: Any = None, members: Any = None, pwd: Any = None) -> None:
        """Unpack beside the workers' folders what was not unpacked yet, and let `path` be a link to
        it.
        """
        folder, packed = Path(path), Path(str(self.filename))
        shared = folder.parent.with_name(
            f"code-{hashlib.sha256(packed.read_bytes()).hexdigest()[:16]}"
        )
        with self._unpacking:
            if not shared.exists():
                half = shared.with_suffix(".half")
                super().extractall(half, members, pwd)
                half.rename(shared)
        folder.rmdir()
        folder.symlink_to(shared, target_is_directory=True)


_integrate = apigateway_v1._invoke_lambda_proxy_v1


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


ANY_METHOD = "x-amazon-apigateway-any-method"
_import_operation = apigateway_v1._import_operation


def import_operation(api: str, resource: str, method: str, *more: Any) -> Any:
    """ministack serves ANY methods, but does not know how a description names them."""
    return _import_operation(
        api, resource, "ANY" if method.lower() == ANY_METHOD else method, *more
    )


class Server:
    """ministack's ASGI application, with a note of whether anything changed since the last save."""

    def __init__(self) -> None:
        self.changed = False
        self.stopping = asyncio.Event()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"] == CHECKPOINT:
            save()
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
            self.changed = True
        await emulator.app(scope, receive, send)

    async def save_now_and_then(self) -> None:
        pause = SAVE_EVERY
        while persistence.PERSIST_STATE:
            await asyncio.sleep(pause)
            if self.changed:
                self.changed = False
                began = time.monotonic()
                save()
                print(f"saved in {time.monotonic() - began:.3f} s", flush=True)
                pause = max(SAVE_EVERY, SAVE_SHARE * (time.monotonic() - began))

    async def stop_with(self, parent: int) -> None:
        while parent and os.getppid() == parent:
            await asyncio.sleep(1)
        if parent:
            self.stopping.set()


def save() -> None:
    """Write the state of every service, and the letters sent, which ministack itself forgets."""
    persistence.save_all(emulator._build_persistence_save_dict())
    persistence.save_state(LETTERS, {"sent": ses._sent_emails})


def load_letters() -> None:
    """Bring back the letters of earlier runs."""
    kept = persistence.load_state(LETTERS)
    if kept:
        ses._sent_emails.update(kept["sent"])


async def main(host: str, port: int, parent: int) -> None:
    """Serve until told to stop, or until the process `parent` (0: nobody) is gone."""
    load_letters()
    # The names that ministack uses of the module, one of which the module spells otherwise.
    lambda_runtime.zipfile = types.SimpleNamespace(
        ZipFile=Code, BadZipFile=zipfile.BadZipFile, LargeFileError=zipfile.LargeZipFile
    )
    apigateway_v1._invoke_lambda_proxy_v1 = integrate
    apigateway_v1._import_operation = import_operation
    apigateway_v1._OPENAPI_HTTP_METHODS.add(ANY_METHOD)
    server = Server()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stopping.set)
    config = Config()
    config.bind = [f"{host}:{port}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    background = [
        loop.create_task(server.save_now_and_then()),
        loop.create_task(server.stop_with(parent)),
    ]
    await serve(server, config, shutdown_trigger=server.stopping.wait)
    for task in background:
        task.cancel()
    save()


if __name__ == "__main__":
    asyncio.run(main(os.environ["BIND_HOST"], int(os.environ["GATEWAY_PORT"]), int(sys.argv[1])))
    # Everything is written; idle workers of functions would hold on for minutes.
    sys.stdout.flush()
    if os.getpgrp() == os.getpid():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(0, signal.SIGTERM)
    os._exit(0)
