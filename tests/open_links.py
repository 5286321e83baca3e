"""Links ready to be answered, written straight into the tables: `python -m tests.open_links ROUND
NUMBER`.

Wants the environment of a deployed API function. Prints one JSON line: the tokens of the links, and
the ids of the questions that their respondents are asked.
"""

from __future__ import annotations

import csv
import json
import sys
from datetime import datetime, timedelta
from typing import Any

from chalicelib import clock
from chalicelib.actions.rounds import current, loading, scheduling
from chalicelib.aws import secrets
from chalicelib.domain.letters.invitations import SENT, Invitation, invitation_id, link_token
from chalicelib.domain.people.accounts import Account
from chalicelib.store import invitations as store
from infra.folders import PROJECT

SOURCE = "national-2024"
INDEX, GROUP = "ministries", "department-leaders"  # twenty questions, as many as any group is asked
OPS = Account("ops", "ops@example.test", "Điều hành", "ops")


def load(round_id: str, now: datetime, source: str = SOURCE) -> dict[str, str]:
    """Load a shipped round under another id, open its survey for an hour; the unit that is rated,
    by index.
    """
    folder = PROJECT / "rounds" / source
    document: dict[str, Any] = {
        **json.loads((folder / "round.json").read_text(encoding="utf-8")),
        "id": round_id,
    }
    units = list(csv.DictReader((folder / "units.csv").read_text(encoding="utf-8").splitlines()))
    loading.load(round_id, document, units, OPS, now)
    scheduling.open_window(round_id, "survey", now + timedelta(hours=1), "thử", OPS, now)
    return {unit["index"]: unit["unit"] for unit in units}


def issue(
    round_id: str, unit: str, number: int, index: str = INDEX, group: str = GROUP
) -> list[str]:
    """Invite so many people, whose letters went out; the tokens of their links."""
    key = secrets.link_key()
    ids = [invitation_id(round_id, index, f"{group}-{at:05}@example.test") for at in range(number)]
    drafts = [
        Invitation(each, round_id, index, group, unit, unit, at, SENT)
        for at, each in enumerate(ids)
    ]
    for start in range(0, number, store.BATCH):
        store.put_missing(drafts[start : start + store.BATCH])
    return [link_token(draft.id, key) for draft in drafts]


def questions(round_id: str, now: datetime) -> list[str]:
    """The ids of the questions that these people are asked."""
    return [question.id for question in current.get(round_id, now).index(INDEX).questions_of(GROUP)]


def main(round_id: str, number: int) -> None:
    """Make the links, tell them."""
    now = clock.now()
    tokens = issue(round_id, load(round_id, now)[INDEX], number)
    print(json.dumps({"tokens": tokens, "questions": questions(round_id, now)}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
