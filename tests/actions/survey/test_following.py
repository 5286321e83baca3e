"""Counts for those who follow a survey: never who, never what, none of small groups."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from chalicelib.actions.letters import inviting
from chalicelib.actions.lists import listing
from chalicelib.actions.survey import counting, following, responding, sealing
from chalicelib.domain.survey.progress import IndexProgress
from chalicelib.domain.survey.snapshots import Counts
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import Mailbox, mailbox, people

__all__ = ["mailbox"]


def answer(tokens: dict[str, str], *addresses: int) -> None:
    for number in addresses:
        ballot = responding.open_link(tokens[f"nguoi-{number:04}@example.test"], NOW)["ballot"]
        responding.answer(ballot, {"q1": 1}, f"r{number}", NOW)


def progress(unit: str, at: datetime = NOW) -> dict[str, Any]:
    counting.count_hourly(ROUND, at)
    found = following.of_unit(listing.lister_of(ROUND, unit, NOW), small_round.units()[unit], at)
    return {
        line.group.id: (line.counts.listed, line.counts.invited, line.counts.shown)
        for line in found.lines
    }


def whole(at: datetime = NOW) -> dict[str, IndexProgress]:
    counting.refresh(ROUND, at)
    return {each.index.id: each for each in following.whole(ROUND, at).indexes}


def test_ops_see_the_whole_of_each_index(aws: Aws, mailbox: Mailbox) -> None:
    answer(story.survey(aws, mailbox), 1, 2, 1001)
    found = whole()
    assert found["departments"].total == Counts(12, 12, 12, answered=3, asked=12)
    assert found["districts"].total == Counts()
    rated = {
        row.id: {group: counts.shown for group, counts in row.groups.items()}
        for row in found["departments"].rated
    }
    assert rated == {"so-a": {"council": 2}, "so-b": {"leaders": 1}}
    assert [(row.id, row.name.vi) for row in found["departments"].listers] == [
        ("authority", "Thành phố thử"),
        ("so-b", "Sở B"),
    ]


def test_queued_letters_are_not_counted_as_sent(aws: Aws) -> None:
    story.load()
    story.put("so-a", "leaders", people(1, 7))
    story.send("so-a")
    story.open_window("survey")
    inviting.invite(ROUND, NOW)
    counts = whole()["departments"].total
    assert (counts.invited, counts.sent) == (7, 0)


def test_a_unit_follows_the_groups_it_lists_and_those_that_others_list_about_it(
    aws: Aws, mailbox: Mailbox
) -> None:
    tokens = story.survey(aws, mailbox)
    assert progress("so-b") == {"leaders": (6, 6, 0), "council": (0, 0, None)}
    assert progress("so-a") == {"leaders": (0, 0, None), "council": (6, 6, 0)}
    answer(tokens, 1, 2, 1001)
    assert progress("so-b", story.LATER)["leaders"] == (6, 6, 1)
    assert progress("so-a", story.LATER)["council"] == (6, 6, 2)


def test_a_unit_sees_no_count_of_a_group_below_five(aws: Aws, mailbox: Mailbox) -> None:
    answer(story.survey(aws, mailbox, 4, 4), 1, 1001)
    assert progress("so-b")["leaders"] == (4, 4, None)
    assert progress("so-a")["council"] == (4, 4, None)


def test_a_unit_sees_the_same_counts_all_the_hour_while_ops_may_look_again(
    aws: Aws, mailbox: Mailbox
) -> None:
    tokens = story.survey(aws, mailbox)
    progress("so-a")
    answer(tokens, 1, 2)
    later = NOW + timedelta(minutes=30)
    assert progress("so-a", later)["council"] == (6, 6, 0)
    assert whole(later)["departments"].total.shown == 2
    assert progress("so-a", later)["council"] == (6, 6, 0)


def test_whoever_counts_again_at_once_sees_the_count_before(aws: Aws, mailbox: Mailbox) -> None:
    tokens = story.survey(aws, mailbox)
    whole()
    answer(tokens, 1, 2)
    assert whole(NOW + timedelta(seconds=9))["departments"].total.shown == 0
    assert whole(NOW + timedelta(seconds=11))["departments"].total.shown == 2


def test_what_was_counted_stays_after_the_sealing_whatever_becomes_of_the_invitations(
    aws: Aws, mailbox: Mailbox
) -> None:
    answer(story.survey(aws, mailbox), 1, 2)
    progress("so-a", story.LATER)
    sealed = story.LATER + timedelta(seconds=10)
    sealing.seal(ROUND, "departments", "hết hạn", "ops", sealed, Random(1))
    for row in story.rows(aws, "invitations"):
        aws.client("dynamodb").delete_item(
            TableName=f"{aws.environment['TABLE_PREFIX']}-invitations",
            Key={"invitation": row["invitation"]},
        )
    later = sealed + timedelta(days=200)
    story.open_window("respondent_lists", later + timedelta(days=1), later)
    assert progress("so-a", later)["council"] == (6, 6, 2)
    assert whole(later)["departments"].total.shown == 2


def test_a_unit_sees_at_once_how_many_it_lists(aws: Aws) -> None:
    story.load()
    progress("so-a")
    story.put("so-a", "leaders", people(1, 7))
    assert progress("so-a")["leaders"] == (7, 0, None)


def test_participation_is_the_same_before_and_after_sealing(aws: Aws, mailbox: Mailbox) -> None:
    answer(story.survey(aws, mailbox), 1, 2, 1001)
    before = following.participation(ROUND, "departments", NOW)
    assert before == {("so-a", "council"): (6, 2), ("so-b", "leaders"): (6, 1)}
    sealing.seal(
        ROUND, "departments", "hết hạn", "ops", story.LATER + timedelta(seconds=10), Random(1)
    )
    assert following.participation(ROUND, "departments", NOW) == before
    assert progress("so-a", story.LATER)["council"] == (6, 6, 2)


def test_somebody_on_two_lists_counts_as_invited_where_the_priority_puts_them(
    aws: Aws, mailbox: Mailbox
) -> None:
    story.load()
    story.put(None, "council", people(1, 6, "so-a"))
    story.put("so-a", "leaders", people(5, 6))
    story.send(None, "so-a")
    story.open_window("survey")
    inviting.invite(ROUND, NOW)
    story.deliver(aws)
    answer(mailbox.tokens(), 5, 10)
    assert progress("so-a") == {"leaders": (6, 4, None), "council": (6, 6, 1)}
    assert whole()["departments"].total.invited == 10


@pytest.mark.usefixtures("aws")
def test_a_person_may_be_invited_once_in_each_index() -> None:
    document = small_round.document()
    document["indexes"][1]["groups"] = [
        {"id": "deputies", "title": {"vi": "x", "en": "x"}, "priority": 1}
    ]
    story.load(document)
    story.put("quan-c", "deputies", people(1, 3))
    story.put("so-a", "leaders", people(1, 3))
    story.send("quan-c", "so-a")
    story.open_window("survey")
    assert inviting.invite(ROUND, NOW) == 6
