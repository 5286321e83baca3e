"""How heavy pages are on the wire: a public ranking, and a unit's workspace, in a browser that has
kept nothing.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request, StorageState, sync_playwright

from infra.demo.casting import first_passwords
from infra.demo.client import Site, Visitor
from infra.local.patience import PATIENCE
from infra.local.stack import DOMAIN, Stack
from tests.bench.answering import program
from tests.bench.figures import Advance, Figure

NAMES = ("public_page_kb", "work_page_kb")
GOALS = (100, 120)
STEPS = 5
PEOPLE = 3000  # their number says nothing about a page
ROUND = "national-2024"
RANKING = f"/rankings/{ROUND}/provinces"
UNIT, EDITOR = "bo-tu-phap", "can-bo@example.test"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
READY = {RANKING: ".heat", "/work": "#menu"}


@dataclass(frozen=True, slots=True)
class Weight:
    """One reply: what it is (`script`, `fetch`), its encoding, and its bytes as they came."""

    kind: str
    encoding: str
    body: int
    headers: int


def measure(advance: Advance) -> list[Figure]:
    """The figures `public_page_kb` and `work_page_kb`."""
    command = [sys.executable, "-m", "tests.bench.whole_round", str(PEOPLE)]
    with Stack.start() as stack:
        advance()
        with program(command, stack.function_environment()) as ask:
            advance()
            ask("ours")
        advance()
        password = officer(stack, ROUND, UNIT)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=list(FLAGS)
            )
            public = first_view(browser, stack.url, RANKING)
            advance()
            work = first_view(browser, stack.url, "/work", (EDITOR, password))
            advance()
            browser.close()
    return figures(public, work)


def figures(public: Sequence[Weight], work: Sequence[Weight]) -> list[Figure]:
    """Thousands of bytes of the bodies as they came; SystemExit if a page did not come whole."""
    if len(public) < 4 or len(work) < 20:
        raise SystemExit("A page did not load what it needs.")
    return [
        Figure(
            name,
            sum(each.body for each in replies) / 1000,
            goal,
            note=f"Issue 13. {_told(replies)}",
        )
        for name, goal, replies in zip(NAMES, GOALS, (public, work), strict=True)
    ]


def _told(replies: Sequence[Weight]) -> str:
    kinds, encodings = Counter[str](), Counter(each.encoding for each in replies)
    for each in replies:
        kinds[each.kind] += each.body
    return (
        f"Bodies as they came, in {len(replies)} replies: "
        + ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in kinds.most_common())
        + f". Encodings: {dict(encodings.most_common())}. Headers of HTTP/1.1, which"
        f" HTTP/2 packs: {sum(each.headers for each in replies) / 1000:.1f} more."
    )


def first_view(
    browser: Browser, url: str, path: str, officer: tuple[str, str] | None = None
) -> list[Weight]:
    """Every reply until the page is there and silent; an officer has signed in in another window,
    so that the sign-in's own replies are not in it.
    """
    kept = signed_in(browser, url, *officer) if officer else None
    context = browser.new_context(base_url=url, storage_state=kept)
    context.set_default_timeout(PATIENCE * 1000)
    page, done = context.new_page(), list[Request]()
    page.on("requestfinished", lambda request: done.append(request))
    page.goto(path)
    page.locator(READY[path]).first.wait_for()
    page.wait_for_load_state("networkidle")
    weights = [_weight(each) for each in done]
    context.close()
    return weights


def _weight(request: Request) -> Weight:
    sizes, response = request.sizes(), request.response()
    encoding = (response.header_value("content-encoding") if response else None) or "none"
    return Weight(
        request.resource_type, encoding, sizes["responseBodySize"], sizes["responseHeadersSize"]
    )


def signed_in(browser: Browser, url: str, email: str, password: str) -> StorageState:
    """What a browser keeps of somebody who has signed in."""
    context = browser.new_context(base_url=url, ignore_https_errors=True)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto("/signin")
    page.locator("#email").fill(email)
    page.locator("#password").fill(password)
    page.locator("form .button").click()
    page.locator("#menu").wait_for()
    kept = context.storage_state()
    context.close()
    return kept


def officer(stack: Stack, round_id: str, unit: str) -> str:
    """The password of an editor who has signed in once."""
    site, ops = Site(stack.endpoint, f"{DOMAIN}:{urlsplit(stack.url).port}"), stack.ops()
    made = {"email": EDITOR, "name": "Nguyễn Thị Minh Họa", "role": "editor", "unit": unit}
    path = f"/rounds/{round_id}/accounts"
    Visitor(site, ops.email, ops.password, "/api/ops").post(path, {"accounts": [made]})
    deadline = time.monotonic() + PATIENCE
    while EDITOR not in (found := first_passwords(stack.messages())):
        if time.monotonic() > deadline:
            raise SystemExit("The letter with the first password did not come.")
        time.sleep(0.5)
    editor = Visitor(site, EDITOR, found[EDITOR], "/api/units")
    editor.sign_in()
    return editor.password
