"""Examining a PDF within a budget: whether it can be read, and its signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chalicelib.documents import apart
from chalicelib.documents.apart import Budget
from chalicelib.domain.evidence import inspection
from chalicelib.domain.evidence.inspection import Verdict

BUDGET = Budget()


def examined(content: bytes, roots: Sequence[bytes], timezone: str) -> list[Verdict]:
    """The verdicts that need only the bytes. A parser that fails or takes more than the budget
    gives the verdict that the file could not be examined; it never raises.

    `roots` are PEM files of trusted authorities; times are local times of `timezone`.
    """
    try:
        found = apart.run(
            verdicts,
            content,
            BUDGET,
            roots=[root.decode("ascii", "ignore") for root in roots],
            timezone=timezone,
        )
        return list(inspection.from_json(found)) or [inspection.unexamined()]
    except (apart.NoResultError, KeyError, TypeError):
        return [inspection.unexamined()]


def verdicts(content: bytes, roots: Sequence[str], timezone: str) -> list[dict[str, Any]]:
    """The same as JSON, made in this process; only for a child process."""
    from chalicelib.documents import pdfs, signatures

    readable = pdfs.readable(content)
    if readable.outcome == "bad":
        return inspection.as_json([readable])
    pem = [root.encode("ascii") for root in roots]
    return inspection.as_json([readable, *signatures.judged(content, pem, timezone)])
