"""The emulated AWS as one process. Runs with the Python of its own environment: nothing of the
project is imported but its neighbours here.

Beyond ministack's own server it runs the functions' workers in its own way (`workers`), does as AWS
where ministack does not (`amendments`), keeps what people entered (`keeping`), stops in order on
SIGTERM (no request cut off, then everything is written), and ends when the process that started it
is gone.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app as emulator
from ministack.core import persistence

from infra.local import amendments, workers
from infra.local.keeping import Keeping

CHECKPOINT = "/_local/checkpoint"


class Server:
    """ministack's ASGI application, and a request of our own that writes everything."""

    def __init__(self) -> None:
        self.stopping = asyncio.Event()
        self.keeping: Keeping | None = None
        if persistence.PERSIST_STATE:
            self.keeping = Keeping(Path(persistence.STATE_DIR) / "kept.sqlite")
            self.keeping.take_over()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"] == CHECKPOINT:
            if self.keeping:
                await self.keeping.everything()
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await emulator.app(scope, receive, send)

    async def run(self, config: Config) -> None:
        """Serve until told to stop."""
        if not self.keeping:
            await serve(self, config, shutdown_trigger=self.stopping.wait)
            return
        kept = asyncio.create_task(self.keeping.keep(self.stopping))
        # Should keeping fail, nothing may be accepted any more.
        kept.add_done_callback(lambda _: self.stopping.set())
        await serve(self, config, shutdown_trigger=self.stopping.wait)
        await kept
        await self.keeping.everything()
        self.keeping.close()


async def main(host: str, port: int, parent: int) -> None:
    """Serve until told to stop, or until the process `parent` is gone."""
    workers.amend()
    amendments.amend()
    server = Server()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stopping.set)
    loop.add_reader(os.pidfd_open(parent), server.stopping.set)
    config = Config()
    config.bind = [f"{host}:{port}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    await server.run(config)


if __name__ == "__main__":
    asyncio.run(main(os.environ["BIND_HOST"], int(os.environ["GATEWAY_PORT"]), int(sys.argv[-1])))
    # Everything is written; idle workers of functions would hold on for minutes.
    sys.stdout.flush()
    if os.getpgrp() == os.getpid():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(0, signal.SIGTERM)
    os._exit(0)
