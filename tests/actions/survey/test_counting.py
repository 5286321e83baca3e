"""A snapshot says what the invitations themselves say, whatever became of them."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from chalicelib.actions import ticking
from chalicelib.actions.letters import inviting
from chalicelib.actions.survey import counting
from chalicelib.domain.letters.invitations import (
    ANSWERED,
    BOUNCED,
    COMPLAINED,
    DELIVERED,
    QUEUED,
    SENT,
    UNHEARD,
    VOID,
)
from chalicelib.domain.survey.snapshots import Counts
from chalicelib.store import invitation_items
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import people

STATES = [
    (QUEUED, UNHEARD),
    (SENT, UNHEARD),
    (SENT, DELIVERED),
    (SENT, BOUNCED),
    (SENT, COMPLAINED),
    (ANSWERED, DELIVERED),
    (ANSWERED, UNHEARD),
    (ANSWERED, COMPLAINED),
    (VOID, DELIVERED),
]


def begin() -> None:
    """Three lists, one of them of another index; one of a person in two of them."""
    document = small_round.document()
    document["indexes"][1]["groups"] = [
        {
            "id": "deputies",
            "title": {"vi": "Đại biểu"},
            "priority": 1,
            "rates": "row",
            "listed_by": ["authority", "departments"],
        }
    ]
    story.load(document)
    story.put(None, "council", [*people(1, 9, "so-a"), *people(20, 4, "so-b")])
    story.put("so-b", "leaders", people(9, 8))
    story.put("so-a", "deputies", people(50, 7, "quan-c"))
    story.send(None, "so-b", "so-a")
    story.open_window("survey")
    inviting.invite(ROUND, NOW)


def scatter(aws: Aws, rng: Random) -> list[dict[str, Any]]:
    """Bring every invitation into some state; returns the items as they lie."""
    for row in story.rows(aws, "invitations"):
        status, delivery = rng.choice(STATES)
        item = invitation_items.InvitationItem.get(row["invitation"]["S"])
        item.update(
            [
                invitation_items.InvitationItem.status.set(status),
                invitation_items.InvitationItem.delivery.set(delivery),
            ]
        )
    return story.rows(aws, "invitations")


def recomputed(rows: list[dict[str, Any]], index: str) -> dict[tuple[str, ...], tuple[int, ...]]:
    """By (lister, group, unit), invited, sent, delivered, bounced, complained, answered: counted
    one by one.
    """
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for row in rows:
        plain = {name: next(iter(value.values())) for name, value in row.items()}
        if plain["index"] != index or plain["status"] == "void":
            continue
        mine = counts.setdefault((plain["lister"], plain["group"], plain["unit"]), Counter())
        mine["invited"] += 1
        mine["sent"] += plain["status"] != "queued"
        mine["answered"] += plain["status"] == "answered"
        mine[plain["delivery"]] += 1
        mine["delivered"] += plain["delivery"] == "complained"
    names = ("invited", "sent", "delivered", "bounced", "complained", "answered")
    return {cell: tuple(mine[name] for name in names) for cell, mine in counts.items()}


def plain(counts: Counts) -> tuple[int, ...]:
    return (
        counts.invited,
        counts.sent,
        counts.delivered,
        counts.bounced,
        counts.complained,
        counts.answered,
    )


def test_a_snapshot_of_the_tick_is_what_the_invitations_say(aws: Aws) -> None:
    begin()
    rows = scatter(aws, Random(7))
    assert ticking.tick(ROUND, NOW)["counted"]
    found = counting.hourly(ROUND, ["departments", "districts"])
    for index, snapshot in found.items():
        assert snapshot.at == NOW
        counted = {cell: plain(counts) for cell, counts in snapshot.cells.items() if counts.invited}
        assert counted == recomputed(rows, index)
    assert {
        cell: counts.listed for cell, counts in found["departments"].cells.items() if counts.listed
    } == {
        ("authority", "council", "so-a"): 9,
        ("authority", "council", "so-b"): 4,
        ("so-b", "leaders", "so-b"): 8,
    }


def test_invitations_of_another_round_are_not_counted(aws: Aws) -> None:
    begin()
    for row in story.rows(aws, "invitations")[:3]:
        aws.client("dynamodb").put_item(
            TableName=f"{aws.environment['TABLE_PREFIX']}-invitations",
            Item={
                **row,
                "invitation": {"S": "khac" + row["invitation"]["S"]},
                "round": {"S": "khac-2026"},
            },
        )
    counting.refresh(ROUND, NOW)
    found = counting.latest(ROUND, ["departments", "districts"]).values()
    assert (
        sum(counts.invited for snapshot in found for counts in snapshot.cells.values())
        == 13 + 7 + 7
    )


def test_a_tick_in_the_same_hour_counts_nothing(aws: Aws) -> None:
    begin()
    assert "counted" in ticking.tick(ROUND, NOW)
    assert "counted" not in ticking.tick(ROUND, NOW)
    assert "counted" in ticking.tick(ROUND, story.LATER)
