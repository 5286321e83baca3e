"""A message is read whichever release wrote it, unless it would be misread."""

from __future__ import annotations

import json

import pytest

from chalicelib.domain import queue_messages
from chalicelib.domain.queue_messages import VERSION, NewerMessage


def test_a_message_says_its_version() -> None:
    assert queue_messages.read(queue_messages.write(job="j")) == {"job": "j", "version": VERSION}


def test_messages_from_before_there_were_versions_are_read() -> None:
    assert queue_messages.read('{"job": "j"}') == {"job": "j"}


def test_what_a_later_release_adds_without_a_new_version_is_no_hindrance() -> None:
    assert queue_messages.read('{"job": "j", "more": 1, "version": 1}')["job"] == "j"


def test_a_message_that_would_be_misread_is_left_to_a_later_release() -> None:
    with pytest.raises(NewerMessage):
        queue_messages.read(json.dumps({"job": "j", "version": VERSION + 1}))
