"""Examining: once an index is sealed, what speaks for interference is worked out, and the signals' key is destroyed.

Only then, and never before: two looks around one answer would tell who gave it.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from chalicelib.actions import rounds, sealing, surveying
from chalicelib.aws import secrets
from chalicelib.domain import integrity
from chalicelib.domain.boxes import Key
from chalicelib.domain.errors import Conflict
from chalicelib.domain.integrity import Finding
from chalicelib.store import signals as store


def examine(round_id: str, index_id: str, now: datetime) -> int:
    """Work out and keep the signals of a sealed index; returns how many stand out. Done again it finds the same."""
    width = len(rounds.get(round_id, now).index(index_id).questions)
    boxes: dict[Key, Counter[str]] = {}
    for key, packed in sealing.load(round_id, index_id):
        text = packed.decode()
        boxes[key] = Counter(text[at : at + width] for at in range(0, len(text), width or 1))
    found = integrity.examine(store.list_traces(round_id, index_id), boxes)
    store.put(round_id, index_id, found)
    if all(_is_over(round_id, index.id, now) for index in rounds.get(round_id, now).indexes):
        secrets.destroy_signal_key(round_id)
    return sum(each.flagged for each in found)


def get(round_id: str, index_id: str, now: datetime) -> list[Finding]:
    """The signals of an index; Conflict until it is sealed and looked at."""
    index = rounds.get(round_id, now).index(index_id)
    found = store.find(round_id, index.id)
    if found is None:
        raise Conflict("Dấu hiệu chỉ có sau khi niêm phong phiếu; hãy đóng điều tra rồi niêm phong.",
                       "There are signals only once the ballots are sealed; close the survey, then seal them.")
    return found


def false_alarm_rate() -> float:
    """The share of flagged signals that may be chance (0..1)."""
    return integrity.RATE


def of_unit(round_id: str, index_id: str, unit: str) -> list[Finding]:
    """What was found about one unit, if anything was looked at."""
    return [each for each in store.find(round_id, index_id) or [] if each.unit == unit]


def _is_over(round_id: str, index_id: str, now: datetime) -> bool:
    """Whether no answer will ever come to an index again."""
    return sealing.is_sealed(round_id, index_id) or not surveying.begun(round_id, index_id, now)
