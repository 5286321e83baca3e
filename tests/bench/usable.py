"""How soon the first criterion can be typed into, on a slow line and a slow machine, against a bare
page of the same bytes.
"""

from __future__ import annotations

import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from infra.folders import EMULATOR_PYTHON
from infra.local import emulator
from infra.local.patience import PATIENCE
from infra.local.stack import DOMAIN, Stack
from tests.bench.figures import Advance, Figure, interleaved, ratio
from tests.bench.weighing import EDITOR, FLAGS, officer, signed_in
from tests.load import running

NAMES = ("work_page_usable",)
GOAL = 1.5
RUNS = 7
STEPS = RUNS * 2
ROUND = "trang-2026"
# "Slow 4G" of Chromium's developer tools, and a processor of a quarter of the speed.
LINE = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 180_000,
    "uploadThroughput": 84_375,
}
SLOWER = 4
FIELDS = "#explanation:enabled"  # drawn with the values beside it, where text can be typed into
HERE = Path(__file__).parent
WATCH = """
const look = () => {
  if (document.querySelector(%s)) window.usable ??= performance.now();
  else requestAnimationFrame(look);
};
look();
"""
TOLD = """new Promise((tell) => {
  const look = () => (window.usable ? tell(window.usable) : requestAnimationFrame(look));
  look();
})"""


def measure(advance: Advance) -> list[Figure]:
    """The figure `work_page_usable`."""
    with Stack.start() as stack:
        values = running.prepared(stack, "last_hour", ROUND, 1)
        ((unit, leaves),) = values.items()
        password = officer(stack, ROUND, unit)
        with _edge(stack) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=[*FLAGS, "--ignore-certificate-errors"]
            )
            kept = signed_in(browser, url, EDITOR, password)
            work = f"{url}/work#/leaf/{min(leaves)}"
            page, rest, replies = _weighed(browser, work, kept)
            bare = f"{url}/bare?page={page}&rest={rest}"
            taken = interleaved(
                {
                    "ours": _opened(browser, work, kept, FIELDS),
                    "other": _opened(browser, bare, kept, "#first"),
                },
                RUNS,
                advance,
            )
            browser.close()
    note = (
        "Issue 13. From the address to the first criterion's field that can be typed into, nothing"
        f" kept, signed in: {LINE['latency']:.0f} ms a reply, 1.44 Mbit/s, the processor {SLOWER} ×"
        f" slower, HTTP/2. Ours: {replies} replies, {(page + rest) / 1000:.0f} KB, files as"
        " CloudFront keeps them, what the local stack's API has answered before told again after"
        " 50 ms. Other: a page and one script of as many bytes that shows a field."
    )
    ours, other = taken["ours"], taken["other"]
    return [Figure(NAMES[0], ratio(ours, other), GOAL, tuple(ours), tuple(other), note)]


def _weighed(browser: Browser, url: str, kept: Any) -> tuple[int, int, int]:
    """Bytes of the document, of all the rest, and how many replies."""
    with _page(browser, kept) as page:
        sizes: list[int] = []
        page.on("requestfinished", lambda done: sizes.append(done.sizes()["responseBodySize"]))
        page.goto(url)
        page.locator(FIELDS).first.wait_for()
        page.wait_for_load_state("networkidle")
    return sizes[0], sum(sizes[1:]), len(sizes)


def _opened(browser: Browser, url: str, kept: Any, field: str) -> Callable[[], float]:
    """Open the page as somebody new, on the slow line; milliseconds until the field is there."""

    def open_() -> float:
        with _page(browser, kept) as page:
            tools = page.context.new_cdp_session(page)
            tools.send("Network.enable")
            tools.send("Network.emulateNetworkConditions", LINE)
            tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.add_init_script(WATCH % json.dumps(field))
            page.goto(url)
            page.locator(field).first.wait_for()
            found: float = page.evaluate(TOLD)
            page.wait_for_load_state("networkidle")
        return found

    return open_


@contextmanager
def _page(browser: Browser, kept: Any) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(storage_state=kept, ignore_https_errors=True)
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


@contextmanager
def _edge(stack: Stack) -> Iterator[str]:
    """The address of the edge in front of the stack."""
    port = emulator.free_port()
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = (Path(folder) / name for name in ("key", "certificate"))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
            + ["-subj", f"/CN={DOMAIN}", "-keyout", key, "-out", certificate],
            check=True,
            capture_output=True,
        )
        settings = {
            "bind": f"{emulator.HOST}:{port}",
            "endpoint": stack.endpoint,
            "host": stack.url.removeprefix("http://"),
            "certificate": str(certificate),
            "key": str(key),
        }
        command: list[str | Path] = [EMULATOR_PYTHON, "-P", HERE / "edge.py", json.dumps(settings)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
            try:
                _wait(server, port)
                yield f"https://{DOMAIN}:{port}"
            finally:
                server.terminate()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    while server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((emulator.HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The edge did not start.")
