"""Who takes part with an account: the operations staff, an editor and a leader a unit, a few
council members and their secretariat.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.demo.client import Site, Visitor
from infra.demo.council_work import CouncilWork, leaves_of, members
from infra.demo.inputs import Inputs
from infra.demo.leader_work import LeaderWork
from infra.demo.operations import Operations
from infra.demo.secretariat_work import SecretariatWork
from infra.demo.unit_work import UnitWork

_SECRETARIAT = "thu-ky@example.test"
_FIRST_PASSWORD = re.compile(r"First password: *(\S+)")


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody with an account, ready to work; each signs in at the first thing he or she does."""

    editors: dict[str, UnitWork]
    leaders: dict[str, LeaderWork]
    council: list[CouncilWork]
    secretariat: SecretariatWork


def wanted_accounts(inputs: Inputs) -> list[dict[str, Any]]:
    """The accounts ops asks for: an editor a unit, a leader where it submits, three council members
    who share areas, the secretariat.
    """
    names = {row["unit"]: row["name_vi"] for row in inputs.units}
    editors = [
        {"email": email, "name": f"Cán bộ {names[unit]}"[:200], "role": "editor", "unit": unit}
        for unit, email in _editors(inputs).items()
    ]
    leaders = [
        {"email": email, "name": f"Lãnh đạo {names[unit]}"[:200], "role": "leader", "unit": unit}
        for unit, email in _leaders(inputs).items()
    ]
    council = [
        {
            "email": member.email,
            "name": "Thành viên Hội đồng thẩm định",
            "role": "council",
            "areas": list(member.areas),
        }
        for member in members(inputs.document)
    ]
    secretariat = {"email": _SECRETARIAT, "name": "Tổ Thư ký", "role": "secretariat"}
    return [*editors, *leaders, *council, secretariat]


def cast(site: Site, inputs: Inputs, passwords: Mapping[str, str]) -> Cast:
    """The people of `wanted_accounts`, with the first passwords they were sent."""

    def visitor(email: str, prefix: str) -> Visitor:
        return Visitor(site, email, passwords[email], prefix)

    editors = {
        unit: UnitWork(visitor(email, "/api/units"), inputs.round, unit)
        for unit, email in _editors(inputs).items()
    }
    leaders = {
        unit: LeaderWork(visitor(email, "/api/units"), inputs.round, unit)
        for unit, email in _leaders(inputs).items()
    }
    council = [
        CouncilWork(
            visitor(member.email, "/api/council"), inputs.round, leaves_of(inputs.document, member)
        )
        for member in members(inputs.document)
    ]
    secretariat = SecretariatWork(visitor(_SECRETARIAT, "/api/council"), inputs.round)
    return Cast(editors, leaders, council, secretariat)


def operations(site: Site, round_id: str, email: str, password: str) -> Operations:
    """The operations staff's desk for one round."""
    return Operations(Visitor(site, email, password, "/api/ops"), round_id)


def first_passwords(messages: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The first password in the latest letter to each address that got one."""
    found = {}
    for message in messages:
        written = _FIRST_PASSWORD.search(message["BodyText"] or "")
        for address in message["To"] if written else ():
            found[address] = written[1] if written else ""
    return found


def _editors(inputs: Inputs) -> dict[str, str]:
    """The editor's address by unit: numbered, for a unit's id may be too long for an address."""
    return {
        row["unit"]: f"can-bo-{number:03d}@example.test"
        for number, row in enumerate(inputs.units, 1)
    }


def _leaders(inputs: Inputs) -> dict[str, str]:
    """The leader's address of each unit that submits: nobody else has anything to approve."""
    return {
        row["unit"]: f"lanh-dao-{number:03d}@example.test"
        for number, row in enumerate(inputs.units, 1)
        if inputs.sheets[row["unit"]].submits
    }
