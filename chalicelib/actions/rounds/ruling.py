"""Rulings: ops decides or types in, everything checked first, every act on record."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.reading import filled_tables
from chalicelib.domain.reading.uploads import decoded
from chalicelib.domain.rounds import ruling_files
from chalicelib.domain.rounds import rulings as rules
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit
from chalicelib.store import rulings as store

# The audit keeps the rulings themselves, in items that stay well below DynamoDB's 400 KB.
_A_RECORD = 200


def put(round_id: str, rulings: Sequence[Ruling], by: Account, now: datetime) -> int:
    """Keep these rulings, or none: Invalid names every one that cannot be kept. Returns how many
    were kept.
    """
    round_ = current.get(round_id, now)
    if problems := [
        *rules.check(rulings, round_, current.units(round_id, now)),
        *_over_caps(round_id, rulings, round_),
    ]:
        raise Invalid(errors=problems)
    for start in range(0, len(rulings), _A_RECORD):
        part = rulings[start : start + _A_RECORD]
        audit.record(
            round_id,
            now,
            by.email,
            "rule",
            f"{start + 1}-{start + len(part)}",
            details={"rulings": [asdict(ruling) for ruling in part]},
        )
    store.put(round_id, rulings)
    return len(rulings)


def preview(round_id: str, content: str, now: datetime) -> tuple[list[Ruling], list[Problem]]:
    """The rulings of a file (base64, XLSX or CSV) and everything against them by cell; nothing is
    kept.

    Invalid if it is no table at all.
    """
    from chalicelib.documents import list_files as documents

    raw, round_, units = decoded(content), current.get(round_id, now), current.units(round_id, now)
    lines, unreadable = documents.read(raw, (round_id, ""), ruling_files.HEADINGS)
    listed = ruling_files.read(lines, round_, units, hashlib.sha256(raw).hexdigest()[:16])
    problems = [
        *rules.check(listed.rulings, round_, units),
        *_over_caps(round_id, listed.rulings, round_),
    ]
    errors = filled_tables.told(unreadable, [*listed.problems, *listed.at_cells(problems)])
    if not listed.rulings and not errors:
        errors = [
            Problem("A2", "Bảng chưa có quyết định nào", "The table has no ruling in it", "empty")
        ]
    return listed.rulings, errors


def _over_caps(round_id: str, added: Sequence[Ruling], round_: Round) -> list[Problem]:
    standing = {each.key: each for each in store.list_rulings(round_id)}
    return rules.check_caps({**standing, **{each.key: each for each in added}}.values(), round_)


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
