"""Cases of possible interference, and of dishonesty: one item a unit, changed one version at a
time; each step is written in one transaction with its act.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.integrity.cases import (
    DISHONESTY,
    SURVEY,
    Case,
    CaseStep,
    Effect,
    PublishedPlace,
)
from chalicelib.domain.integrity.signals import Signal
from chalicelib.domain.rounds.proposed_rulings import ProposedRuling
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit, proposed_rulings, rulings, tables

_PREFIXES = {SURVEY: "case#", DISHONESTY: "dishonesty#"}


class CaseItem(Model):
    """`ranking` is the round, `item` is `case#<unit>` or `dishonesty#<unit>`."""

    class Meta(tables.TableMeta):
        table_name = tables.name("results")

    ranking = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    content = UnicodeAttribute()


def list_cases(round_id: str, about: str = SURVEY) -> list[Case]:
    """Every case of a round about that, by unit."""
    prefix = "item", _PREFIXES[about]
    rows = tables.query("results", "ranking", round_id, ("content",), prefix)
    return [_case(row["content"]) for row in rows]


def find(round_id: str, unit: str, about: str = SURVEY) -> tuple[Case | None, int]:
    """The case of a unit about that and its version; None and 0 if there is none."""
    try:
        item = CaseItem.get(round_id, f"{_PREFIXES[about]}{unit}", consistent_read=True)
    except CaseItem.DoesNotExist:
        return None, 0
    return _case(item.content), int(item.version)


def put(
    round_id: str,
    case: Case,
    version: int,
    act: audit.Act,
    ruling: Ruling | None = None,
    proposed: ProposedRuling | None = None,
) -> bool:
    """Keep the case in place of `version` (0: there was none), its act and its ruling, which may be
    one that waits for a second person; all or none. False if somebody else changed it first.
    """
    before = CaseItem.version == version if version else CaseItem.version.does_not_exist()
    key = f"{_PREFIXES[case.about]}{case.unit}"
    item = CaseItem(round_id, key, version=version + 1, content=tables.dump(_texts(case)))

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=before)
        audit.fill(act, transaction)
        if ruling:
            transaction.save(rulings.item_of(round_id, ruling))
        if proposed:
            proposed_rulings.fill(round_id, proposed, transaction)

    return tables.write(fill) is None


def _texts(case: Case) -> dict[str, Any]:
    steps = [
        {
            **step,
            "at": to_text(step["at"]),
            "reply_until": step["reply_until"] and to_text(step["reply_until"]),
        }
        for step in asdict(case)["steps"]
    ]
    return {**asdict(case), "steps": steps}


def _case(text: str) -> Case:
    content = json.loads(text)
    signals = tuple(json_values.of(Signal, signal) for signal in content["signals"])
    steps = tuple(map(_step, content["steps"]))
    about = content.get("about", SURVEY)
    return Case(content["unit"], content["index"], signals, steps, about)


def _step(content: dict[str, Any]) -> CaseStep:
    effect, until = content["effect"], content["reply_until"]
    known = {
        "at": from_text(content["at"]),
        "reply_until": from_text(until) if until else None,
        "leaves": tuple(content.get("leaves", ())),
        "effect": Effect(_place(effect["before"]), _place(effect["after"])) if effect else None,
    }
    return json_values.of(CaseStep, {**content, **known})


def _place(content: dict[str, Any]) -> PublishedPlace:
    return json_values.of(PublishedPlace, content)
