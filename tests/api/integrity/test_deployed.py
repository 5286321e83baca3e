"""Interference from the first letter to the void and back, on the deployed system."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests import interference_story as story
from tests.api.survey.test_survey_deployed import CLIENTS, LINK
from tests.patience import eventually
from tests.site import deployed_site

if TYPE_CHECKING:
    from infra.local.stack import Stack


def test_seeded_interference_is_flagged_heard_voided_and_taken_back(stack: Stack) -> None:
    def now() -> datetime:
        return datetime.now(UTC)

    def tokens() -> Mapping[str, str]:
        return {
            letter["To"][0]: found[0]
            for letter in stack.messages()
            if (found := LINK.findall(letter["BodyText"]))
        }

    world = story.World(deployed_site(stack), now, eventually, tokens)
    story.invite(world)
    answers = story.answers()
    eventually(lambda: tokens().keys() >= answers.keys())
    links = tokens()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda each: story.answer(world, links[each[0]], each[1]), answers.items()))
    world.ops("POST", "/windows/survey/close", {"reason": "hết hạn"})
    closed = now() + timedelta(
        seconds=21
    )  # ten until it closes, ten more before anything is sealed
    eventually(lambda: now() > closed)
    secrets = stack.client("secretsmanager")
    kept = f"par-index-local-signals-{story.ROUND}"
    assert kept in {each["Name"] for each in secrets.list_secrets()["SecretList"]}
    story.seal(world)
    eventually(lambda: kept not in {each["Name"] for each in secrets.list_secrets()["SecretList"]})
    story.investigate(world)
