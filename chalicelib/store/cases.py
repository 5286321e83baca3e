"""Cases of possible interference: one item a unit, changed one version at a time; each step is
written in one transaction with its act.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.integrity.cases import Case, CaseStep, Effect, PublishedPlace
from chalicelib.domain.integrity.signals import Signal
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit, rulings, tables

_PREFIX = "case#"


class CaseItem(Model):
    """`ranking` is the round, `item` is `case#<unit>`."""

    class Meta(tables.TableMeta):
        table_name = tables.name("results")

    ranking = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    content = UnicodeAttribute()


def list_cases(round_id: str) -> list[Case]:
    """Every case of a round, by unit."""
    return [
        _case(row["content"])
        for row in tables.query("results", "ranking", round_id, ("content",), ("item", _PREFIX))
    ]


def find(round_id: str, unit: str) -> tuple[Case | None, int]:
    """The case of a unit and its version; None and 0 if there is none."""
    try:
        item = CaseItem.get(round_id, f"{_PREFIX}{unit}", consistent_read=True)
    except CaseItem.DoesNotExist:
        return None, 0
    return _case(item.content), int(item.version)


def put(
    round_id: str, case: Case, version: int, act: audit.Act, ruling: Ruling | None = None
) -> bool:
    """Keep the case in place of `version` (0: there was none), its act and its ruling, all or none;
    False if somebody else changed it first.
    """
    before = CaseItem.version == version if version else CaseItem.version.does_not_exist()
    item = CaseItem(
        round_id, f"{_PREFIX}{case.unit}", version=version + 1, content=tables.dump(_texts(case))
    )

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=before)
        audit.fill(act, transaction)
        if ruling:
            transaction.save(rulings.item_of(round_id, ruling))

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
    signals = tuple(Signal(**signal) for signal in content["signals"])
    return Case(content["unit"], content["index"], signals, tuple(map(_step, content["steps"])))


def _step(content: dict[str, Any]) -> CaseStep:
    effect, until = content["effect"], content["reply_until"]
    known = {
        "at": from_text(content["at"]),
        "reply_until": from_text(until) if until else None,
        "effect": Effect(PublishedPlace(**effect["before"]), PublishedPlace(**effect["after"]))
        if effect
        else None,
    }
    return CaseStep(**{**content, **known})
