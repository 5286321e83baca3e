"""A round that runs through the deployed system in seconds: two units, one survey leaf, one
official figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.pages.samples import text
from tests.patience import eventually

if TYPE_CHECKING:
    from infra.local.stack import Stack

ROUND = "small-2024"
UNITS = (("don-vi-a", "Đơn vị A", "Unit A", "80"), ("don-vi-b", "Đơn vị B", "Unit B", "55.5"))
REASON = "Thử trang / page test"


def document() -> dict[str, Any]:
    """The round: no window has dates, so ops opens each."""
    scale = [
        {"title": text("Tốt", "Good"), "weight": "1"},
        {"title": text("Kém", "Poor"), "weight": "0"},
        {"title": text("Không biết", "Don't know"), "weight": None},
    ]
    return {
        "id": ROUND,
        "council": False,
        "title": text("Kỳ thử năm 2024", "Trial round 2024"),
        "authority": text("Cơ quan thử"),
        "year": 2024,
        "timezone": "Asia/Ho_Chi_Minh",
        "min_answers": 1,
        "windows": {},
        "bands": [{"name": "A", "from": "80"}, {"name": "B", "from": "0"}],
        "scales": {"quality": scale},
        "indexes": [
            {
                "id": "units",
                "title": text("Các đơn vị thử", "Trial units"),
                "illustrative": True,
                "groups": [
                    {
                        "id": "deputies",
                        "title": text("Đại biểu", "Deputies"),
                        "priority": 1,
                        "rates": "row",
                        "listed_by": ["authority"],
                        "plan": 2,
                        "limit": None,
                    }
                ],
                "questions": [
                    {
                        "id": f"q{number}",
                        "title": text(f"Câu thử {number}?", f"Trial question {number}?"),
                        "scale": "quality",
                        "groups": ["deputies"],
                    }
                    for number in (1, 2)
                ],
                "areas": [
                    {
                        "code": "1",
                        "title": text("Ý kiến", "Opinion"),
                        "criteria": [
                            {
                                "code": "1.1",
                                "title": text("Đánh giá", "Rating"),
                                "max": "50",
                                "method": "survey",
                                "evidence": "none",
                                "legal_basis": [],
                                "rule": {
                                    "type": "survey",
                                    "questions": ["q1", "q2"],
                                    "weights": {"deputies": "1"},
                                },
                            }
                        ],
                    },
                    {
                        "code": "2",
                        "title": text("Số liệu", "Figures"),
                        "criteria": [
                            {
                                "code": "2.1",
                                "title": text("Hài lòng", "Satisfaction"),
                                "max": "50",
                                "method": "external",
                                "evidence": "none",
                                "legal_basis": [],
                                "rule": {"type": "percent"},
                            }
                        ],
                    },
                ],
            }
        ],
    }


@dataclass(slots=True)
class SmallRound:
    """Ops at work on the round through the HTTP API."""

    stack: Stack
    token: str = ""

    def call(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        answer = self.stack.http.request(method, path, json=body, headers=headers)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def ops(self, method: str, path: str, body: Any = None) -> Any:
        return self.call(method, f"/api/ops/rounds/{ROUND}{path}", {} if body is None else body)

    def begin(self) -> None:
        """Sign in, load the round, name one deputy a unit, open the survey and invite."""
        account = self.stack.ops()
        self.token = self.call(
            "POST", "/api/session", {"email": account.email, "password": account.password}
        )["access_token"]
        rows = [
            {
                "unit": unit,
                "index": "units",
                "name_vi": vi,
                "name_en": en,
                "region": "",
                "ranked": "yes",
            }
            for unit, vi, en, _ in UNITS
        ]
        self.ops("PUT", "", {"round": document(), "units": rows})
        self.open("respondent_lists")
        people = [
            {"name": f"Người trả lời {unit}", "email": f"{unit}@example.test", "rates": unit}
            for unit, *_ in UNITS
        ]
        self.ops("PUT", "/lists/deputies?index=units", {"respondents": people})
        self.ops("POST", "/lists/send")
        self.open("survey")
        self.ops("POST", "/invite")

    def open(self, window: str) -> None:
        until = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="milliseconds")
        self.ops(
            "POST",
            f"/windows/{window}/open",
            {"until": until.replace("+00:00", "Z"), "reason": REASON},
        )

    def link(self, unit: str) -> str:
        """The path and fragment of the link in the deputy's letter."""
        found: str = eventually(lambda: self._links().get(f"{unit}@example.test"))
        return found

    def publish(self) -> None:
        """Close and seal the survey (in ten seconds and some), give the official figures, publish
        as final.
        """
        self.ops("POST", "/windows/survey/close", {"reason": REASON})
        rulings = [
            {"kind": "external", "unit": unit, "leaf": "2.1", "value": {"percent": percent}}
            for unit, *_, percent in UNITS
        ]
        self.ops("PUT", "/rulings", {"rulings": rulings})
        eventually(self._seal)
        job = self.ops("POST", "/rankings", {"status": "final", "confirm_gaps": REASON})["job"]
        eventually(lambda: self.ops("GET", f"/rankings/jobs/{job}")["state"] == "done")

    def _seal(self) -> bool:
        path, headers = f"/api/ops/rounds/{ROUND}/seal", {"Authorization": f"Bearer {self.token}"}
        answer = self.stack.http.post(
            path, json={"index": "units", "reason": REASON}, headers=headers
        )
        assert answer.ok or answer.json()["code"] == "window_closed", answer.text
        return answer.ok and bool(answer.json()["sealed"])

    def _links(self) -> dict[str, str]:
        found = {}
        for letter in self.stack.messages():
            if link := re.search(r"/s#\S+", letter["BodyText"] or ""):
                found[letter["To"][0]] = link[0]
        return found
