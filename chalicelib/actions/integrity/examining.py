"""Examining: once an index is sealed, what speaks for interference is worked out, and the signals'
key is destroyed.

Only then, and never before: two looks around one answer would tell who gave it. What was done to
invitations, addresses changed and links handed over, says nothing of answers and shows as soon as
it happens.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.actions.survey import following, sealing
from chalicelib.aws import secrets
from chalicelib.domain.integrity import signals
from chalicelib.domain.integrity.signals import Excess, Signal
from chalicelib.domain.survey.boxes import Key
from chalicelib.store import signals as store


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found unit by unit and in the index as a whole; `complete` once the answers were
    looked at, too.
    """

    noticed: list[Signal]
    whole: list[Excess]
    complete: bool


def examine(round_id: str, index_id: str, now: datetime) -> int:
    """Work out and keep the signals of a sealed index; returns how many stand out. Done again it
    finds the same.
    """
    width = len(current.get(round_id, now).index(index_id).questions)
    boxes: dict[Key, Counter[str]] = {}
    for key, packed in sealing.load(round_id, index_id):
        text = packed.decode()
        boxes[key] = Counter(text[at : at + width] for at in range(0, len(text), width or 1))
    found = signals.examine(store.list_traces(round_id, index_id), boxes)
    store.put(round_id, index_id, found)
    if all(_is_over(round_id, index.id, now) for index in current.get(round_id, now).indexes):
        secrets.destroy_signal_key(round_id)
    return sum(each.flagged for each in found)


def get(round_id: str, index_id: str, now: datetime) -> Looked:
    """The signals of an index: until it is sealed and looked at, of what was done to invitations
    alone.
    """
    index = current.get(round_id, now).index(index_id)
    found = store.find(round_id, index.id)
    noticed = (
        signals.examine_changes(store.list_changes(round_id, index.id)) if found is None else found
    )
    return Looked(noticed, signals.excesses(noticed), complete=found is not None)


def false_alarm_rate() -> float:
    """The share of flagged signals that may be chance (0..1)."""
    return signals.RATE


def of_unit(round_id: str, index_id: str, unit: str, now: datetime) -> list[Signal]:
    """What there is about one unit."""
    return [each for each in get(round_id, index_id, now).noticed if each.unit == unit]


def _is_over(round_id: str, index_id: str, now: datetime) -> bool:
    """Whether no answer will ever come to an index again."""
    return sealing.is_sealed(round_id, index_id) or not following.begun(round_id, index_id, now)
