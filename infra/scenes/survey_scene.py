"""A survey under way as its operations staff see it, as the API would tell of it: for the pictures
of their page.

The round is a shipped one; people, requests and counts are generated.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.rounds.round import WINDOWS
from infra.scenes import progress_scene
from infra.scenes.progress_scene import ROUND, UNIT, Answers

LIST = f"ministries/{UNIT}/reform-officers"
"""The index, lister and group whose people are told."""


def answers(now: datetime) -> Answers:
    """Everything that the page asks for when somebody of the operations staff opens it."""
    path, group = f"/api/ops/rounds/{ROUND}", LIST.rpartition("/")[2]
    played = dict(progress_scene.answers("ops", now))
    survey = {
        "state": "open",
        "opens": now - timedelta(days=20),
        "closes": now + timedelta(days=3),
        "reason": None,
    }
    told: dict[str, Any] = {
        path: {"round": ROUND, "windows": dict.fromkeys(WINDOWS, survey), "sealed": {}},
        f"{path}/mailing": {"live": True, "addresses": ["thu-1@example.test"]},
        "/api/ops/mail-quota": {"used": 12480, "daily": 50000, "rate": 14, "read_at": now},
        f"{path}/corrections": {"corrections": [_correction(now)]},
        f"{path}/list-exceptions": {"exceptions": [_exception(now)]},
        f"{path}/units/{UNIT}/lists/{group}/people": {
            "group": group,
            "people": [_person(at) for at in range(9)],
        },
    }
    return {
        **played,
        **{("GET", where): progress_scene.plain(answer) for where, answer in told.items()},
    }


def _titled() -> dict[str, Any]:
    round_, units = progress_scene.loaded()
    group = round_.index("ministries").group("reform-officers")
    return {
        "lister": UNIT,
        "name": units[UNIT].name.as_json(),
        "index": "ministries",
        "group": group.id,
        "title": group.title.as_json(),
        "decided_by": "",
    }


def _correction(now: datetime) -> dict[str, Any]:
    return {
        **_titled(),
        "id": "mau-0001",
        "at": 3,
        "person": "Cán bộ Minh Họa 04",
        "decided_at": None,
        "unit": UNIT,
        "old": "can-bo-04@cu.example.test",
        "new": "can-bo-04@example.test",
        "moves_domain": True,
        "by": "can-bo@example.test",
        "asked_at": now - timedelta(hours=3),
        "state": "waiting",
        "reason": "",
    }


def _exception(now: datetime) -> dict[str, Any]:
    reason = (
        "Hai đơn vị đang sắp xếp lại, chưa bổ nhiệm cấp phó; văn bản kèm theo đã gửi Bộ Nội vụ."
    )
    return {
        **_titled(),
        "id": "mau-0002",
        "kind": "fewer",
        "people": 34,
        "share": 42,
        "limit": None,
        "reason": reason,
        "requested_at": now - timedelta(days=1),
        "requested_by": "can-bo@example.test",
        "state": "requested",
        "note": "",
        "decided_at": None,
    }


def _person(at: int) -> dict[str, Any]:
    return {
        "name": f"Cán bộ Minh Họa {at + 1:02}",
        "email": f"can-bo-{at + 1:02}@example.test",
        "state": "bounced" if at in (3, 7) else "sent",
        "waiting": at == 3,
        "revoked": at == 5,
    }
