"""Examining: once an index is sealed, its signals of interference are computed and what answers
left on invitations is deleted; after the last one of a round the key of its signals is destroyed.

Never before: two computations around one answer would tell who gave it. Changes to invitations
(corrected addresses, links handed over) tell nothing of answers and are shown at once.
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
    """The signals of the units and of the index as a whole; `complete` if those of the answers are
    among them.
    """

    noticed: list[Signal]
    whole: list[Excess]
    complete: bool


def examine(round_id: str, index_id: str, now: datetime) -> int:
    """Compute and store the signals of a sealed index, then drop the marks that they came from;
    returns how many are flagged.

    Run again, it finishes what is left and computes nothing twice. Conflict if the index is not
    sealed.
    """
    noticed = store.find(round_id, index_id)
    if noticed is None:
        noticed = store.put(round_id, index_id, _compute(round_id, index_id, now))
    store.drop_marks(round_id, index_id)
    if all(_is_over(round_id, index.id, now) for index in current.get(round_id, now).indexes):
        secrets.destroy_signal_key(round_id)
    return sum(signal.flagged for signal in noticed)


def _compute(round_id: str, index_id: str, now: datetime) -> list[Signal]:
    width = len(current.get(round_id, now).index(index_id).questions)
    boxes: dict[Key, Counter[str]] = {}
    for key, packed in sealing.load(round_id, index_id):
        text = packed.decode()
        starts = range(0, len(text), width or 1)
        boxes[key] = Counter(text[start : start + width] for start in starts)
    return signals.examine(store.list_traces(round_id, index_id), boxes)


def get(round_id: str, index_id: str, now: datetime) -> Looked:
    """The stored signals of an index; before there are any, those of changes to invitations."""
    index = current.get(round_id, now).index(index_id)
    stored = store.find(round_id, index.id)
    if stored is None:
        noticed = signals.examine_changes(store.list_changes(round_id, index.id))
    else:
        noticed = stored
    return Looked(noticed, signals.excesses(noticed), complete=stored is not None)


def false_alarm_rate() -> float:
    """The share of flagged signals that may be false at most (0…1)."""
    return signals.RATE


def of_unit(round_id: str, index_id: str, unit: str, now: datetime) -> list[Signal]:
    """The signals of an index about one unit."""
    noticed = get(round_id, index_id, now).noticed
    return [signal for signal in noticed if signal.unit == unit]


def _is_over(round_id: str, index_id: str, now: datetime) -> bool:
    """Whether an index can get no more answers."""
    return sealing.is_sealed(round_id, index_id) or not following.begun(round_id, index_id, now)
