"""Rulings: ops decides or types in, everything checked first, every act on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from chalicelib.actions import rounds
from chalicelib.domain import rulings as rules
from chalicelib.domain.access import Account
from chalicelib.domain.errors import Invalid
from chalicelib.domain.rulings import Ruling
from chalicelib.store import audit
from chalicelib.store import rulings as store

# The audit keeps the rulings themselves, in items that stay well below DynamoDB's 400 KB.
_A_RECORD = 200


def put(round_id: str, rulings: Sequence[Ruling], by: Account, now: datetime) -> int:
    """Keep these rulings, or none: Invalid names every one that cannot stand. Returns how many were kept."""
    round_ = rounds.get(round_id, now)
    findings = rules.check(rulings, round_, rounds.units(round_id, now))
    standing = {ruling.key: ruling for ruling in store.list_rulings(round_id)}
    findings += rules.check_caps({**standing, **{ruling.key: ruling for ruling in rulings}}.values(), round_)
    if findings:
        raise Invalid(errors=findings)
    for start in range(0, len(rulings), _A_RECORD):
        part = rulings[start : start + _A_RECORD]
        audit.record(round_id, now, by.email, "rule", f"{start + 1}-{start + len(part)}",
                     details={"rulings": [asdict(ruling) for ruling in part]})
    store.put(round_id, rulings)
    return len(rulings)


def list_rulings(round_id: str) -> list[Ruling]:
    """Every ruling of the round, withdrawn ones too, by kind and unit."""
    return store.list_rulings(round_id)


def not_applicable(round_id: str) -> dict[str, frozenset[str]]:
    """The leaves that do not apply, by unit."""
    found: dict[str, set[str]] = defaultdict(set)
    for ruling in store.list_rulings(round_id, "not_applicable"):
        if not ruling.withdrawn:
            found[ruling.unit].add(ruling.leaf)
    return {unit: frozenset(leaves) for unit, leaves in found.items()}
