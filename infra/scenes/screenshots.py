"""Takes the pictures in docs/screenshots/: the pages of signed-in people, the published rankings,
the questionnaire.

    python -m infra.scenes.screenshots [--url http://app.localhost:4599/] [--round national-2024]

The signed-in people work on a stack that is started for them; what the pages about a survey under
way ask for is answered here, with generated counts. The rankings are whatever the stack at `--url`
has published, by default that of the last demo (build/demo/summary.json); if it is up no more, the
demo is replayed first. The questionnaire's page is the real one; since the survey of a published
round is closed, its opening is answered here, with the real questions of the shipped round.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright

from infra.folders import BUILD, PROJECT
from infra.local.stack import Stack
from infra.scenes import (
    council_scene,
    desk_pictures,
    desk_scene,
    letters_scene,
    progress_scene,
    survey_scene,
)

PICTURES = PROJECT / "docs" / "screenshots"
SIZES = {"desk": (1280, 900), "phone": (360, 740)}
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def main() -> None:
    """Write every picture; says which."""
    options = _options()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        with _published(options.url, options.round) as url:
            for size in SIZES:
                _rankings(browser, url, size)
                _questionnaire(browser, url, size, opening(options.round))
        _desk(browser)
        browser.close()


@contextmanager
def _published(url: str | None, round_id: str) -> Iterator[str]:
    """The address of a stack that has published: `url`, else the last demo's, else one that is
    replayed for it.
    """
    if url or (url := _demo()):
        yield url
        return
    with subprocess.Popen([sys.executable, "-m", "infra.demo", "--round", round_id]) as demo:
        try:
            while not (url := _demo()):
                if demo.poll() is not None:
                    raise SystemExit("The demo ended; there are no rankings to picture.")
                time.sleep(1)
            yield url
        finally:
            demo.send_signal(signal.SIGINT)


def _demo() -> str | None:
    """The address of the last demo, if it is up."""
    summary = BUILD / "demo" / "summary.json"
    if not summary.exists():
        return None
    url: str = json.loads(summary.read_text())["url"]
    try:
        with socket.create_connection(("127.0.0.1", urlsplit(url).port or 80), timeout=5):
            return url
    except OSError:
        return None


def _desk(browser: Browser) -> None:
    with Stack.start() as stack:
        scene = desk_scene.play(stack)
        scene.wait_for_notices()
        for size, (width, height) in SIZES.items():
            for name, page in desk_pictures.pages(browser, scene, width, height):
                _take(page, f"{name}-{size}")
            _played(browser, stack.url, size)
        scene.send()
        for size, (width, height) in SIZES.items():
            for name, page in desk_pictures.later_pages(browser, scene, width, height):
                _take(page, f"{name}-{size}")
        council = council_scene.play(scene)
        for size, (width, height) in SIZES.items():
            for name, page in desk_pictures.council_pages(browser, scene, council, width, height):
                _take(page, f"{name}-{size}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m infra.scenes.screenshots", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument(
        "--url", help="address of the running stack (default: the last demo, replayed if need be)"
    )
    parser.add_argument(
        "--round", default="national-2024", help="whose questions the questionnaire shows"
    )
    return parser.parse_args()


def _page(browser: Browser, url: str, size: str) -> Page:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=url, viewport={"width": width, "height": height}, timezone_id="Asia/Ho_Chi_Minh"
    )
    return context.new_page()


def _rankings(browser: Browser, url: str, size: str) -> None:
    page = _page(browser, url, size)
    page.goto("/")
    _take(page, f"rankings-{size}")
    for href in page.locator(".rankings a").evaluate_all(
        "all => all.map(each => each.getAttribute('href'))"
    ):
        name = href.rpartition("/")[2]
        page.goto(href)
        _take(page, f"ranking-{name}-{size}")
        page.locator("section", has=page.locator(".heat")).evaluate("each => each.scrollIntoView()")
        _take(page, f"areas-{name}-{size}")
    page.goto("/signin")
    page.locator("#email").wait_for()
    _take(page, f"signin-{size}")
    page.context.close()


def _questionnaire(browser: Browser, url: str, size: str, opening: dict[str, Any]) -> None:
    page = _page(browser, url, size)
    page.route("**/api/respond/open", partial(_answer, opening))
    page.goto("/s#sample")
    _take(page, f"questionnaire-start-{size}")
    page.locator("main .button").click()
    page.locator("#q-" + opening["questions"][0]["id"]).locator("label").nth(1).click()
    _take(page, f"questionnaire-{size}")
    page.context.close()


def _played(browser: Browser, url: str, size: str) -> None:
    """The pages about a survey under way, whose answers are told by scenes."""
    now = datetime.now(UTC)
    staff = survey_scene.answers(now)
    for name, place, played, ready in (
        ("progress-unit", "/progress", progress_scene.answers("editor", now), "dl.big"),
        ("progress-ops", "/progress", staff, "dl.big"),
        ("letters", letters_scene.PLACE, letters_scene.answers(now), "table.people"),
        ("survey-letters", "/survey", staff, ".lead"),
        ("survey-decisions", "/survey#/decisions", staff, ".lead"),
        ("survey-people", f"/survey#/people/{survey_scene.LIST}", staff, ".lead"),
    ):
        page = _page(browser, url, size)
        for (method, path), answer in played.items():
            if method == "POST" and "session" not in path:
                continue
            page.route(re.compile(rf"{re.escape(path)}(\?|$)"), partial(_answer, answer))
        page.goto(place)
        page.locator(ready).wait_for()
        page.locator(ready).scroll_into_view_if_needed()
        _take(page, f"{name}-{size}")
        page.context.close()


def _answer(told: Any, route: Route) -> None:
    route.fulfill(json=told)


def opening(round_id: str) -> dict[str, Any]:
    """What the API would answer to a link of the round's last index, first group and first unit."""
    folder = PROJECT / "rounds" / round_id
    round_ = json.loads((folder / "round.json").read_text())
    index = round_["indexes"][-1]
    group = index["groups"][0]
    asked = [each for each in index["questions"] if group["id"] in each["groups"]]
    return {
        "ballot": "sample",
        "closes": _in_days(5),
        "illustrative": index["illustrative"],
        "round": {"title": round_["title"], "authority": round_["authority"]},
        "index": {"title": index["title"]},
        "unit": {"name": _first_unit(folder / "units.csv", index["id"])},
        "group": {"title": group["title"]},
        "questions": [
            {"id": each["id"], "title": each["title"], "options": round_["scales"][each["scale"]]}
            for each in asked
        ],
    }


def _first_unit(path: Path, index: str) -> dict[str, str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["index"] == index)
    return {"vi": row["name_vi"], "en": row["name_en"]}


def _in_days(days: int) -> str:
    """The end of a day in Viet Nam (17:00 UTC), some days from now."""
    return (
        datetime.now(UTC).replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days)
    ).isoformat()


def _take(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/screenshots/{name}.png")


if __name__ == "__main__":
    main()
