"""A link is made or revoked on record, by the row of the list alone; of two acts at once the later
one counts, and a revoked link stays revoked.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from chalicelib.actions.letters import linking
from chalicelib.actions.survey import responding
from chalicelib.domain.errors import Conflict, LinkInvalid, NotFound, WindowClosed
from chalicelib.domain.letters.invitations import Invitation, invitation_id
from chalicelib.store import audit
from chalicelib.store import invitations as store
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER, OPS, Mailbox, mailbox, people

__all__ = ["mailbox"]

FIRST, SECOND = (row.email for row in people(1, 2))


@pytest.fixture
def tokens(aws: Aws, mailbox: Mailbox) -> dict[str, str]:
    """Two leaders of so-a with their letters; tokens by address."""
    story.load()
    story.put("so-a", "leaders", people(1, 2))
    story.send("so-a")
    story.open_window("survey")
    story.invite()
    story.deliver(aws)
    return mailbox.tokens()


def find(email: str = FIRST) -> Invitation:
    found = store.find(invitation_id(ROUND, "departments", email))
    assert found
    return found


def hand_over(email: str = FIRST, now: datetime = NOW) -> str:
    """The token of a link that is handed over."""
    link = linking.hand_over(ROUND, "departments", email, "hộp thư hỏng", OPS, now)
    return link.partition("#")[2]


def revoke(email: str = FIRST, now: datetime = NOW) -> None:
    linking.revoke(ROUND, "departments", email, "nghỉ hưu", OPS, now)


def acts() -> list[tuple[str, str, str, str]]:
    found = [act for act in audit.list_acts(ROUND) if act.act.endswith("_link")]
    return [(act.act, act.subject, act.reason, act.by) for act in found]


def test_each_link_is_on_record_by_the_row_of_its_list_alone(tokens: dict[str, str]) -> None:
    made = hand_over(SECOND)
    revoke(SECOND)
    assert acts() == [
        ("hand_over_link", "so-a/departments/leaders/1", "hộp thư hỏng", OPS.email),
        ("revoke_link", "so-a/departments/leaders/1", "nghỉ hưu", OPS.email),
    ]
    written = json.dumps([act.attribute_values for act in audit.list_acts(ROUND)])
    assert made not in written and SECOND not in written and find(SECOND).id not in written


def test_the_address_may_be_written_in_capitals_and_with_spaces(tokens: dict[str, str]) -> None:
    assert responding.open_link(hand_over(f" {FIRST.upper()} "), NOW)
    revoke(f" {FIRST.upper()} ")
    assert find().revoked


@pytest.mark.parametrize(
    ("index", "email"), [("districts", FIRST), ("departments", "khong-ai@example.test")]
)
def test_without_an_invitation_in_that_index_nothing_is_on_record(
    tokens: dict[str, str], index: str, email: str
) -> None:
    for act in (linking.hand_over, linking.revoke):
        with pytest.raises(NotFound):
            act(ROUND, index, email, "x", OPS, NOW)
    assert acts() == []
    assert responding.open_link(tokens[FIRST], NOW)


def test_after_the_survey_no_link_is_made_and_one_can_still_be_revoked(
    tokens: dict[str, str],
) -> None:
    before = find()
    with pytest.raises(WindowClosed):
        hand_over(now=LATER)
    assert (find(), acts()) == (before, [])
    revoke(now=LATER)
    assert find().revoked


def test_a_link_that_is_revoked_twice_is_revoked_for_good_and_once(tokens: dict[str, str]) -> None:
    revoke()
    before = find()
    revoke()
    assert find() == before
    with pytest.raises(Conflict):
        hand_over()
    assert (find(), [act for act, *_ in acts()]) == (before, ["revoke_link"] * 2)
    assert responding.open_link(tokens[SECOND], NOW)


def test_a_link_that_is_revoked_while_another_is_made_stays_revoked(
    tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change = store.change

    def overtaken(*arguments: Any) -> Any:
        monkeypatch.setattr(store, "change", change)
        revoke()
        return change(*arguments)

    monkeypatch.setattr(store, "change", overtaken)
    with pytest.raises(Conflict):
        hand_over()
    assert find().revoked and not find().handed
    with pytest.raises(LinkInvalid):
        responding.open_link(tokens[FIRST], NOW)


def test_of_two_links_made_at_once_the_later_one_works(
    tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change, others = store.change, list[str]()

    def overtaken(*arguments: Any) -> Any:
        monkeypatch.setattr(store, "change", change)
        others.append(hand_over())
        return change(*arguments)

    monkeypatch.setattr(store, "change", overtaken)
    own = hand_over()
    with pytest.raises(LinkInvalid):
        responding.open_link(others[0], NOW)
    assert responding.open_link(own, NOW) and find().link == 2
