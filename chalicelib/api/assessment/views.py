"""How a unit's sheet, its approval, report and receipts look in JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from chalicelib.domain import decimals

if TYPE_CHECKING:
    from chalicelib.actions.appraisal.reading_submissions import SentSheet
    from chalicelib.actions.assessment.approving import ApprovalState
    from chalicelib.actions.assessment.importing import WorkbookPreview
    from chalicelib.actions.assessment.reporting import Stated
    from chalicelib.actions.assessment.supplementing import Supplement
    from chalicelib.domain.assessment.approvals import SignedReport
    from chalicelib.domain.assessment.receipts import Receipt
    from chalicelib.domain.assessment.sheets import Entry, Save, Sheet
    from chalicelib.domain.assessment.team import Contact
    from chalicelib.domain.criteria.tree import Leaf
    from chalicelib.domain.errors import Problem
    from chalicelib.domain.rounds.round import Index
if TYPE_CHECKING:
    from chalicelib.domain.assessment.sheets import Sheet
    from chalicelib.domain.rounds.windows import Timetable
from chalicelib.api import views
from chalicelib.domain.assessment import receipts

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.actions.assessment.overview import UnitSheet
    from chalicelib.domain.rounds.windows import Timetable


def points(leaf: Leaf, entry: Entry) -> str | None:
    """The points that the rule gives for the saved value, two decimals; None without a value."""
    return None if entry.value is None else decimals.two(leaf.rule.points(entry.value, leaf))


def entries(sheet: Sheet, index: Index) -> dict[str, Any]:
    """Every saved leaf with its points."""
    from chalicelib.domain.assessment.sheets import as_json

    return {
        code: {
            **as_json(entry),
            "points": points(index.leaf(code), entry) if code in index.leaves else None,
        }
        for code, entry in sheet.entries.items()
    }


def saved(save: Save, index: Index) -> dict[str, Any]:
    """An accepted save."""
    return {
        "save_id": save.id,
        "saved_at": save.saved_at,
        "locks_at": save.locks_at,
        "entries": {
            code: _outcome(change, index.leaves.get(code)) for code, change in save.changes.items()
        },
    }


def _outcome(change: Mapping[str, Any], leaf: Leaf | None) -> dict[str, Any]:
    shown = {
        name: change[name]
        for name in ("value", "explanation", "estimated", "version")
        if name in change
    }
    if leaf is not None and change.get("value") is not None:
        shown["points"] = decimals.two(leaf.rule.points(change["value"], leaf))
    return shown


def totals(sheet: Sheet, index: Index, not_applicable: frozenset[str]) -> dict[str, Any]:
    """Points reached and maximum of every area and of the sheet, over the self-assessed leaves that
    apply.
    """
    areas = {}
    reached_all = maximum_all = Fraction(0)
    for area in index.areas:
        leaves = [
            leaf
            for criterion in area.criteria
            for leaf in criterion.leaves
            if leaf.method == "self_assessed" and leaf.code not in not_applicable
        ]
        reached = sum(
            (
                leaf.rule.points(value, leaf)
                for leaf in leaves
                if (value := sheet.entry(leaf.code).value) is not None
            ),
            Fraction(0),
        )
        maximum = sum((leaf.max for leaf in leaves), Fraction(0))
        areas[area.code] = {"points": decimals.two(reached), "maximum": decimals.two(maximum)}
        reached_all, maximum_all = reached_all + reached, maximum_all + maximum
    return {
        "areas": areas,
        "points": decimals.two(reached_all),
        "maximum": decimals.two(maximum_all),
    }


def approval(standing: ApprovalState, code: Callable[[str], str]) -> dict[str, Any]:
    """The approval of a sheet, what the sheet still lacks, and what in it should be looked at
    again.
    """
    from chalicelib.domain.assessment import validity

    given = standing.sheet.approval
    void = (
        validity.why_void(standing.sheet, given) if given and standing.state == "voided" else None
    )
    return {
        "state": standing.state,
        "void": {"vi": void[0], "en": void[1]} if void else None,
        "version": standing.sheet.version,
        "digest": given.digest if given else None,
        "approved_at": given.approved_at if given else None,
        "approved_by": given.approved_by if given else None,
        "qr": code(given.digest) if given else None,
        "report": report(standing.report) if standing.report else None,
        "missing": gaps(standing.missing),
        "doubts": gaps(standing.doubts),
    }


def stated(found: Stated, code: Callable[[str], str]) -> dict[str, Any]:
    """A unit's report with its approval; lists stand in their order."""
    from dataclasses import asdict

    content, given = asdict(found.report), found.approval
    return {
        **content,
        "lines": list(content["lines"]),
        "explanations": list(content["explanations"]),
        "files": [each | {"leaves": list(each["leaves"])} for each in content["files"]],
        "letterhead": {
            part: list(said) if isinstance(said, tuple) else said
            for part, said in content["letterhead"].items()
        },
        "draft": given is None,
        "digest": given.digest if given else None,
        "approved_at": given.approved_at if given else None,
        "approved_by": given.approved_by if given else None,
        "qr": code(given.digest) if given else None,
        "missing": gaps(found.missing),
        "signed": report(found.signed) if found.signed else None,
    }


def gaps(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """What a sheet still lacks, or what is strange in it, leaf by leaf."""
    return [
        {"at": each.at, "code": each.code, "detail": each.vi, "detail_en": each.en}
        for each in problems
    ]


def report(found: SignedReport) -> dict[str, Any]:
    """A signed report with what its inspection found."""
    from chalicelib.domain.evidence.inspection import as_json

    return {
        "name": found.name,
        "sha256": found.sha256,
        "version_id": found.version_id,
        "uploaded_at": found.uploaded_at,
        "uploaded_by": found.uploaded_by,
        "state": "waiting" if found.verdicts is None else "inspected",
        "verdicts": as_json(found.verdicts or ()),
    }


def preview(found: WorkbookPreview) -> dict[str, Any]:
    """What a workbook would change; `entries` leave out what others changed, and are none while an
    error stands.
    """
    changes = [
        {
            "leaf": each.leaf,
            "cell": each.cell,
            "version": each.entry.version,
            "points": each.points,
            "saved_by": each.entry.saved_by,
            "saved_at": each.entry.saved_at,
            "parts": [
                {
                    "part": part.name,
                    "from": part.now,
                    "to": part.wanted,
                    "changed_meanwhile": part.clash,
                }
                for part in each.parts
            ],
        }
        for each in found.changes
    ]
    errors, doubts = (
        [
            {
                "cell": each.cell,
                "at": each.problem.at,
                "detail": each.problem.vi,
                "detail_en": each.problem.en,
            }
            for each in cells
        ]
        for cells in (found.errors, found.doubts)
    )
    entries = [
        {
            "leaf": each.leaf,
            "version": each.entry.version,
            **{part.name: part.wanted for part in each.parts if not part.clash},
        }
        for each in found.changes
        if not all(part.clash for part in each.parts)
    ]
    return {
        "changes": changes,
        "errors": errors,
        "doubts": doubts,
        "entries": [] if errors else entries,
    }


def result(sheet: Sheet, index: Index) -> dict[str, Any]:
    """The council's values, points and comments by leaf, without the names of its members."""
    return {
        code: {
            "value": entry.value,
            "comment": entry.explanation,
            "points": points(index.leaf(code), entry) if code in index.leaves else None,
        }
        for code, entry in sheet.entries.items()
    }


def supplement(found: Supplement, locks_at: datetime) -> dict[str, Any]:
    """What a unit has added after the first result, with the ids of the files of each leaf."""
    codes = dict.fromkeys(
        [*found.sheet.entries, *(code for file in found.files for code in file.leaves)]
    )
    return {
        "version": found.sheet.version,
        "locks_at": found.sheet.locks_at or locks_at,
        "entries": {
            code: {
                "explanation": entry.explanation,
                "version": entry.version,
                "saved_at": entry.saved_at,
                "saved_by": entry.saved_by,
                "evidence": [file.id for file in found.files if code in file.leaves],
            }
            for code in codes
            for entry in [found.sheet.entry(code)]
        },
    }


def sent(found: SentSheet | None) -> dict[str, Any] | None:
    """A submission for those who appraise it."""
    if found is None:
        return None
    receipt = found.receipt
    return {
        "submitted_at": receipt.submitted_at,
        "on_time": receipt.on_time,
        "receipt": receipt.receipt,
        "digest": receipt.digest,
        "unchanged": found.unchanged,
        "report": report(found.report),
    }


def receipt(found: Receipt, proof: Callable[[Receipt], dict[str, str]]) -> dict[str, Any]:
    """A receipt with the address at which it checks itself, and that as a QR code."""
    from chalicelib.domain.assessment.receipts import as_json

    return {**as_json(found), **proof(found)}


def contact(found: Contact) -> dict[str, Any]:
    """Whom to call at a unit, with the dates."""
    return {
        "kind": found.kind,
        "name": found.name,
        "position": found.position,
        "phone": found.phone,
        "email": found.email,
        "from": found.since.isoformat(),
        "until": found.until.isoformat() if found.until else None,
        "copied_from": found.copied_from,
    }


def lock(timetable: Timetable, kind: str, sheet: Sheet, now: datetime) -> dict[str, Any]:
    """Since when and why a sheet is locked; nulls while it can be written or was never open."""
    since, why = None, None
    if sheet.submitted_at is not None:
        since, why = sheet.submitted_at, ("đã gửi đi", "submitted")
    elif timetable.state(kind, now) == "closed":
        since, why = timetable.locks_at(kind), timetable.why_locked(kind)
    return {"locked_since": since, "locked_reason": {"vi": why[0], "en": why[1]} if why else None}


def standing(found: UnitSheet, now: datetime) -> dict[str, Any]:
    """One unit: how far its sheet is, what it has sent, and the windows that were decided for it
    alone.
    """
    sheet, sent = found.sheet, found.sheet.submission
    return {
        "unit": found.unit.id,
        "name": views.text(found.unit.name),
        "index": found.unit.index,
        "region": found.unit.region,
        "done": found.done,
        "leaves": found.leaves,
        "submission": receipts.submission(sent),
        "sent_at": sent.submitted_at if sent else None,
        "receipt": sent.receipt if sent else None,
        "reopened": sent is not None and sheet.submitted_at is None,
        "windows": {
            name: views.ops_window(found.timetable, name, now)
            for name in found.timetable.official
            if name in found.timetable.own
        },
    }
