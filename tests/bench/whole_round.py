"""national-2024 at full size on the local stack: `python -m tests.bench.whole_round PEOPLE` makes
it and says `ready`.

Wants the environment of a deployed function. Sheets, appraisals, rulings and answers are the
demo's; the answers lie in the table, as they do while a survey runs, and in sealed boxes. For each
line `ours` it publishes everything anew, for each line `other` it reads the answers' items with a
bare boto3 client; both print CPU milliseconds of this process.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import count
from random import Random

import boto3

from chalicelib import clock, tokens
from chalicelib.actions import places
from chalicelib.actions.appraisal import confirming
from chalicelib.actions.assessment import saving
from chalicelib.actions.results import asking, publishing
from chalicelib.actions.results.asking import Wanted
from chalicelib.actions.rounds import current, loading, ruling, scheduling
from chalicelib.aws import boxes as files
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.proposed_rulings import MOST
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.domain.survey import boxes as packing
from chalicelib.store import answers as responses
from chalicelib.store import rulings as kept_rulings
from chalicelib.store import tables
from chalicelib.store.answers import AnswerItem, Sealed
from infra.demo.inputs import Appraisal, Entry, Inputs
from infra.demo.sources import from_round

OPS = Account("ops", "ops@example.test", "Điều hành", "ops")
SECRETARY = Account("tk", "thu-ky@example.test", "Tổ Thư ký", "secretariat", "national-2024")
SOURCE = "national-2024"


def make(people: int, now: datetime) -> str:
    """The whole round, sealed but not published; its id."""
    inputs = from_round(SOURCE, people, 1).inputs
    loading.load(inputs.round, inputs.document, inputs.units, OPS, now)
    for window in ("self_assessment", "appraisal_first", "appraisal_final"):
        scheduling.open_window(inputs.round, window, now + timedelta(hours=12), "đo", OPS, now)
    for unit, sheet in inputs.sheets.items():
        save(inputs.round, unit, "self_assessment", sheet.entries, now)
        save(inputs.round, unit, "appraisal_first", sheet.first, now)
        save(inputs.round, unit, "appraisal_final", sheet.final, now)
    ruling.put(inputs.round, [Ruling(**each) for each in inputs.rulings], OPS, now)
    waiting = [each.id for each in ruling.waiting(inputs.round)]
    for start in range(0, len(waiting), MOST):
        confirming.decide(inputs.round, waiting[start : start + MOST], None, SECRETARY, now)
    for index in inputs.document["indexes"]:
        answer(inputs, index["id"], len(index["questions"]))
    return inputs.round


def save(
    round_id: str, unit: str, kind: str, entries: Iterable[Entry | Appraisal], now: datetime
) -> None:
    """One save of all of a unit's leaves."""
    changes = [Change(each.leaf, 0, each.value, "vì thế") for each in entries]
    if changes:
        saving.save(places.place(round_id, unit, kind, now), "whole-round", changes, OPS.email, now)


def answer(inputs: Inputs, index: str, width: int) -> None:
    """The answers of an index, as items and sealed."""
    cells = {
        (cell.unit, cell.group): list(cell.answers) for cell in inputs.cells if cell.index == index
    }
    with AnswerItem.batch_write() as batch:
        for (unit, group), each in cells.items():
            for answers in each:
                batch.save(
                    AnswerItem(
                        responses.box(inputs.round, index, unit, group),
                        tokens.identifier(),
                        answers=answers,
                    )
                )
    boxes = packing.pack(inputs.round, index, width, cells, Random(1))
    content = packing.to_bytes(boxes)
    version = files.put(inputs.round, index, content)
    responses.record_sealed(
        inputs.round, index, Sealed(version, packing.digest(content), boxes.counts)
    )


def publish(round_id: str, rank: int) -> None:
    """What the publisher does with one request; another input each time, or it would find its last
    draft.
    """
    unit = min(current.units(round_id, clock.now()))
    kept_rulings.put(round_id, [Ruling("previous", unit, index="70", rank=rank)])
    job = tokens.identifier()
    wanted = Wanted((), "provisional", "đo")
    asking.publication(round_id, job, wanted, OPS, clock.now())
    if publishing.run(round_id, job, clock.now()) != "done":
        raise SystemExit("The publication was not done.")


def read(people: int) -> None:
    """Every item of the answers, page by page."""
    pages = (
        boto3.client("dynamodb").get_paginator("scan").paginate(TableName=tables.name("responses"))
    )
    found = sum(len(page["Items"]) for page in pages)
    if found != people:
        raise SystemExit(f"Read {found} items of {people}.")


def cpu_ms(act: Callable[[], None]) -> float:
    """CPU of this process, user and system."""
    gc.collect()
    started = time.process_time_ns()
    act()
    return (time.process_time_ns() - started) / 1e6


def main(people: int) -> None:
    """As the module says."""
    round_id = make(people, clock.now())
    ranks = count(1)
    sides: dict[str, Callable[[], None]] = {
        "ours": lambda: publish(round_id, next(ranks)),
        "other": lambda: read(people),
    }
    print("ready", flush=True)
    for line in sys.stdin:
        print(cpu_ms(sides[line.strip()]), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
