"""The council in its first pass, once the ministry of `desk_scene` has sent its sheet: for the
pictures of its pages. Every value is generated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from infra.demo.client import Visitor
from infra.demo.council_work import CouncilWork, leaves_of, members
from infra.demo.inputs import Appraisal
from infra.demo.secretariat_work import SecretariatWork
from infra.scenes import desk_scene
from infra.scenes.desk_scene import INDEX, ROUND, UNIT, Scene

SECRETARY = "thu-ky@example.test"
_NAMES = ("Đỗ Thị Minh Họa", "Vũ Văn Minh Họa", "Hoàng Thị Minh Họa")
_ACCEPTED = 9  # criteria of the ministry that have their value


@dataclass(frozen=True, slots=True)
class Council:
    """The council's people by address; `member` is the one at work."""

    people: dict[str, Visitor]
    member: str


def play(scene: Scene) -> Council:
    """Open the first pass, assign the areas, and let a member appraise a few criteria."""
    document, _ = desk_scene.read_round()
    dealt = members(document)
    accounts = [
        {"email": each.email, "name": name, "role": "council", "areas": list(each.areas)}
        for each, name in zip(dealt, _NAMES, strict=True)
    ]
    secretary = {"email": SECRETARY, "name": "Tổ Thư ký Minh Họa", "role": "secretariat"}
    scene.open_window("appraisal_first")
    people = scene.join([*accounts, secretary], "/api/council")
    SecretariatWork(people[SECRETARY], ROUND).assign(document)
    first = next(each for each in dealt if any(area.startswith(INDEX) for area in each.areas))
    work = CouncilWork(people[first.email], ROUND, leaves_of(document, first))
    work.appraise(UNIT, INDEX, 1, _values(people[first.email], sorted(work.leaves[INDEX])))
    return Council(people, first.email)


def _values(visitor: Visitor, leaves: Sequence[str]) -> list[Appraisal]:
    """What the ministry sent is accepted for the first criteria."""
    sent = visitor.get(f"/{ROUND}/{UNIT}/sheet")["entries"]
    mine = [code for code in leaves if sent.get(code, {}).get("value")]
    return [Appraisal(code, sent[code]["value"]) for code in mine[:_ACCEPTED]]
