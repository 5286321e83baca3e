"""Six months after the final publication no name and no address of a respondent is left; counts
are.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from chalicelib.actions import ticking
from chalicelib.actions.letters import erasing
from chalicelib.actions.survey import counting, following, responding, sealing
from chalicelib.domain.errors import LinkInvalid
from chalicelib.domain.letters.corrections import Correction
from chalicelib.domain.letters.invitations import Invitation, invitation_id
from chalicelib.store import audit, corrections, list_claims, results
from chalicelib.store import invitations as store
from chalicelib.store import respondents as lists
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import Mailbox, mailbox

__all__ = ["mailbox"]

AFTER = story.LATER + timedelta(seconds=10)
DUE = datetime.fromisoformat("2027-06-01T03:00:00Z")


def publish(
    status: str = "final",
    number: int = 1,
    at: str = "2026-12-01T03:00:00.000Z",
    index: str = "departments",
) -> None:
    version = results.Version(
        ROUND, index, number, status, at, None, None, f"job-{number}", finished=True
    )
    results.record_version(version)


@pytest.fixture
def tokens(aws: Aws, mailbox: Mailbox) -> dict[str, str]:
    """A survey with one answer, closed, sealed and counted."""
    found = story.survey(aws, mailbox)
    token = next(iter(found.values()))
    responding.answer(responding.open_link(token, NOW)["ballot"], {"q1": 1}, "r1", NOW)
    sealing.seal(ROUND, "departments", "hết hạn", "ops@example.test", AFTER, Random(1))
    counting.refresh(ROUND, AFTER)
    return found


def everything(aws: Aws) -> str:
    """All that the tables hold of a survey, readable."""
    people = [
        row
        for _, rows in lists.list_rows(
            ROUND, [("authority", "departments", "council"), ("so-b", "departments", "leaders")]
        )
        for row in rows
    ]
    return str(
        [
            people,
            *(
                story.rows(aws, table)
                for table in ("respondents", "invitations", "audit", "results")
            ),
        ]
    )


def erase(now: datetime = DUE) -> dict[str, int]:
    return erasing.erase(ROUND, 6, "tick", now)


def test_nothing_is_erased_before_its_time_or_for_a_provisional_ranking(
    aws: Aws, tokens: dict[str, str]
) -> None:
    publish("provisional")
    assert erase() == {}
    publish(number=2)
    assert erase(DUE - timedelta(milliseconds=1)) == {}
    publish(number=3, at="2026-11-30T03:00:00.000Z", index="districts")
    assert erase(DUE - timedelta(milliseconds=1)) == {"districts": 0}
    assert all(address in everything(aws) for address in tokens)


def test_names_addresses_and_invitations_go_and_counts_stay(
    aws: Aws, tokens: dict[str, str]
) -> None:
    publish()
    publish(number=2, at="2027-05-01T00:00:00.000Z")
    before = following.participation(ROUND, "departments", DUE), following.whole(ROUND, DUE).indexes
    assert erase() == {"departments": 12}
    left = everything(aws)
    for address, token in tokens.items():
        assert address not in left
        assert token[:12] not in left
    assert "Người trả lời" not in left
    assert story.rows(aws, "invitations") == []
    assert list_claims.list_claims(ROUND, "departments", tokens) == {}
    assert (
        following.participation(ROUND, "departments", DUE),
        following.whole(ROUND, DUE).indexes,
    ) == before
    [listed] = lists.list_rows(ROUND, [("authority", "departments", "council")])
    assert [row.rates for row in listed[1]] == ["so-a"] * 6


def test_a_count_taken_afterwards_does_not_forget_who_was_invited(
    aws: Aws, tokens: dict[str, str]
) -> None:
    publish()
    before = following.whole(ROUND, DUE).indexes
    erase()
    counting.refresh(ROUND, DUE + timedelta(minutes=1))
    assert following.whole(ROUND, DUE).indexes == before


def test_a_corrected_address_goes_too_with_the_invitation_that_it_had(
    aws: Aws, tokens: dict[str, str]
) -> None:
    old, new = "cu@example.test", "moi@example.test"
    asked = Correction(
        "c1", "authority", "departments", "council", 0, "so-a", old, new, "ops@example.test", NOW
    )
    corrections.put(ROUND, asked, None, audit.act_of(ROUND, NOW, "ops", "ask_correction", "1"))
    bounced = invitation_id(ROUND, "departments", old)
    before = Invitation(bounced, ROUND, "departments", "council", "so-a", "authority", 0)
    store.put_missing([before])
    publish()
    erase()
    assert (corrections.list_corrections(ROUND), store.find(bounced)) == ([], None)


def test_a_link_opens_nothing_afterwards(aws: Aws, tokens: dict[str, str]) -> None:
    publish()
    erase()
    with pytest.raises(LinkInvalid):
        responding.open_link(next(iter(tokens.values())), DUE)


def test_the_tick_does_it_once_and_on_record(aws: Aws, tokens: dict[str, str]) -> None:
    publish()
    assert ticking.tick(ROUND, DUE)["erased"] == {"departments": 12}
    assert "erased" not in ticking.tick(ROUND, DUE + timedelta(minutes=1))
    assert [(act.by, act.subject) for act in audit.list_acts(ROUND) if act.act == erasing.ACT] == [
        ("tick", "departments")
    ]


@pytest.mark.parametrize(
    ("module", "step"),
    [(store, "erase"), (corrections, "erase"), (list_claims, "erase"), (lists, "erase")],
)
@pytest.mark.parametrize("after", [False, True])
def test_a_run_that_dies_at_any_step_is_finished_by_the_next(
    aws: Aws,
    tokens: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    module: Any,
    step: str,
    after: bool,
) -> None:
    publish()
    real = getattr(module, step)

    def dying(*arguments: object) -> None:
        if after:
            real(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, step, dying)
        with pytest.raises(KeyboardInterrupt):
            erase()
    assert erase() == {"departments": 12}
    assert not [address for address in tokens if address in everything(aws)]
    assert story.rows(aws, "invitations") == []
