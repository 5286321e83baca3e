"""A message whose work failed comes again after minutes, not after half an hour."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.actions import retrying
from chalicelib.actions.evidence import archiving
from chalicelib.actions.results import publishing
from chalicelib.aws import queues
from chalicelib.jobs import inspect, publish
from tests.fake_aws import Aws


@pytest.fixture
def back(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, timedelta]]:
    """What was asked to come again."""
    asked: list[tuple[str, str, timedelta]] = []
    monkeypatch.setattr(queues, "bring_back", lambda *each: asked.append(each))
    return asked


def record(body: str, tries: int = 1) -> dict[str, Any]:
    attributes = {"ApproximateReceiveCount": str(tries)}
    return {"body": body, "receiptHandle": f"r{tries}", "attributes": attributes}


def fail(*_: object) -> None:
    raise ConnectionError("busy")


def test_the_pause_grows_and_three_tries_outlast_ten_minutes() -> None:
    pauses = [retrying.pause(tries) for tries in (1, 2)]
    assert pauses == sorted(set(pauses))
    assert sum(pauses, timedelta()) >= timedelta(minutes=10)


def test_work_that_is_done_does_not_come_again(back: list[Any]) -> None:
    with retrying.soon(retrying.PUBLISH, record("{}")):
        pass
    assert back == []


@pytest.mark.parametrize("tries", [1, 2])
def test_each_job_has_its_own_message_come_again(
    back: list[Any], monkeypatch: pytest.MonkeyPatch, tries: int
) -> None:
    monkeypatch.setattr(publishing, "run", fail)
    monkeypatch.setattr(archiving, "make", fail)
    for job, body in {
        publish: '{"round": "r", "job": "j"}',
        inspect: '{"archive": "a", "sheet": "s"}',
    }.items():
        with pytest.raises(ConnectionError):
            job.handle({"Records": [record(body, tries)]}, None)
    pause = retrying.pause(tries)
    assert back == [(retrying.PUBLISH, f"r{tries}", pause), (retrying.EVIDENCE, f"r{tries}", pause)]


def test_a_queue_that_refuses_leaves_the_fault_as_it_is(aws: Aws) -> None:
    with pytest.raises(ConnectionError, match="busy"):  # noqa: SIM117
        with retrying.soon(retrying.EVIDENCE, record("{}")):
            fail()
