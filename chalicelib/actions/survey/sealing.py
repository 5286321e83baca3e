"""Sealing: after the survey has closed, shuffle the answers into boxes, check that the boxes are
complete, then delete the items.

The steps: mark the index as sealed in the timetable, so that the survey cannot reopen; write the
boxes as a new object version; read that version and compare it with the items, read again; record
the version; delete the items. After a crash at any step, sealing can run again. Only a recorded
version counts, and nothing is deleted before there is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from random import Random

from chalicelib.actions.rounds import current, scheduling
from chalicelib.aws import boxes as aws_boxes
from chalicelib.aws import queues
from chalicelib.domain.errors import Conflict
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.survey import boxes
from chalicelib.domain.survey.boxes import Boxes, Key
from chalicelib.store import answers as store
from chalicelib.store import signals
from chalicelib.store.answers import Sealed


def is_sealed(round_id: str, index_id: str) -> bool:
    """Whether the boxes of an index are written, checked and on record."""
    return store.find_sealed(round_id, index_id) is not None


def is_done(round_id: str, index_id: str) -> bool:
    """Whether an index is sealed and examined, so that nothing is left to do."""
    return is_sealed(round_id, index_id) and signals.are_dropped(round_id, index_id)


def request(round_id: str, index_id: str, reason: str, by: str, now: datetime) -> bool:
    """Mark the survey of an index so that it cannot reopen, and have the publisher seal it,
    compute its signals and drop their marks; returns whether it is sealed already.

    WindowClosed until the survey has been closed for 10 seconds.
    """
    if index_id not in current.timetable(round_id, now).sealed:
        scheduling.seal(round_id, index_id, reason, by, now)
    if not is_done(round_id, index_id):
        queues.send_sealing(round_id, index_id)
    return is_sealed(round_id, index_id)


def seal(
    round_id: str, index_id: str, reason: str, by: str, now: datetime, shuffler: Random
) -> dict[Key, int]:
    """Seal the answers of an index; returns how many each (unit, group) has.

    Run again, it finishes what is left. WindowClosed until the survey has been closed for 10
    seconds; Conflict if the boxes differ from the answers.
    """
    index = current.get(round_id, now).index(index_id)
    if index_id not in current.timetable(round_id, now).sealed:
        scheduling.seal(round_id, index_id, reason, by, now)
    keys = _keys(round_id, index, now)
    sealed = store.find_sealed(round_id, index_id) or _write(round_id, index, keys, shuffler)
    for key in keys:
        store.empty(store.box(round_id, index_id, *key), sealed.counts[key])
    return sealed.counts


def load(round_id: str, index_id: str) -> Iterator[tuple[Key, bytes]]:
    """The sealed answers by (unit, group): records of fixed width, a character for each question
    of the index.

    Conflict if the index is not sealed, since nobody reads answers before. ValueError, after the
    last box at the latest, if the object is not the recorded one.
    """
    sealed = store.find_sealed(round_id, index_id)
    if sealed is None:
        raise Conflict("Phiếu chưa được niêm phong.", "The ballots are not sealed yet.")
    return boxes.read(aws_boxes.lines(round_id, index_id, sealed.version_id), sealed.digest)


def _keys(round_id: str, index: Index, now: datetime) -> list[Key]:
    units = sorted(
        unit.id for unit in current.units(round_id, now).values() if unit.index == index.id
    )
    return list(product(units, [group.id for group in index.groups]))


def _write(round_id: str, index: Index, keys: list[Key], shuffler: Random) -> Sealed:
    packed = boxes.pack(
        round_id, index.id, len(index.questions), _read(round_id, index.id, keys), shuffler
    )
    content = boxes.to_bytes(packed)
    version = aws_boxes.put(round_id, index.id, content)
    stored = aws_boxes.get(round_id, index.id, version)
    _compare(boxes.from_bytes(stored), _read(round_id, index.id, keys))
    return store.record_sealed(
        round_id, index.id, Sealed(version, boxes.digest(stored), packed.counts)
    )


def _read(round_id: str, index: str, keys: list[Key]) -> dict[Key, list[str]]:
    return {
        (unit, group): store.list_answers(store.box(round_id, index, unit, group))
        for unit, group in keys
    }


def _compare(packed: Boxes, answers: dict[Key, list[str]]) -> None:
    """Raise Conflict, before anything is deleted, unless the boxes hold exactly these answers."""
    if packed.answers.keys() != answers.keys() or any(
        packed.records(key) != Counter(answers[key]) for key in answers
    ):
        raise Conflict(
            "Hộp phiếu vừa ghi không khớp phiếu đã nhận; chưa xóa gì, hãy niêm phong lại.",
            "The boxes just written differ from the answers received; nothing was deleted, seal"
            " again.",
        )
