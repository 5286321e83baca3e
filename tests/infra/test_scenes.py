"""What pictured pages are told is what the API could tell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.api.letters.replies import ListedPeopleReply
from chalicelib.api.lists.replies import GroupListReply, ListsStateReply
from chalicelib.api.replies import ReplyModel
from infra.scenes import letters_scene

TOLD = letters_scene.answers(datetime(2026, 11, 21, tzinfo=UTC))


@pytest.mark.parametrize(
    ("ending", "answer"),
    [
        ("/lists", ListsStateReply),
        ("/reform-officers", GroupListReply),
        ("/people", ListedPeopleReply),
    ],
)
def test_the_letters_of_the_pictured_ministry_are_told_as_the_api_tells_them(
    ending: str, answer: type[ReplyModel]
) -> None:
    (found,) = (value for (_, path), value in TOLD.items() if path.endswith(ending))
    assert answer.model_validate(found)
