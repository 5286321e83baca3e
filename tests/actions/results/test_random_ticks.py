"""The tick and the publisher run at random: skipped, doubled, killed between any two calls. There
is one draft for each change, and one publication at the instant that was set.
"""

from __future__ import annotations

import json
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
SEEDS = range(5)


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
        ticking.tick(ROUND, self.now, Random(1))

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
        attributes = {"ApproximateReceiveCount": "1"}
        record = {"messageId": "1", "body": json.dumps(body), "attributes": attributes}
        done = self.perhaps_killed(lambda: publish.handle({"Records": [record]}, None), 60)
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
        while self.waiting or ticking.tick(ROUND, self.now, Random(1)).get("results"):
            self.take()
            for body in self.waiting:
                attributes = {"ApproximateReceiveCount": "1"}
                record = {"messageId": "1", "body": json.dumps(body), "attributes": attributes}
                publish.handle({"Records": [record]}, None)
            self.waiting.clear()


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
    wanted = Wanted(
        (),
        "final",
        confirm_gaps="không điều tra",
        drafts=numbers,
        typed="không có phiếu",
        at=conference,
    )
    asking.publication(ROUND, "conference", wanted, OPS, world.now)
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
