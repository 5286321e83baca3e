"""A file of which no examination came to an end is examined again when somebody asks for it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.actions.evidence import attaching, inspecting, reexamining, replacing
from chalicelib.actions.evidence.attaching import Upload
from chalicelib.actions.evidence.replacing import ShownFile
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.evidence import again, kinds
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.jobs import inspect
from chalicelib.store import audit
from tests import sheet_story as story
from tests.documents import drawn_images as drawn
from tests.documents import signing
from tests.fake_aws import Aws
from tests.sheet_story import place
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, LATER, open_window

SOON = NOW + timedelta(minutes=5)
PHOTO = Upload("IMG_0001.JPG", 1000, kinds.JPEG)


class Queue:
    """The inspector's queue: `bodies` are the messages so far, `deliver` lets the job have them."""

    def __init__(self, aws: Aws) -> None:
        self._aws, self._seen = aws, list[str]()

    @property
    def bodies(self) -> list[str]:
        """Every message so far."""
        url = self._aws.environment["EVIDENCE_QUEUE_URL"]
        sqs = self._aws.client("sqs")
        found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        self._seen += [message["Body"] for message in found]
        return self._seen

    def deliver(self) -> None:
        """Let the job have them."""
        inspect.handle({"Records": [{"body": body} for body in self.bodies]}, None)


@pytest.fixture
def queue(aws: Aws) -> Queue:
    """The queue once the round is loaded."""
    story.load()
    return Queue(aws)


def gave_up(aws: Aws, *, is_image: bool = False, kind: str = "self_assessment") -> EvidenceFile:
    """A file of which no examination came to an end, though nothing is wrong with it."""
    at = place(kind=kind)
    (form,) = attaching.forms(
        at, [PHOTO if is_image else story.PDF], EDITOR.email, lambda: "e1", NOW
    )
    content = drawn.jpeg(drawn.JFIF) if is_image else signing.plain()
    story.put(aws, form["fields"]["key"], content)
    file = attaching.confirm(at, "e1", ["1.1.1"], Paper(), NOW)
    inspecting.give_up(file.key, file.version_id, SOON)
    return file


def only(now: datetime = SOON, kind: str = "self_assessment") -> ShownFile:
    (file,) = replacing.list_files(place(now, kind=kind), now)
    return file


def asked() -> list[tuple[str, str]]:
    return [(act.subject, act.by) for act in audit.list_acts(ROUND) if act.act == "examine_again"]


@pytest.mark.parametrize("is_image", [False, True])
def test_a_pdf_and_an_image_are_examined_again_and_then_have_a_result(
    aws: Aws, queue: Queue, is_image: bool
) -> None:
    gave_up(aws, is_image=is_image)
    assert (only().file.state, only().again) == ("quarantined", "possible")
    assert reexamining.ask(place(), "e1", EDITOR.email, SOON).again == "asked"
    queue.deliver()
    assert (only().file.state, only().again) == ("inspected", "no")
    assert asked() == [("so-a/self_assessment/e1", EDITOR.email)]


def test_two_who_ask_at_once_ask_once(aws: Aws, queue: Queue) -> None:
    gave_up(aws)
    for minutes in (0, 1, 9):
        reexamining.ask(place(), "e1", EDITOR.email, SOON + timedelta(minutes=minutes))
    assert len(queue.bodies) == len(asked()) == 1
    reexamining.ask(place(), "e1", EDITOR.email, SOON + again.PATIENCE)
    assert len(queue.bodies) == 2


def test_also_after_it_was_sent_and_long_after_the_window_has_closed(
    aws: Aws, queue: Queue
) -> None:
    file = story.attach(aws)
    story.fill()
    story.approve()
    story.sign(aws)
    story.submit()
    inspecting.give_up(file.key, file.version_id, SOON)
    before = story.sheet()
    late = LATER + timedelta(days=100)
    assert reexamining.ask(place(late), "e1", EDITOR.email, late).again == "asked"
    queue.deliver()
    assert only(late).file.state == "inspected"
    assert story.sheet() == before, "what was sent does not move"


def test_what_was_sent_in_its_place_is_the_one_that_is_examined(aws: Aws, queue: Queue) -> None:
    file = story.attach(aws)
    story.fill()
    story.approve()
    story.sign(aws)
    story.submit()
    inspecting.give_up(file.key, file.version_id, SOON)
    form = replacing.form(place(), "e1", story.PDF, EDITOR.email, lambda: "n1", SOON)
    story.put(aws, form["fields"]["key"])
    other = replacing.confirm(place(), "e1", "n1", EDITOR.email, SOON)
    with pytest.raises(Conflict):  # it waits, and not for long
        reexamining.ask(place(), "e1", EDITOR.email, SOON)
    inspecting.give_up(other.key, other.version_id, SOON)
    reexamining.ask(place(), "e1", EDITOR.email, SOON)
    (body,) = queue.bodies
    assert json.loads(body)["Records"][0]["s3"]["object"]["key"].endswith("n1")
    queue.deliver()
    assert (only().replacement or file).state == "inspected"


def test_a_file_of_the_supplement_too(aws: Aws, queue: Queue) -> None:
    story.send(aws)
    open_window("supplement")
    gave_up(aws, kind="supplement")
    reexamining.ask(place(kind="supplement"), "e1", EDITOR.email, SOON)
    queue.deliver()
    assert only(kind="supplement").file.state == "inspected"


def test_one_whose_announcement_was_lost_is_examined_after_an_hour(aws: Aws, queue: Queue) -> None:
    story.attach(aws)
    with pytest.raises(Conflict):
        reexamining.ask(place(), "e1", EDITOR.email, SOON)
    late = NOW + again.TOO_LONG
    reexamining.ask(place(late), "e1", EDITOR.email, late)
    queue.deliver()
    assert only(late).file.state == "inspected"


@pytest.mark.parametrize("content", [signing.plain()[:-200], signing.plain()])
def test_one_that_has_a_result_is_not(aws: Aws, queue: Queue, content: bytes) -> None:
    story.upload(aws, "e1", content)
    file = attaching.confirm(place(), "e1", ["1.1.1"], Paper(), NOW)
    inspecting.inspect(file.key, file.version_id, SOON)
    with pytest.raises(Conflict):
        reexamining.ask(place(), "e1", EDITOR.email, SOON)
    assert not queue.bodies and not asked()


def test_nor_one_that_nobody_confirmed_or_that_was_removed(aws: Aws, queue: Queue) -> None:
    story.upload(aws, "e9")
    gave_up(aws)
    attaching.remove(place(), "e1", EDITOR.email, SOON)
    for evidence in ("e1", "e9", "never"):
        with pytest.raises(NotFound):
            reexamining.ask(place(), evidence, EDITOR.email, SOON)
    assert not queue.bodies


def test_describing_a_file_keeps_that_somebody_has_asked(aws: Aws, queue: Queue) -> None:
    gave_up(aws)
    reexamining.ask(place(), "e1", EDITOR.email, SOON)
    paper: dict[str, Any] = {"number": "12/KH"}
    attaching.describe(place(), "e1", ["1.1.1"], Paper(**paper), 0, SOON)
    assert only().again == "asked" and only().file.paper.number == "12/KH"
    assert len(queue.bodies) == 1
