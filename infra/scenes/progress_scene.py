"""A survey half way through, as the API would tell of it: for the pictures and tests of the
progress page.

The round is a shipped one; every count is generated.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from chalicelib.api.integrity import views
from chalicelib.api.people import incident_views
from chalicelib.api.survey import views as progress_views
from chalicelib.api.views import text
from chalicelib.domain.integrity.signals import RATE
from chalicelib.domain.lists import respondents
from chalicelib.domain.people.incidents import Incident, IncidentNote
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import Group
from chalicelib.domain.rounds.round import Round, Window, parse_round
from chalicelib.domain.rounds.units import Unit, parse_units
from chalicelib.domain.survey import progress
from chalicelib.domain.survey.progress import Clock
from chalicelib.domain.survey.snapshots import Cell, Counts, Snapshot
from infra.folders import PROJECT

ROUND, UNIT = "national-2024", "bo-tu-phap"
Answers = Mapping[tuple[str, str], Any]
"""What the API answers, by method and path."""


def answers(role: str, now: datetime) -> Answers:
    """Everything that the page asks for when somebody of this role (`ops` or `editor`) opens it."""
    round_, units = loaded()
    snapshots = {index.id: _snapshot(round_, units, index, now) for index in round_.indexes}
    closes = now.replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=4)
    when = progress.clock(snapshots.values(), Window(now - timedelta(days=20), closes), "open", now)
    incidents = [incident_views.incident(each, units) for each in _incidents(now)]
    tell = _ops if role == "ops" else _unit
    told = tell(round_, units, snapshots, when, incidents)
    place = ("", "") if role == "ops" else (ROUND, UNIT)
    post: dict[str, Any] = {
        "role": role,
        "round": place[0],
        "unit": place[1],
        "areas": [],
        "until": None,
    }
    account = {"email": "can-bo@example.test", "name": "Cán bộ Minh Họa", **post, "posts": [post]}
    session = {"access_token": "sample", "expires_in": 900, "account": account}
    return {
        ("POST", "/api/session/refresh"): session,
        **{key: plain(value) for key, value in told.items()},
    }


def _ops(
    round_: Round,
    units: Mapping[str, Unit],
    snapshots: Mapping[str, Snapshot],
    when: Clock,
    incidents: list[dict[str, Any]],
) -> dict[tuple[str, str], Any]:
    indexes = tuple(
        progress.of_index(index, units.values(), round_.authority, snapshots[index.id], False)
        for index in round_.indexes
    )
    path = f"/api/ops/rounds/{ROUND}"
    found = progress.RoundProgress(round_, when, indexes)
    title = {"round": ROUND, "title": round_.title.as_json(), "year": round_.year}
    signals = {
        "complete": False,
        "rate": RATE,
        "method": text(views.METHOD),
        "whole": [],
        "units": [],
    }
    return {
        **{
            ("GET", f"{path}/signals/{index.id}"): {"index": index.id, **signals}
            for index in round_.indexes
        },
        ("GET", "/api/ops/rounds"): {"rounds": [title]},
        ("GET", f"{path}/progress"): progress_views.whole(found),
        ("POST", f"{path}/progress/refresh"): progress_views.summary(found),
        ("GET", f"{path}/faults"): {"faults": incidents},
    }


def _unit(
    round_: Round,
    units: Mapping[str, Unit],
    snapshots: Mapping[str, Snapshot],
    when: Clock,
    incidents: list[dict[str, Any]],
) -> dict[tuple[str, str], Any]:
    unit, path = units[UNIT], f"/api/units/{ROUND}/{UNIT}"
    found = progress.of_unit(
        round_, unit, respondents.groups_of(round_, unit.index), {}, snapshots, when
    )
    told = progress_views.unit(found)
    survey = {"state": when.state, "closes": when.closes, "opens": None, "reason": None}
    desk = {
        "unit": {"id": UNIT, "name": unit.name.as_json()},
        "submission": "not_submitted",
        "lists": told["groups"],
        "windows": {
            "survey": survey,
            **dict.fromkeys(
                ("appraisal_first", "supplement", "appraisal_final"), {**survey, "state": "not_yet"}
            ),
        },
    }
    return {
        ("GET", path): desk,
        ("GET", f"{path}/notices"): {"notices": []},
        ("GET", f"{path}/progress"): told,
        ("GET", f"{path}/faults"): {"faults": incidents, "helpers": told["helpers"]},
        ("POST", f"{path}/faults"): incidents[0],
    }


def loaded() -> tuple[Round, dict[str, Unit]]:
    """The shipped round and its units."""
    folder = PROJECT / "rounds" / ROUND
    round_ = parse_round(json.loads((folder / "round.json").read_text(encoding="utf-8")))
    with (folder / "units.csv").open(encoding="utf-8-sig", newline="") as file:
        return round_, {unit.id: unit for unit in parse_units(list(csv.DictReader(file)), round_)}


def _snapshot(round_: Round, units: Mapping[str, Unit], index: Index, now: datetime) -> Snapshot:
    rng = Random(1)  # noqa: S311  pictures, not secrets
    cells: dict[Cell, Counts] = {}
    rated = [unit.id for unit in units.values() if unit.index == index.id]
    for lister, its, group in respondents.listers(round_, units):
        if its == index:
            chosen = rng.sample(rated, 6) if group.rates == "row" else [lister]
            cells.update({(lister, group.id, unit): _counts(group, rng) for unit in chosen})
    return Snapshot(index.id, now.replace(minute=0, second=0, microsecond=0), cells)


def _counts(group: Group, rng: Random) -> Counts:
    people = rng.randint(2, 4) if group.id == "associations" else rng.randint(8, 90)
    bounced, spam = rng.randint(0, people // 12), int(rng.random() < 0.1)
    return Counts(
        people,
        people,
        people,
        people - bounced,
        bounced,
        spam,
        int(people * rng.uniform(0.35, 0.98)),
    )


def _incidents(now: datetime) -> list[Incident]:
    hour = timedelta(hours=1)
    one = Incident(
        "mau-0001",
        UNIT,
        "ministries",
        "reform-officers",
        "receiving",
        "Năm công chức phụ trách cải cách hành chính chưa nhận được thư mời, đã kiểm tra hộp thư"
        " rác.",
        "Phòng Tổng hợp, 0900000000",
        "can-bo@example.test",
        now - hour,
    )
    reply = IncidentNote(
        "mau-tra-loi",
        "Đã gửi lại thư mời sáng nay. Đề nghị cho phép địa chỉ gửi qua bộ lọc thư rác của bộ.",
        "dieu-hanh@example.test",
        now - 2 * hour,
    )
    other = Incident(
        "mau-0002",
        UNIT,
        "ministries",
        "",
        "answering",
        "Một số máy trong mạng nội bộ không mở được phiếu.",
        "",
        "can-bo@example.test",
        now - 5 * hour,
        (reply,),
    )
    return [one, other]


def plain(value: Any) -> Any:
    """As JSON carries it: instants are texts."""
    return json.loads(json.dumps(value, default=lambda each: each.astimezone(UTC).isoformat()))
