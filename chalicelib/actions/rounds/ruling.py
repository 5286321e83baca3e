"""Ruling: operations staff enter decisions of the authority, which are checked and on record."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.actions.rounds import current
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, Problem
from chalicelib.domain.instants import to_text
from chalicelib.domain.people.accounts import Account, about_own_unit
from chalicelib.domain.reading import filled_tables
from chalicelib.domain.reading.uploads import decoded
from chalicelib.domain.rounds import proposed_rulings, ruling_files, rulings
from chalicelib.domain.rounds.proposed_rulings import MOST, WAITING, ProposedRuling
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit
from chalicelib.store import proposed_rulings as proposed_store
from chalicelib.store import rulings as store


@dataclass(frozen=True, slots=True)
class Ruled:
    """How many of the given rulings count, and how many wait for a second person."""

    counting: int
    waiting: int


def put(round_id: str, given: Sequence[Ruling], by: Account, now: datetime) -> Ruled:
    """Save these rulings, all or none; exclusions and adjustments wait for a second person
    (`appraisal.confirming`). Invalid has every problem of them; Forbidden if one is about a unit
    where the person has a post.
    """
    round_ = current.get(round_id, now)
    if by.own_units(round_id) & {ruling.unit for ruling in given}:
        raise about_own_unit()
    open_, kept = _standing(round_id)
    if problems := [
        *rulings.check(given, round_, current.units(round_id, now)),
        *_over_caps(given, round_, kept, open_),
    ]:
        raise Invalid(errors=problems)
    signed = [replace(ruling, by=by.email, at=to_text(now)) for ruling in given]
    ruled = proposed_rulings.sort(signed, kept)
    # A proposal that is just what was given was confirmed between the two reads.
    others = (each for each in ruled.dropped if each.key in open_)
    _close(round_id, [each for each in others if open_[each.key].ruling != each], open_, now)
    _record(round_id, "rule", ruled.at_once, by, now)
    _record(round_id, "propose_ruling", [each.ruling for each in ruled.waiting], by, now)
    store.put(round_id, ruled.at_once)
    waits = proposed_store.put(round_id, ruled.waiting)
    return Ruled(len(given) - waits, waits)


def _close(
    round_id: str, dropped: Sequence[Ruling], open_: Mapping[str, ProposedRuling], now: datetime
) -> None:
    """Close what waits under the keys of these rulings, with an act; ChangedMeanwhile if it was
    decided meanwhile.
    """
    for start in range(0, len(dropped), MOST):
        part = dropped[start : start + MOST]
        made = [open_[each.key].refused(each.reason or "–", each.by, now) for each in part]
        details = {"rulings": [each.key for each in part]}
        subject = f"{start + 1}-{start + len(part)}"
        act = audit.act_of(round_id, now, part[0].by, "refuse_rulings", subject, details=details)
        if not proposed_store.decide(round_id, made, act):
            raise ChangedMeanwhile


def _record(round_id: str, act: str, given: Sequence[Ruling], by: Account, now: datetime) -> None:
    start = 1
    for part in audit.in_parts(map(asdict, given)):
        subject = f"{start}-{start + len(part) - 1}"
        audit.record(round_id, now, by.email, act, subject, details={"rulings": part})
        start += len(part)


def waiting(round_id: str) -> list[ProposedRuling]:
    """The rulings that wait for a second person, by kind and unit."""
    return [each for each in proposed_store.list_proposed(round_id) if each.state == WAITING]


def _standing(round_id: str) -> tuple[dict[str, ProposedRuling], dict[str, Ruling]]:
    """What waits, and the kept rulings, by key. What is confirmed between the two reads is in both,
    and never in none.
    """
    open_ = {each.ruling.key: each for each in waiting(round_id)}
    return open_, {ruling.key: ruling for ruling in store.list_rulings(round_id)}


@dataclass(frozen=True, slots=True)
class RulingsPreview:
    """The rulings of a file, every problem by its cell (`errors`), and notices on how the file was
    read and on unusual figures, which prevent nothing.
    """

    rulings: Sequence[Ruling]
    errors: Sequence[Problem]
    notices: Sequence[Problem]


def preview(round_id: str, content: str, now: datetime) -> RulingsPreview:
    """Read a file (base64, XLSX or CSV); nothing is saved. Invalid if it is no table at all."""
    from chalicelib.documents import list_files

    raw, round_, units = decoded(content), current.get(round_id, now), current.units(round_id, now)
    uploaded = list_files.read(raw, (round_id, ""), ruling_files.HEADINGS)
    open_, kept = _standing(round_id)
    listed = ruling_files.read(uploaded.lines, round_, units, hashlib.sha256(raw).hexdigest()[:16])
    problems = [
        *rulings.check(listed.rulings, round_, units),
        *_over_caps(listed.rulings, round_, kept, open_),
    ]
    errors = filled_tables.told(uploaded.problems, [*listed.problems, *listed.at_cells(problems)])
    if not listed.rulings and not errors:
        errors = [
            Problem("A2", "Bảng chưa có quyết định nào", "The table has no ruling in it", "empty")
        ]
    notices = [*uploaded.remarks, *listed.doubts(round_, units)]
    return RulingsPreview(listed.rulings, errors, filled_tables.in_order(notices))


def _over_caps(
    added: Sequence[Ruling],
    round_: Round,
    kept: Mapping[str, Ruling],
    open_: Mapping[str, ProposedRuling],
) -> list[Problem]:
    """Problems with the round's caps if all that waits is confirmed, with what is added."""
    proposed = {key: each.ruling for key, each in open_.items()}
    new = {ruling.key: ruling for ruling in added}
    return rulings.check_caps({**kept, **proposed, **new}.values(), round_)


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


def external(round_id: str, now: datetime) -> list[dict[str, Any]]:
    """The leaves that take an external figure: `index`, `code`, `title`, `max`, and the `rule` as
    it was loaded.
    """
    current.get(round_id, now)
    return [
        {"index": index["id"], **{part: leaf[part] for part in ("code", "title", "max", "rule")}}
        for index in current.document(round_id)["indexes"]
        for area in index["areas"]
        for criterion in area["criteria"]
        for leaf in criterion.get("leaves") or [criterion]
        if leaf["method"] == "external"
    ]
