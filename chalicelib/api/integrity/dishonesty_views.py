"""Cases on dishonesty as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.api.integrity.views import step
from chalicelib.api.views import text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from chalicelib.actions.evidence.holding import HeldFile
    from chalicelib.domain.integrity.cases import Case, CaseStep
    from chalicelib.domain.rounds.proposed_rulings import ProposedRuling
    from chalicelib.domain.rounds.round import Index
    from chalicelib.domain.rounds.rulings import Ruling
    from chalicelib.domain.rounds.units import Unit


def listed(opened: Case, unit: Unit | None, exclusion: ProposedRuling | None) -> dict[str, Any]:
    """A case in brief; the unit goes by its id once it has left the round."""
    return {
        "unit": opened.unit,
        "name": text(unit.name) if unit else {"vi": opened.unit, "en": opened.unit},
        "state": opened.state,
        "exclusion": _exclusion(exclusion) if exclusion else None,
    }


def case(
    opened: Case,
    unit: Unit,
    index: Index,
    files: Iterable[HeldFile],
    exclusion: ProposedRuling | None,
) -> dict[str, Any]:
    """A case with every step, the criteria that it is about with the unit's files there, and what
    came of the exclusion.
    """
    held = list(files)
    leaves = dict.fromkeys(leaf for step in opened.steps for leaf in step.leaves)
    return {
        "unit": unit.id,
        "name": text(unit.name),
        "index": index.id,
        "state": opened.state,
        "criteria": [
            {
                "leaf": leaf,
                "title": text(index.leaf(leaf).title),
                "files": [_file(each) for each in held if leaf in each.file.leaves],
            }
            for leaf in leaves
        ],
        "steps": [_step(step) for step in opened.steps],
        "exclusion": _exclusion(exclusion) if exclusion else None,
    }


def _file(held: HeldFile) -> dict[str, Any]:
    file = held.file
    return {
        "part": held.part,
        "evidence": file.id,
        "name": file.name,
        "sha256": file.sha256,
        "by": file.uploaded_by,
        "at": file.uploaded_at,
        "replaces": held.replaced.name if held.replaced else "",
        "removed_at": file.removed_at,
        "removed_by": file.removed_by,
    }


def _step(taken: CaseStep) -> dict[str, Any]:
    return {**step(taken), "leaves": list(taken.leaves)}


def _exclusion(proposed: ProposedRuling) -> dict[str, Any]:
    return {
        "state": proposed.state,
        "withdraws": proposed.ruling.withdrawn,
        "note": proposed.note,
        "decided_by": proposed.decided_by,
        "decided_at": proposed.decided_at or None,
    }


def of_unit(opened: Case, ruling: Ruling | None, now: datetime) -> dict[str, Any]:
    """A case as the unit sees it: without names and the opening, and without decisions that no
    second person has confirmed; with what became of the exclusion (`exclusions.steps_of_unit`).
    """
    from chalicelib.domain.integrity.exclusions import steps_of_unit

    note = opened.note
    until = note.reply_until if note and opened.state == "open" else None
    return {
        "reply_until": until if until and now < until else None,
        "steps": [
            {"kind": step.kind, "at": step.at, "text": step.text, "reply_until": step.reply_until}
            for step in steps_of_unit(opened, ruling)
        ],
    }
