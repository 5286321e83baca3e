"""A ministry in the middle of its self-assessment on a running stack, for the pictures and tests of
its pages.

The round is a shipped one with two thirds of the ministry's leaves filled; every figure is
generated.
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from infra.demo import casting
from infra.demo.catalogues import points_by_index
from infra.demo.client import Site, Visitor
from infra.demo.inputs import Entry, leaves
from infra.demo.leader_work import LeaderWork
from infra.demo.seeds import Seed
from infra.demo.sheets import generated_sheet
from infra.demo.unit_work import UnitWork
from infra.folders import PROJECT
from infra.local.patience import PATIENCE
from infra.local.stack import DOMAIN, Stack
from infra.scenes import ministry_files

ROUND, BEFORE, INDEX, UNIT = "national-2024", "national-2022", "ministries", "bo-tu-phap"
EDITOR, LEADER = "can-bo-cchc@example.test", "lanh-dao@example.test"
_PEOPLE = ((EDITOR, "Nguyễn Thị Minh Họa", "editor"), (LEADER, "Trần Văn Minh Họa", "leader"))
_DIVISIONS = (
    "Vụ Tổ chức cán bộ",
    "Văn phòng Bộ",
    "Cục Công nghệ thông tin",
    "Vụ Kế hoạch – Tài chính",
)

_EXPLANATION = (
    "Văn bản đang trình cấp có thẩm quyền ký ban hành; đơn vị chịu trách nhiệm về số liệu đã nêu."
)


@dataclass(slots=True)
class Scene:
    """The stack with the ministry at work; `password` gives what an officer signs in with."""

    stack: Stack
    site: Site
    people: dict[str, Visitor]

    def password(self, email: str) -> str:
        """The password that the officer chose."""
        return self.people[email].password

    def wait_for_notices(self) -> None:
        """Until the tick has told the ministry of its extension."""
        _until(lambda: self.people[EDITOR].get(f"/{ROUND}/{UNIT}/notices")["notices"], "the notice")

    def send(self) -> None:
        """The ministry fills in what is missing and sends its sheet; then evidence may be
        supplemented.
        """
        editor, (document, _) = self.people[EDITOR], read_round()
        versions = {
            leaf: entry["version"]
            for leaf, entry in editor.get(f"/{ROUND}/{UNIT}/sheet")["entries"].items()
        }
        work = UnitWork(editor, ROUND, UNIT, versions)
        work.fill([Entry(each.leaf, each.value, _EXPLANATION) for each in _generated(document)])
        LeaderWork(self.people[LEADER], ROUND, UNIT).approve("1")
        work.submit()
        self.open_window("supplement")

    def open_window(self, window: str) -> None:
        """Operations staff open a window of the round for five days."""
        self._ops().post(
            f"/rounds/{ROUND}/windows/{window}/open",
            {"until": _end_of_day(5), "reason": "Theo kế hoạch"},
        )

    def join(self, accounts: list[dict[str, Any]], prefix: str) -> dict[str, Visitor]:
        """Operations staff make accounts of the round; whose they are, by address, signed in."""
        self._ops().post(f"/rounds/{ROUND}/accounts", {"accounts": accounts})
        return _people(self.stack, self.site, [each["email"] for each in accounts], prefix)

    def _ops(self) -> Visitor:
        return Visitor(self.site, self.stack.ops().email, self.stack.ops().password, "/api/ops")


def play(stack: Stack) -> Scene:
    """Load the rounds, open the window, and let the ministry work until two thirds are done."""
    site = Site(stack.endpoint, f"{DOMAIN}:{urlsplit(stack.url).port}")
    ops = Visitor(site, stack.ops().email, stack.ops().password, "/api/ops")
    document, units = read_round()
    before = document | {
        "id": BEFORE,
        "year": 2022,
        "title": {"vi": "Chỉ số cải cách hành chính năm 2022"},
    }
    _begin(ops, before, [row for row in units if row["unit"] == UNIT])
    people = _people(stack, site, [email for email, _, _ in _PEOPLE], "/api/units")
    _last_year(people[EDITOR], document)
    _begin(ops, document, units)  # the accounts move on to it
    _extend(ops)
    work = UnitWork(people[EDITOR], ROUND, UNIT)
    _fill(work, document)
    _attach(work, document)
    _arrange(people[EDITOR], document)
    return Scene(stack, site, people)


def read_round() -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The shipped round: its document and the rows of its units."""
    folder = PROJECT / "rounds" / ROUND
    with (folder / "units.csv").open(encoding="utf-8-sig", newline="") as file:
        return json.loads((folder / "round.json").read_text()), list(csv.DictReader(file))


def _begin(ops: Visitor, document: dict[str, Any], units: list[dict[str, str]]) -> None:
    """Load the round, open its self-assessment for three days, give the ministry's officers their
    accounts.
    """
    path = f"/rounds/{document['id']}"
    ops.put(path, {"round": document, "units": units})
    ops.post(
        f"{path}/windows/self_assessment/open",
        {"until": _end_of_day(3), "reason": "Theo kế hoạch của kỳ"},
    )
    accounts = [
        {"email": email, "name": name, "role": role, "unit": UNIT} for email, name, role in _PEOPLE
    ]
    ops.post(f"{path}/accounts", {"accounts": accounts})


def _extend(ops: Visitor) -> None:
    """One more day for this ministry, which its people are told at the next tick."""
    until = _end_of_day(4)
    ops.post(
        f"/rounds/{ROUND}/units/{UNIT}/windows/self_assessment/open",
        {"until": until, "reason": "Gia hạn theo đề nghị của đơn vị"},
    )


def _end_of_day(days: int) -> str:
    """Midnight in Viet Nam, some days from now."""
    return (
        (datetime.now(UTC) + timedelta(days))
        .replace(hour=17, minute=0, second=0, microsecond=0)
        .isoformat()
    )


def _people(stack: Stack, site: Site, wanted: Sequence[str], prefix: str) -> dict[str, Visitor]:
    """Whose addresses are wanted, signed in with the first passwords of their letters."""
    _until(
        lambda: set(wanted) <= set(casting.first_passwords(stack.messages())),
        "the letters with first passwords",
    )
    found = casting.first_passwords(stack.messages())
    people = {email: Visitor(site, email, found[email], prefix) for email in wanted}
    for visitor in people.values():
        visitor.sign_in()
    return people


def _until(done: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not come within {PATIENCE} s")
        time.sleep(0.5)


def _written(document: dict[str, Any]) -> list[dict[str, Any]]:
    index = next(each for each in document["indexes"] if each["id"] == INDEX)
    return [leaf for leaf in leaves(index) if leaf["method"] in ("self_assessed", "council_only")]


def _last_year(editor: Visitor, document: dict[str, Any]) -> None:
    """Explanations and a contact of the round before, which may be carried over."""
    UnitWork(editor, BEFORE, UNIT).fill(
        [Entry(leaf["code"], None, _EXPLANATION) for leaf in _written(document)[-9:]]
    )
    contact = {
        "kind": "coordinator",
        "name": "Lê Thị Minh Họa",
        "position": "Chuyên viên chính, Vụ Tổ chức cán bộ",
        "phone": "024 0000 0000",
        "email": "dau-moi@example.test",
    }
    editor.put(f"/{BEFORE}/{UNIT}/contacts", {"contacts": [contact]})


def _fill(work: UnitWork, document: dict[str, Any]) -> None:
    """Two leaves in three have their value; a few of them an explanation in the place of
    evidence.
    """
    entries = _generated(document)
    work.fill(
        [
            Entry(each.leaf, each.value, _EXPLANATION if place % 9 == 0 else None)
            for place, each in enumerate(entries[:-4])
            if place % 3 or place < len(entries) // 3
        ]
    )


def _generated(document: dict[str, Any]) -> Sequence[Entry]:
    return generated_sheet(
        UNIT, "Bộ Tư pháp", _written(document), points_by_index(document)[INDEX], Seed(1)
    ).entries


def _attach(work: UnitWork, document: dict[str, Any]) -> None:
    """The ministry's files, inspected."""
    codes = [leaf["code"] for leaf in _written(document) if leaf["evidence"] != "none"]
    path = f"/{ROUND}/{UNIT}/evidence"
    ministry_files.attach(work.visitor, path, codes)
    _until(
        lambda: all(file["state"] != "waiting" for file in work.visitor.get(path)["files"]),
        "the inspection of the evidence",
    )


def _arrange(visitor: Visitor, document: dict[str, Any]) -> None:
    """Who sees to which leaf, and whom to call."""
    day = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    codes = [leaf["code"] for leaf in _written(document)]
    shared = [
        {
            "leaf": code,
            "to": EDITOR if place % 5 == 4 else _DIVISIONS[place * 4 // len(codes)],
            "due": day,
        }
        for place, code in enumerate(codes)
        if place % 7
    ]
    visitor.put(f"/{ROUND}/{UNIT}/assignments", {"assignments": shared})
    contact = {
        "kind": "technical",
        "name": "Phạm Văn Minh Họa",
        "position": "Chuyên viên, Cục Công nghệ thông tin",
        "phone": "024 0000 0001",
        "email": "ky-thuat@example.test",
    }
    visitor.put(f"/{ROUND}/{UNIT}/contacts", {"contacts": [contact]})
