"""A round of so many times the units of national-2024 on the pretended AWS: `python -m
tests.bench.scaled_round TIMES` prints a JSON line for each flow, with what it asks of AWS.

Wants the environment of `tests.fake_aws`. Lists, sheets and answers of one unit are copied to the
others, item by item. There are 61 people for each unit, a tenth of what national-2024 has.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.actions import places, ticking
from chalicelib.actions.appraisal import appraising
from chalicelib.actions.assessment import overview, saving
from chalicelib.actions.letters import inviting
from chalicelib.actions.lists import listing
from chalicelib.actions.results import asking, browsing, gathering, publishing
from chalicelib.actions.results.asking import Wanted
from chalicelib.actions.rounds import current, loading, scheduling
from chalicelib.actions.survey import counting, following, responding, sealing
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.people.accounts import Account
from infra.demo.inputs import Appraisal, Entry, Inputs
from infra.demo.sources import from_round
from tests import fake_aws, open_links
from tests.bench.metering import metered, reading

ROUND, INDEX, GROUP = open_links.SOURCE, open_links.INDEX, open_links.GROUP
OPS = Account("ops", "ops@example.test", "Điều hành", "ops")
PEOPLE = 61
WINDOWS = ("self_assessment", "appraisal_first", "appraisal_final")

Flow = tuple[str, Callable[[], object]]


def flows(aws: fake_aws.Aws, times: int, now: datetime) -> Iterator[Flow]:
    """Each flow, ready to be done; what lies between two is done when the next one is asked for."""
    inputs = from_round(ROUND, 300, 1).inputs
    units = [
        {**unit, "unit": f"{unit['unit']}{f'-{again}' if again else ''}"}
        for again in range(times)
        for unit in inputs.units
    ]
    yield "load the round", lambda: loading.load(ROUND, inputs.document, units, OPS, now)
    until = now + timedelta(hours=12)
    opened = count()

    def open_(window: str) -> object:
        at = now + timedelta(milliseconds=next(opened))
        return scheduling.open_window(ROUND, window, until, "đo", OPS, at)

    yield "open a window of sheets", lambda: open_("self_assessment")
    for window in (*WINDOWS[1:], "respondent_lists", "survey"):
        open_(window)
    now += timedelta(seconds=1)
    first = _sheets(aws, inputs, units, now)
    entries = inputs.sheets[first].entries
    place = places.place(ROUND, first, "self_assessment", now)
    five = [Change(each.leaf, 1, each.value, "vì thế nữa") for each in entries[:5]]
    yield "autosave", lambda: saving.save(place, "autosave-1", five, OPS.email, now)
    yield "council, all units", lambda: appraising.overview(ROUND, now)
    yield "operations, all sheets", lambda: overview.of_units(ROUND, now)
    yield from _survey(aws, units, now)
    yield from _results(now)


def _survey(aws: fake_aws.Aws, units: list[dict[str, str]], now: datetime) -> Iterator[Flow]:
    rated = [unit["unit"] for unit in units if unit["index"] == INDEX]
    lister = listing.lister_of(ROUND, rated[0], now)
    index, group = lister.groups[0]
    rows = [
        Respondent(
            f"Người {number}", f"nguoi-{number}@example.test", "Phó Vụ trưởng", rates=rated[0]
        )
        for number in range(PEOPLE)
    ]

    def put() -> object:
        return listing.put(lister, group.id, index.id, rows, now)

    put()
    claims = f"{ROUND}/#{index.id}"
    _copy(aws, "respondents", "list", claims, [{"row": f"{group.id}/{one}"} for one in rated[1:]])
    yield "save a list", put
    sending = listing.send(lister, "", OPS, now, acknowledged=True)
    assert sending
    yield f"invite {PEOPLE} people", lambda: inviting.invite(ROUND, now)
    (token, *_) = open_links.issue(ROUND, rated[0], 3, INDEX, GROUP)
    ballot = responding.open_link(token, now)["ballot"]  # the round's secrets are read once
    yield "open a link", lambda: responding.open_link(token, now)
    answers = dict.fromkeys(open_links.questions(ROUND, now), 1)
    yield "answer", lambda: responding.answer(ballot, answers, "answer-1", now)
    _many(aws, "invitations", "invitation", len(units) * PEOPLE)
    ticking.tick(ROUND, now)
    yield "count for operations", lambda: counting.refresh(ROUND, now + timedelta(minutes=1))
    yield "progress of operations", lambda: following.whole(ROUND, now)
    yield "tick, nothing due", lambda: ticking.tick(ROUND, now + timedelta(minutes=2))
    later = now + timedelta(minutes=3)
    scheduling.open_window(ROUND, "self_assessment", later + timedelta(hours=9), "đo", OPS, later)
    yield "tick after a change", lambda: ticking.tick(ROUND, later + timedelta(seconds=6))
    (kept,) = _rows(aws, "responses")
    boxes = [kept["box"]["S"].replace(rated[0], one) for one in rated]
    keys = [(box, f"k{number}") for box in boxes for number in range(PEOPLE)]
    _put(aws, "responses", [{**kept, "box": {"S": b}, "response": {"S": k}} for b, k in keys])
    closing = later + timedelta(minutes=1)
    scheduling.close_window(ROUND, "survey", "đo", OPS, closing)
    sealed = closing + timedelta(minutes=1)
    current.forget(ROUND)
    shuffler = Random(1)
    yield "seal an index", lambda: sealing.seal(ROUND, INDEX, "đo", OPS.email, sealed, shuffler)


def _results(now: datetime) -> Iterator[Flow]:
    later = now + timedelta(hours=1)
    yield "gather for a case", lambda: gathering.gather(ROUND, later, texts=False)
    asking.publication(ROUND, "job-1", Wanted((), "provisional", "đo"), OPS, later)
    yield "publish", lambda: publishing.run(ROUND, "job-1", later)
    yield "ranking", lambda: browsing.ranking(ROUND, INDEX, "json")


def _sheets(aws: fake_aws.Aws, inputs: Inputs, units: list[dict[str, str]], now: datetime) -> str:
    """Full sheets for every unit: of one unit an index through the action, then copied."""
    of: dict[str, list[str]] = {}
    for unit in units:
        of.setdefault(unit["index"], []).append(unit["unit"])
    for first, *others in of.values():
        sheet = inputs.sheets[first]
        sets: tuple[Sequence[Entry | Appraisal], ...] = (sheet.entries, sheet.first, sheet.final)
        for window, given in zip(WINDOWS, sets, strict=True):
            place = places.place(ROUND, first, window, now)
            changes = [Change(each.leaf, 0, each.value, "vì thế") for each in given if each.value]
            saving.save(place, "first-save", changes, OPS.email, now)
            keys = [{"sheet": place.key.replace(first, other)} for other in others]
            _copy(aws, "sheets", "sheet", place.key, keys)
    return of[INDEX][0]


def _rows(aws: fake_aws.Aws, table: str) -> list[dict[str, Any]]:
    name = f"{fake_aws.STACK}-{table}"
    pages = aws.client("dynamodb").get_paginator("scan").paginate(TableName=name)
    return [item for page in pages for item in page["Items"]]


def _copy(
    aws: fake_aws.Aws, table: str, key: str, value: str, changes: list[dict[str, str]]
) -> None:
    """Copies of the items of a partition, each with these attributes changed; of sheets without
    explanations and saves, which no flow over all units reads but publishing.
    """
    found = aws.client("dynamodb").query(
        TableName=f"{fake_aws.STACK}-{table}",
        KeyConditionExpression="#k = :v",
        ExpressionAttributeNames={"#k": key},
        ExpressionAttributeValues={":v": {"S": value}},
    )["Items"]
    found = [item for item in found if item.get("item", {"S": "entries"})["S"] == "entries"]
    texts = [{name: {"S": text} for name, text in change.items()} for change in changes]
    _put(aws, table, [{**item, **change} for change in texts for item in found])


def _many(aws: fake_aws.Aws, table: str, key: str, number: int) -> None:
    """One of the table's items so many times, each under a key of its own."""
    item = _rows(aws, table)[0]
    _put(aws, table, [{**item, key: {"S": f"{at:012}"}} for at in range(number)])


def _put(aws: fake_aws.Aws, table: str, items: list[dict[str, Any]]) -> None:
    for start in range(0, len(items), 25):
        part = [{"PutRequest": {"Item": item}} for item in items[start : start + 25]]
        aws.client("dynamodb").batch_write_item(RequestItems={f"{fake_aws.STACK}-{table}": part})


def main(times: int) -> None:
    """As the module says."""
    with pytest.MonkeyPatch.context() as patch, fake_aws.world(patch) as aws, metered() as meter:
        for name, act in flows(aws, times, clock.now()):
            print(json.dumps({"flow": name, **asdict(reading(meter, act))}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
