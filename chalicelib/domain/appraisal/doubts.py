"""Doubts: why a council member should look at a criterion before accepting what the unit sent.

A criterion that nobody has touched and that raises no doubt may be accepted with many others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.domain.rounds.round import Index

NOT_SENT = "not_sent"
UNUSUAL = "unusual"
ESTIMATED = "estimated"
NO_EVIDENCE = "no_evidence"
FILE = "file"


def of_leaf(leaf: Leaf, sent: Entry, files: Iterable[EvidenceFile]) -> list[str]:
    """Why the value that was sent for a leaf should be looked at; `files` are those sent for it.

    `not_sent` no value · `unusual` the rule doubts the figures · `estimated` to the end of the year
    · `no_evidence` it is required and no file counts · `file` a file waits for its inspection, has
    a verdict that is not good, or is for reference only.
    """
    if sent.value is None:
        return [NOT_SENT]
    of_it = [file for file in files if leaf.code in file.leaves]
    found = {
        UNUSUAL: bool(leaf.rule.doubts(sent.value, leaf)),
        ESTIMATED: sent.estimated,
        NO_EVIDENCE: leaf.evidence == "required" and not any(file.counts for file in of_it),
        FILE: any(map(_is_doubtful, of_it)),
    }
    return [doubt for doubt, applies in found.items() if applies]


def _is_doubtful(file: EvidenceFile) -> bool:
    if file.state != "inspected" or not file.counts:
        return True
    return any(verdict.outcome in ("bad", "warning") for verdict in file.verdicts or ())


def of_sheet(
    index: Index, sent: Sheet, files: Collection[EvidenceFile], not_applicable: Collection[str]
) -> dict[str, list[str]]:
    """The doubts of every self-assessed leaf that applies to the unit."""
    return {
        leaf.code: of_leaf(leaf, sent.entry(leaf.code), files)
        for leaf in index.leaves.values()
        if leaf.method == "self_assessed" and leaf.code not in not_applicable
    }


def is_untouched(code: str, passes: Iterable[Sheet]) -> bool:
    """Whether the council has neither a value nor a comment for a leaf in any of these sheets."""
    entries = [sheet.entry(code) for sheet in passes]
    return all(entry.value is None and not entry.explanation.strip() for entry in entries)
