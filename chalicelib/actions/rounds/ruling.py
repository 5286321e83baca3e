"""Ruling: operations staff enter decisions of the authority, which are checked and on record."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.reading import filled_tables
from chalicelib.domain.reading.uploads import decoded
from chalicelib.domain.rounds import ruling_files, rulings
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit
from chalicelib.store import rulings as store

# The audit keeps this many rulings in an item, which stays well below DynamoDB's 400 KB.
_A_RECORD = 200


def put(round_id: str, given: Sequence[Ruling], by: Account, now: datetime) -> int:
    """Save these rulings, all or none; returns how many. Invalid has every problem of them."""
    round_ = current.get(round_id, now)
    if problems := [
        *rulings.check(given, round_, current.units(round_id, now)),
        *_over_caps(round_id, given, round_),
    ]:
        raise Invalid(errors=problems)
    for start in range(0, len(given), _A_RECORD):
        part = given[start : start + _A_RECORD]
        audit.record(
            round_id,
            now,
            by.email,
            "rule",
            f"{start + 1}-{start + len(part)}",
            details={"rulings": [asdict(ruling) for ruling in part]},
        )
    store.put(round_id, given)
    return len(given)


@dataclass(frozen=True, slots=True)
class RulingsPreview:
    """The rulings of a file, every problem by its cell (`errors`), and notices on how the file was
    read, which prevent nothing.
    """

    rulings: Sequence[Ruling]
    errors: Sequence[Problem]
    notices: Sequence[Problem]


def preview(round_id: str, content: str, now: datetime) -> RulingsPreview:
    """Read a file (base64, XLSX or CSV); nothing is saved. Invalid if it is no table at all."""
    from chalicelib.documents import list_files

    raw, round_, units = decoded(content), current.get(round_id, now), current.units(round_id, now)
    uploaded = list_files.read(raw, (round_id, ""), ruling_files.HEADINGS)
    listed = ruling_files.read(uploaded.lines, round_, units, hashlib.sha256(raw).hexdigest()[:16])
    problems = [
        *rulings.check(listed.rulings, round_, units),
        *_over_caps(round_id, listed.rulings, round_),
    ]
    errors = filled_tables.told(uploaded.problems, [*listed.problems, *listed.at_cells(problems)])
    if not listed.rulings and not errors:
        errors = [
            Problem("A2", "Bảng chưa có quyết định nào", "The table has no ruling in it", "empty")
        ]
    return RulingsPreview(listed.rulings, errors, uploaded.remarks)


def _over_caps(round_id: str, added: Sequence[Ruling], round_: Round) -> list[Problem]:
    kept = {ruling.key: ruling for ruling in store.list_rulings(round_id)}
    kept |= {ruling.key: ruling for ruling in added}
    return rulings.check_caps(kept.values(), round_)


def list_rulings(round_id: str) -> list[Ruling]:
    """Every ruling of the round, withdrawn ones too, by kind and unit."""
    return store.list_rulings(round_id)


def not_applicable(round_id: str) -> dict[str, frozenset[str]]:
    """The leaves that do not apply, by unit."""
    skipped: dict[str, set[str]] = defaultdict(set)
    for ruling in store.list_rulings(round_id, "not_applicable"):
        if not ruling.withdrawn:
            skipped[ruling.unit].add(ruling.leaf)
    return {unit: frozenset(leaves) for unit, leaves in skipped.items()}
