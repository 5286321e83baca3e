"""The pages as a browser meets them, without a server: every request of a context is answered here.

The real renderers and policies answer; only the respondents' API is played, so that a test can lose
a connection or close a window at will. The whole way through the deployed system is in
test_story.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Route

from chalicelib.pages import assets, layout, ranking, respond, rounds
from tests.pages import samples

ORIGIN = "http://app.localhost"
RANKING = "/rankings/sample-2024/provinces"
LINK = "/s#c2FtcGxl.dG9rZW4"
LOST = "lost"  # the connection breaks before the server has an answer to give
Answer = tuple[int, dict[str, Any]] | str


def questionnaire(questions: int = 4) -> dict[str, Any]:
    """What the server answers to a good link: a ballot closing at the end of 10 January 2035."""
    scale = [("Tốt", "Good"), ("Khá", "Fairly good"), ("Kém", "Poor"), ("Không biết", "Don't know")]
    options = [{"title": samples.text(*titles)} for titles in scale]
    return {
        "ballot": "ballot-1",
        "closes": "2035-01-10T17:00:00Z",
        "illustrative": True,
        "round": {
            "title": samples.text("Kỳ đánh giá mẫu", "Sample round"),
            "authority": samples.text("Cơ quan chủ trì mẫu", "Sample authority"),
        },
        "index": {"title": samples.text("Các tỉnh", "Provinces")},
        "unit": {"name": samples.text("Hải Phòng")},
        "group": {"title": samples.text("Lãnh đạo cấp sở", "Department leaders")},
        "questions": [
            {
                "id": f"q{number}",
                "options": options,
                "title": samples.text(
                    f"Câu hỏi mẫu số {number} về sự kịp thời?", f"Sample question {number}?"
                ),
            }
            for number in range(1, questions + 1)
        ],
    }


def problem(status: int, code: str, detail: str = "", **more: Any) -> tuple[int, dict[str, Any]]:
    """A problem document as the API writes it."""
    return status, {
        "status": status,
        "code": code,
        "detail": detail,
        "detail_en": f"{detail} (en)",
        **more,
    }


@dataclass
class Site:
    """`opens` and `answers` are given one after the other, the last one for ever; `calls` is what
    was posted.
    """

    opens: list[Answer] = field(default_factory=lambda: [(200, questionnaire())])
    answers: list[Answer] = field(default_factory=lambda: [(200, {"receipt": "R-7K2M-94QX"})])
    ranking: dict[str, Any] = field(default_factory=samples.ranking)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        context.route("**/*", self._serve)

    def _serve(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        self.fetched.append(address.path)
        if route.request.method == "POST":
            self._post(route, address.path)
        elif address.path.startswith("/static/"):
            name = address.path.removeprefix("/static/")
            route.fulfill(body=assets.content(name).decode(), content_type=assets.media_type(name))
        else:
            self._page(route, address.path, parse_qs(address.query).get("lang", ["vi"])[0])

    def _page(self, route: Route, path: str, lang: str) -> None:
        pages = {
            "/": lambda: (200, rounds.render(samples.rounds(), lang), layout.POLICY),
            RANKING: lambda: (
                200,
                ranking.render(self.ranking, samples.about(), lang, samples.FILES),
                layout.POLICY,
            ),
            "/s": lambda: (200, respond.document(), respond.policy()),
        }
        status, page, policy = pages.get(path, lambda: (404, rounds.missing(lang), layout.POLICY))()
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        route.fulfill(status=status, body=page, headers=headers)

    def _post(self, route: Route, path: str) -> None:
        kind = path.rpartition("/")[2]
        self.calls.append((kind, json.loads(route.request.post_data or "{}")))
        replies = self.opens if kind == "open" else self.answers
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if isinstance(reply, str):
            route.abort("connectionfailed")
        else:
            route.fulfill(status=reply[0], json=reply[1])
