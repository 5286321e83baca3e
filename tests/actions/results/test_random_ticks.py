"""The tick and the publisher run at random: skipped, doubled, killed between any two calls. There
is one draft for each change, and one publication at the instant that was set.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from botocore.client import BaseClient

from chalicelib import clock
from chalicelib.actions import ticking
from chalicelib.actions.results import asking, drafting, gathering
from chalicelib.actions.results.asking import Wanted
from chalicelib.domain.bundles.files import digest
from chalicelib.domain.instants import from_text
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.jobs import publish
from chalicelib.store import drafts, results
from tests import scoring_story as story
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import ROUND
from tests.survey_story import OPS

DRAFTS = ("departments", "districts")
CHANGES = 3
SEEDS = range(3)
# Every fifth call is tried, since each costs a draft and a publication; `make test-long` begins at
# each of the first five, and so tries all.
STEP = 5
FIRST = [0, *(pytest.param(call, marks=pytest.mark.exhaustive) for call in range(1, STEP))]


class Killed(Exception):
    """The machine went away."""


@dataclass
class World:
    """A clock, a queue that hands out a message until it was done with, and a killer of calls."""

    aws: Aws
    chance: Random
    now: datetime = AFTER
    waiting: list[dict[str, Any]] = field(default_factory=list)
    calls_left: int | None = None

    def call(self, real: Any, client: Any, operation: str, parameters: Any) -> Any:
        """Every call of the SDK comes by; the one at which the count ends is not made."""
        if self.calls_left is not None:
            self.calls_left -= 1
            if self.calls_left < 0:
                raise Killed
        return real(client, operation, parameters)

    def perhaps_killed(self, act: Any, most: int) -> bool:
        """Do something, or half of it; whether all of it was done."""
        self.calls_left = self.chance.randrange(most) if self.chance.random() < 0.6 else None
        try:
            act()
        except (Killed, RuntimeError):
            return False
        finally:
            self.calls_left = None
        return True

    def tick(self) -> None:
        ticking.tick(ROUND, self.now)

    def take(self) -> None:
        """Move what was sent to the messages that wait."""
        sqs, url = self.aws.client("sqs"), self.aws.environment["PUBLISH_QUEUE_URL"]
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                self.waiting.append(json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

    def work(self) -> None:
        """The publisher takes a message; killed, it gets it again."""
        self.take()
        if not self.waiting:
            return
        body = self.chance.choice(self.waiting)
        records = [record_of(body)]
        done = self.perhaps_killed(lambda: publish.handle({"Records": records}, None), 60)
        if done and self.chance.random() < 0.8:  # or it comes twice
            self.waiting.remove(body)

    def step(self) -> None:
        """Some time passes, then the tick or the publisher runs, or neither."""
        self.now += timedelta(minutes=self.chance.choice((1, 1, 7, 60, 300)))
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            self.perhaps_killed(self.tick, 40)
        for _ in range(self.chance.choice((0, 1, 2, 3))):
            self.work()

    def rest(self) -> None:
        """Everything runs undisturbed until nothing is left to do."""
        self.take()
        while self.waiting or ticking.tick(ROUND, self.now).get("results"):
            self.publish()

    def killed_at(self, at: int, act: Callable[[], object]) -> bool:
        """Do something until its call of that number, then all of it again; whether it had as
        many.
        """
        self.calls_left = at
        try:
            act()
        except (Killed, RuntimeError):
            return True
        finally:
            left, self.calls_left = self.calls_left, None
            if left < 0:
                act()
        return False

    def publish(self) -> None:
        """The publisher takes every message; one that it was killed over stays."""
        self.take()
        while self.waiting:
            publish.handle({"Records": [record_of(self.waiting[0])]}, None)
            self.waiting.pop(0)


def record_of(body: dict[str, Any]) -> dict[str, Any]:
    """A message as the queue hands it out for the first time."""
    attributes = {"ApproximateReceiveCount": "1"}
    return {"messageId": "1", "body": json.dumps(body), "attributes": attributes}


@pytest.fixture
def world(aws: Aws, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> World:
    story.whole()
    made = World(aws, Random(request.param))
    real = BaseClient._make_api_call

    def call(client: Any, operation: str, parameters: Any) -> Any:
        return made.call(real, client, operation, parameters)

    monkeypatch.setattr(BaseClient, "_make_api_call", call)
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


def set_time(world: World, job: str) -> None:
    """Have the newest drafts published in two hours."""
    conference = world.now + timedelta(hours=2)
    wanted = Wanted(
        (),
        "final",
        "công bố",
        "không điều tra",
        drafts={index: drafts.list_drafts(ROUND, index)[0].number for index in DRAFTS},
        typed="không có phiếu",
        at=conference,
    )
    asking.publication(ROUND, job, wanted, OPS, world.now)


def inputs(now: datetime) -> str:
    return digest(drafting.inputs_of(gathering.gather(ROUND, now)))


@pytest.mark.parametrize("world", SEEDS, indirect=True)
def test_there_is_one_draft_for_each_change_and_one_publication_at_its_instant(
    world: World,
) -> None:
    for change in range(CHANGES):
        percent = {"percent": str(50 + change)}
        story.rule(Ruling("external", "so-a", leaf="3.2", value=percent))
        for _ in range(6):
            world.step()
    world.now += timedelta(days=1)
    world.rest()
    digests = [draft.inputs_digest for draft in drafts.list_drafts(ROUND, "departments")]
    assert digests[0] == inputs(world.now)
    assert len(digests) == len(set(digests)) <= CHANGES

    numbers = {index: drafts.list_drafts(ROUND, index)[0].number for index in DRAFTS}
    conference = world.now + timedelta(hours=2)
    set_time(world, "conference")
    while world.now < conference + timedelta(hours=6):
        world.step()
        if world.now < conference:
            assert results.list_versions(ROUND, "departments") == []
    world.rest()
    for index in DRAFTS:
        (version,) = results.list_versions(ROUND, index)
        assert (version.version, version.finished, version.job) == (1, True, "conference")
        assert from_text(version.published_at) >= conference
        assert version.draft == numbers[index]
    assert digests == [draft.inputs_digest for draft in drafts.list_drafts(ROUND, "departments")]


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("world", [0], indirect=True)
def test_a_kill_at_any_call_makes_neither_less_nor_more(world: World, first: int) -> None:
    """Each night an input has changed, and each morning a draft is published: the tick and the
    publisher are killed at the call `first`, the next day some calls later, and so on.
    """
    world.rest()
    published, killed = 0, True
    while killed:
        story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": str(published)}))
        world.now += timedelta(days=1)
        call = first + published * STEP
        killed = world.killed_at(call, world.tick)
        killed |= world.killed_at(call, world.publish)
        assert len(drafts.list_drafts(ROUND, "departments")) == published + 2
        set_time(world, f"job-{published}")
        world.now += timedelta(hours=3)
        killed |= world.killed_at(call, world.tick)
        killed |= world.killed_at(call, world.publish)
        published += 1
        for index in DRAFTS:
            versions = results.list_versions(ROUND, index)
            assert [each.job for each in versions] == [f"job-{each}" for each in range(published)]
            assert all(each.finished for each in versions)
    assert published * STEP > 20
