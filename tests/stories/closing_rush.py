"""A thousand saves and submits around one closing instant, by threads through the actions: `python
-m` this module.

Wants the environment of a deployed API function and a loaded round whose self-assessment is open.
Closes it in ten seconds, spreads the rush over them and a little more, holds every reply against
what is stored, and prints one JSON line that counts what was accepted and refused.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import clock
from chalicelib.actions import places
from chalicelib.actions.assessment import saving
from chalicelib.actions.rounds import scheduling
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.errors import AlreadySubmitted, Refusal, WindowClosed
from chalicelib.domain.people.accounts import Account
from chalicelib.store import sheets

THREADS, TIMES = 16, 63
BEFORE, PACE = timedelta(seconds=9), timedelta(seconds=0.17)
OPS = Account("ops", "ops@example.test", "Điều hành", "ops")


def work(
    round_id: str, units: list[str], leaf: str, number: int, closes: datetime
) -> list[tuple[str, Save | Refusal]]:
    """One thread: its own leaf in every unit, one after the other; now and then it submits a
    unit.
    """
    versions: Counter[str] = Counter()
    done: list[tuple[str, Save | Refusal]] = []
    for at in range(TIMES):
        unit = units[(number * 5 + at) % len(units)]
        act = f"{number:02}-{at:04}-thread"
        time.sleep(max(0.0, (closes - BEFORE + at * PACE - clock.now()).total_seconds()))
        try:
            done.append(
                (
                    unit,
                    (
                        submit(round_id, unit, act)
                        if at % 16 == number
                        else save(round_id, unit, leaf, versions[unit], act)
                    ),
                )
            )
        except (WindowClosed, AlreadySubmitted) as refusal:
            done.append((unit, refusal))
        else:
            versions[unit] += at % 16 != number
    return done


def save(round_id: str, unit: str, leaf: str, version: int, act: str) -> Save:
    """Save one leaf, value and explanation."""
    now = clock.now()
    place = places.place(round_id, unit, "self_assessment", now)
    return saving.save(
        place, act, [Change(leaf, version, {"count": version + 1}, act)], "an@example.test", now
    )


def submit(round_id: str, unit: str, act: str) -> Save:
    """What submitting does to the sheet, without the approval and the report that come before
    it.
    """
    now = clock.now()

    def sent(sheet: Sheet) -> Sheet:
        return replace(sheet, version=sheet.version + 1, submitted_at=now, digest=act, receipt=act)

    place = places.place(round_id, unit, "self_assessment", now)
    return saving.commit(
        place, act, act, sent, lambda *_: {"": {"receipt": act}}, "an@example.test", now
    )


def check(
    round_id: str, units: list[str], accepted: list[tuple[str, Save]], closes: datetime
) -> None:
    """What was accepted is stored, whole, before the lock; what was not is nowhere."""
    for unit in units:
        own = {kept.id: kept for where, kept in accepted if where == unit}
        key = sheets.key(round_id, unit, "self_assessment")
        stored = {kept.id: kept for kept in sheets.list_saves(key)}
        assert stored == own, f"{unit}: {stored.keys() ^ own.keys()}"
        assert all(kept.saved_at < closes and kept.locks_at >= closes for kept in stored.values())
        sheet = sheets.get(key)
        assert sheet.version == len(stored)
        for leaf, entry in sheet.entries.items():
            last = max(
                (kept for kept in own.values() if leaf in kept.changes),
                key=lambda kept: kept.saved_at,
            )
            times = sum(leaf in kept.changes for kept in own.values())
            assert (entry.value, entry.explanation, entry.version) == (
                {"count": times},
                last.id,
                times,
            )
        submits = [kept for kept in own.values() if "" in kept.changes]
        assert len(submits) <= 1 and (sheet.submitted_at is None) == (not submits)
        assert not submits or submits[0].saved_at == sheet.submitted_at


def main(round_id: str, units: list[str], leaves: list[str]) -> None:
    """Close, rush, check, tell."""
    # Modules load at their first use, which threads must not share; a function has one thread.
    first = (units[0], save(round_id, units[0], "1.2", 0, "the-very-first"))
    closes = scheduling.close_window(round_id, "self_assessment", "thử", OPS, clock.now()).locks_at(
        "self_assessment"
    )
    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(
            pool.map(
                lambda number: work(round_id, units, leaves[number], number, closes), range(THREADS)
            )
        )
    replies = [reply for part in parts for reply in part]
    accepted = [(unit, reply) for unit, reply in replies if isinstance(reply, Save)]
    check(round_id, units, [first, *accepted], closes)
    refused = Counter(reply.code for _, reply in replies if isinstance(reply, Refusal))
    print(json.dumps({"accepted": len(accepted), **refused}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].split(","), sys.argv[3].split(","))
