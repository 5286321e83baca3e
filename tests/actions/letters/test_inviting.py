"""Everybody on a sent list is invited once an index, whatever crashes, repeats or runs beside
it.
"""

from __future__ import annotations

from collections import Counter

import pytest

from chalicelib.actions.letters import inviting
from chalicelib.actions.survey import counting, following
from chalicelib.aws import queues
from chalicelib.domain.errors import WindowClosed
from chalicelib.store import invitations as store
from chalicelib.store import respondents as lists
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import people


@pytest.fixture(autouse=True)
@told_once
def _lists(aws: Aws) -> None:
    """120 people of the council on so-a, 70 leaders of so-b; ten of them stand on both lists."""
    story.load()
    story.put(None, "council", people(1, 120, "so-a"))
    story.put("so-b", "leaders", people(111, 70))
    story.send(None, "so-b")
    story.open_window("survey")


def groups(aws: Aws) -> Counter[str]:
    return Counter(item["group"]["S"] for item in story.rows(aws, "invitations"))


def test_everybody_is_invited_once_and_the_higher_priority_wins(aws: Aws) -> None:
    assert inviting.invite(ROUND, NOW) == 180
    assert groups(aws) == {"council": 120, "leaders": 60}
    messages = story.queued(aws)
    ids = [each for message in messages for each in message["invitations"]]
    assert len(ids) == len(set(ids)) == 180
    assert max(len(message["invitations"]) for message in messages) == 50
    assert {(message["round"], message["index"]) for message in messages} == {
        (ROUND, "departments")
    }


def test_inviting_again_invites_nobody_again(aws: Aws) -> None:
    inviting.invite(ROUND, NOW)
    story.queued(aws)
    assert not inviting.pending(ROUND, NOW)
    assert inviting.invite(ROUND, NOW) == 0
    assert story.queued(aws) == []


def test_a_list_sent_later_is_invited_by_the_next_run(aws: Aws) -> None:
    inviting.invite(ROUND, NOW)
    story.put("so-a", "leaders", people(500, 5))
    assert not inviting.pending(ROUND, NOW)
    story.send("so-a")
    assert inviting.pending(ROUND, NOW)
    assert inviting.invite(ROUND, NOW) == 5


def test_a_run_does_a_bounded_number_of_people_and_the_next_goes_on(aws: Aws) -> None:
    assert inviting.invite(ROUND, NOW, most=100) == 120
    assert inviting.pending(ROUND, NOW)
    assert inviting.invite(ROUND, NOW, most=100) == 60
    assert not inviting.pending(ROUND, NOW)


def test_drafts_are_not_invited(aws: Aws) -> None:
    story.put("so-a", "leaders", people(500, 5))
    inviting.invite(ROUND, NOW)
    assert groups(aws)["leaders"] == 60


def test_nobody_is_invited_while_the_survey_is_not_open(aws: Aws) -> None:
    with pytest.raises(WindowClosed):
        inviting.invite(ROUND, story.LATER)
    assert story.rows(aws, "invitations") == []


@pytest.mark.parametrize("step", ["put_missing", "send_invitations", "record_invited"])
@pytest.mark.parametrize("after", [0, 1])
def test_a_run_that_dies_at_any_step_is_taken_up_without_losing_or_doubling_anybody(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, step: str, after: int
) -> None:
    module = {"put_missing": store, "send_invitations": queues, "record_invited": lists}[step]
    real = getattr(module, step)
    calls = []

    def dying(*arguments: object) -> object:
        calls.append(arguments)
        result = real(*arguments) if len(calls) <= after else None
        if len(calls) > after:
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(module, step, dying)
    with pytest.raises(KeyboardInterrupt):
        inviting.invite(ROUND, NOW)
    monkeypatch.setattr(module, step, real)
    inviting.invite(ROUND, NOW)
    assert groups(aws) == {"council": 120, "leaders": 60}
    sent = {each for message in story.queued(aws) for each in message["invitations"]}
    assert len(sent) == 180
    counting.refresh(ROUND, NOW)
    assert following.whole(ROUND, NOW).indexes[0].total.invited == 180


def test_an_invitation_knows_the_row_but_neither_name_nor_address(aws: Aws) -> None:
    inviting.invite(ROUND, NOW)
    text = str(story.rows(aws, "invitations"))
    assert "example.test" not in text
    assert "Người" not in text
