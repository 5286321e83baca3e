"""The rounds that a crowd meets, written straight into the tables: `python -m tests.load.preparing`
with `last_hour ROUND UNITS` or `first_hour ROUND LETTERS`.

Wants the environment of a deployed API function. `last_hour`: national-2024 with that many units
whose sheets are filled but for the last touches; prints the values by unit. `first_hour`: so many
invitations whose letters went out, spread over the units; prints the links. Both as one JSON line.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib import clock
from chalicelib.actions.rounds import loading, ruling, scheduling
from chalicelib.aws import secrets
from chalicelib.domain.instants import from_text
from chalicelib.domain.letters.invitations import SENT, Invitation, invitation_id, link_token
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import invitations
from infra.demo.sources import from_round
from tests import open_links
from tests.bench import whole_round

SOURCE = "national-2024"
OPS = Account("ops", "ops@example.test", "Điều hành", "ops")


def last_hour(round_id: str, units: int, now: datetime) -> dict[str, Any]:
    """{unit: {leaf: value}}; the self-assessment is not open for the crowd yet."""
    found = from_round(SOURCE, 0, 1).inputs
    inputs = replace(found, document={**found.document, "id": round_id})
    loading.load(round_id, inputs.document, inputs.units, OPS, now)
    rulings = [each for each in inputs.rulings if each["kind"] == "not_applicable"]
    ruling.put(round_id, [Ruling(**each) for each in rulings], OPS, now)
    until = from_text("2099-01-01T00:00:00Z")
    scheduling.open_window(round_id, "self_assessment", until, "thử", OPS, now)
    chosen = [row["unit"] for row in inputs.units][:units]
    for unit in chosen:
        whole_round.save(round_id, unit, "self_assessment", inputs.sheets[unit].entries, now)
    return {
        unit: {each.leaf: each.value for each in inputs.sheets[unit].entries if each.value}
        for unit in chosen
    }


def first_hour(round_id: str, letters: int, now: datetime) -> list[str]:
    """The links, those of the units in turn."""
    open_links.load(round_id, now)
    index, group = open_links.INDEX, open_links.GROUP
    units = [row["unit"] for row in from_round(SOURCE, 0, 1).inputs.units if row["index"] == index]
    invited = [
        Invitation(
            invitation_id(round_id, index, f"{at:05}@example.test"),
            *(round_id, index, group, units[at % len(units)], units[at % len(units)]),
            at // len(units),
            SENT,
        )
        for at in range(letters)
    ]
    for start in range(0, letters, invitations.BATCH):
        invitations.put_missing(invited[start : start + invitations.BATCH])
    key = secrets.link_key()
    return [link_token(each.id, key) for each in invited]


def main(scenario: str, round_id: str, number: int) -> None:
    """Make it, tell it."""
    make = {"last_hour": last_hour, "first_hour": first_hour}[scenario]
    print(json.dumps(make(round_id, number, clock.now())))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
