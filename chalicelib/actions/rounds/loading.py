"""Loading: a round and its units are stored as one document, all or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

from chalicelib.actions.rounds import current, revising
from chalicelib.domain.assessment.changes import SHEETS
from chalicelib.domain.errors import ChangedMeanwhile, Conflict, Invalid, Problem
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds import revisions
from chalicelib.domain.rounds.questionnaires import AUTHORITY
from chalicelib.domain.rounds.revisions import Difference
from chalicelib.domain.rounds.round import parse_round
from chalicelib.domain.rounds.units import parse_units
from chalicelib.store import audit, respondents, sheets
from chalicelib.store import rounds as store


@dataclass(frozen=True, slots=True)
class Revision:
    """A document with other questionnaires, their digest, what they change, and a problem for each
    question that could not be copied.
    """

    document: dict[str, Any]
    digest: str
    differences: list[Difference]
    left_out: list[Problem]


def load(
    round_id: str,
    raw: dict[str, Any],
    unit_rows: Sequence[dict[str, Any]],
    by: Account,
    now: datetime,
) -> str:
    """Load a round and its units; returns the sha256 (hex) of both.

    They can be loaded again until a window was opened or a unit has saved; after that, until the
    first invitation, only with other questionnaires. Invalid has every problem of both; RoundInUse
    says why it is too late.
    """
    _check(round_id, raw, unit_rows)
    text = json.dumps({"round": raw, "units": list(unit_rows)}, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    loaded = store.find_document(round_id)
    if loaded and loaded[0] == digest:
        return digest
    revision = revising.revision(round_id, raw, loaded[1] if loaded else None)
    act = audit.act_of(
        round_id,
        now,
        by.email,
        "load_round",
        round_id,
        details={"digest": digest, "questionnaires": revision},
    )
    if loaded and _touched(round_id, current.parsed(loaded[1])[1]):
        revising.revise(round_id, loaded, digest, text, act, revision)
    else:
        try:
            store.put_document(round_id, digest, text, act, revision)
        except Conflict:  # a window was opened
            revising.revise(round_id, store.get_document(round_id), digest, text, act, revision)
    current.forget(round_id)
    return digest


def questionnaires(round_id: str) -> dict[str, Any]:
    """The questionnaires of a round as a file, to be changed and uploaded again."""
    return revisions.part(_kept(round_id)["round"])


def preview(round_id: str, given: Mapping[str, Any] | None, earlier: str) -> Revision:
    """What other questionnaires would change: those of a file (`given`) or, without one, of an
    `earlier` round. Nothing is saved.

    Invalid has every problem; NotFound for an earlier round that was never loaded.
    """
    if given is None and not earlier:
        raise Invalid(
            errors=[
                Problem(
                    "document",
                    "Hãy nạp tệp phiếu điều tra hoặc chọn một kỳ trước",
                    "Upload questionnaires, or choose an earlier round",
                    "missing",
                )
            ]
        )
    kept = _kept(round_id)
    left_out: list[Problem] = []
    if given is None:
        made, left_out = revisions.carry_over(kept["round"], _kept(earlier)["round"])
    else:
        made = revisions.replaced(kept["round"], given)
    _check(round_id, made, kept["units"])
    return Revision(
        made, revisions.digest(made), revisions.differences(kept["round"], made), left_out
    )


def keep(
    round_id: str,
    given: Mapping[str, Any] | None,
    earlier: str,
    digest: str,
    by: Account,
    now: datetime,
) -> None:
    """Save the questionnaires of a preview with this digest; ChangedMeanwhile if they are others
    now.

    RoundInUse, with the instant, once somebody was invited.
    """
    made = preview(round_id, given, earlier)
    if made.digest != digest:
        raise ChangedMeanwhile
    load(round_id, made.document, _kept(round_id)["units"], by, now)


def _kept(round_id: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(store.get_document(round_id)[1])
    return content


def _check(round_id: str, raw: dict[str, Any], unit_rows: Sequence[dict[str, Any]]) -> None:
    problems, round_ = [], None
    if raw.get("id") != round_id:
        problems.append(
            Problem(
                "round.id",
                f"Mã kỳ trong nội dung phải là {round_id}",
                f"The id inside must be {round_id}",
            )
        )
    try:
        round_ = parse_round(raw)
    except Invalid as refused:
        problems += refused.errors
    try:
        parse_units(unit_rows, round_)
    except Invalid as refused:
        problems += refused.errors
    if problems:
        raise Invalid(errors=problems)


def _touched(round_id: str, unit_ids: Iterable[str]) -> bool:
    """Whether a unit has saved anything: official dates open windows without operations staff."""
    keys = [sheets.key(round_id, unit, kind) for unit, kind in product(unit_ids, SHEETS)]
    if any(sheet.version for sheet in sheets.list_without_texts(keys).values()):
        return True
    return any(any(respondents.list_drafts(round_id, lister)) for lister in (*unit_ids, AUTHORITY))
