"""What the API would answer to a ministry that looks after its letters, for the pictures of that
page.

The people are generated; the survey is that of `progress_scene`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from infra.scenes import progress_scene
from infra.scenes.progress_scene import ROUND, UNIT, Answers, loaded, plain

INDEX, GROUP = "ministries", "reform-officers"
PLACE = f"/lists#/group/{INDEX}/{GROUP}"
_FAMILIES, _GIVEN = (
    ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ"),
    ("Thị Minh Họa", "Văn Minh Họa"),
)
_PEOPLE, _BOUNCED, _WAITING, _CORRECTED = (
    12,
    2,
    5,
    7,
)  # how many, and the rows (from 0) of those with a story


def answers(now: datetime) -> Answers:
    """Everything that the page of the group's sent list asks for."""
    round_, units = loaded()
    index = round_.index(INDEX)
    group, path, sent = (
        index.group(GROUP),
        f"/api/units/{ROUND}/{UNIT}/lists",
        now - timedelta(days=12),
    )
    named = {"index": INDEX, "group": GROUP, "title": group.title.as_json()}
    window = {
        "window": "respondent_lists",
        "state": "closed",
        "opens": None,
        "closes": sent,
        "reason": None,
        "unit_only": False,
    }
    state: dict[str, Any] = {
        "window": window,
        "locked_reason": None,
        "indexes": {INDEX: index.title.as_json()},
        "units": {},
        "exceptions": [],
        "groups": {
            GROUP: {
                **named,
                "plan": group.plan,
                "expected": _PEOPLE,
                "limit": group.limit,
                "rates": "own_unit",
                "own_unit": True,
                "listed": _PEOPLE,
                "short": False,
                "substitutes": 1,
                "sent_at": sent,
            }
        },
    }
    rows = [_row(at) for at in range(_PEOPLE)]
    shown = {
        **named,
        "version": "mau",
        "sent_at": sent,
        "own_unit": True,
        "respondents": rows,
        "notices": [],
    }
    people = [
        {
            "name": row["name"],
            "email": row["email"],
            "waiting": at == _WAITING,
            "revoked": False,
            "state": "bounced" if at in (_BOUNCED, _WAITING) else "sent",
        }
        for at, row in enumerate(rows)
    ]
    about = {
        **named,
        "lister": UNIT,
        "name": units[UNIT].name.as_json(),
        "unit": UNIT,
        "by": "can-bo@example.test",
        "decided_by": "",
        "decided_at": None,
        "reason": "",
    }
    corrections = [
        {
            **about,
            "id": "mau-1",
            "at": _CORRECTED,
            "person": rows[_CORRECTED]["name"],
            "old": "minh-hoa.cu@example.test",
            "new": rows[_CORRECTED]["email"],
            "moves_domain": False,
            "asked_at": now - timedelta(days=2),
            "state": "applied",
        },
        {
            **about,
            "id": "mau-2",
            "at": _WAITING,
            "person": rows[_WAITING]["name"],
            "old": rows[_WAITING]["email"],
            "new": "minh-hoa-06@khac.example.test",
            "moves_domain": True,
            "asked_at": now - timedelta(hours=3),
            "state": "waiting",
        },
    ]
    reminders = {"most": 2, "days_apart": 5, "automatic": True, "invited": True, "again_at": None}
    told = {
        ("GET", path): state,
        ("GET", f"{path}/{GROUP}"): shown,
        ("GET", f"{path}/{GROUP}/people"): {
            "group": GROUP,
            "people": people,
            "corrections": corrections,
            "reminders": reminders,
        },
    }
    return {
        **progress_scene.answers("editor", now),
        **{key: plain(value) for key, value in told.items()},
    }


def _row(at: int) -> dict[str, str]:
    """A generated person; the second one is a substitute."""
    row = {
        "name": f"{_FAMILIES[at % len(_FAMILIES)]} {_GIVEN[at % 2]}",
        "email": f"minh-hoa-{at + 1:02}@example.test",
        "position": "Chuyên viên chính" if at % 3 else "Trưởng phòng",
        "organisation": "Vụ Tổ chức cán bộ",
        "rates": UNIT,
        "replaces": "",
        "reason": "",
    }
    return row | {"replaces": "Chánh Văn phòng", "reason": "Nghỉ chế độ"} if at == 1 else row
