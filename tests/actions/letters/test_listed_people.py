"""A lister sees its own people row by row, with the state of their letters, and its own
corrections.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from chalicelib.actions.letters import correcting, linking, listed_people
from chalicelib.actions.lists import listing
from chalicelib.actions.survey import responding
from chalicelib.domain.errors import NotFound
from chalicelib.domain.letters.corrections import Correction
from chalicelib.domain.letters.delivery import News, told
from chalicelib.domain.letters.invitations import BOUNCED, invitation_id
from chalicelib.store import invitations as store
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, OPS, Mailbox, mailbox, people

__all__ = ["mailbox"]

OURS, THEIRS, COUNCIL = people(1, 3), people(11, 2), people(21, 1, "so-a")


@pytest.fixture
def tokens(aws: Aws, mailbox: Mailbox) -> dict[str, str]:
    """Lists of two units and of the authority, all written to; tokens by address."""
    story.load()
    story.put("so-a", "leaders", OURS)
    story.put("so-b", "leaders", THEIRS)
    story.put(None, "council", COUNCIL)
    story.send("so-a", "so-b", None)
    story.open_window("survey")
    story.invite()
    story.deliver(aws)
    return mailbox.tokens()


def shown(unit: str | None = "so-a", group: str = "leaders") -> dict[str, Any]:
    return listed_people.people(listing.lister_of(ROUND, unit, NOW), group, "")


def column(name: str, unit: str | None = "so-a") -> list[Any]:
    return [each[name] for each in shown(unit)["people"]]


def bounce(email: str) -> None:
    found = store.find(invitation_id(ROUND, "departments", email))
    assert found
    store.change([found], partial(told, news=News(1, BOUNCED)))


def ask(unit: str, old: str, new: str, at: datetime = NOW) -> Correction:
    bounce(old)
    lister = listing.lister_of(ROUND, unit, NOW)
    return correcting.correct(lister, "leaders", "", old, new, EDITOR, at)


def test_each_lister_sees_its_own_people_in_the_order_of_its_list(tokens: dict[str, str]) -> None:
    assert column("email") == [row.email for row in OURS]
    assert column("email", "so-b") == [row.email for row in THEIRS]
    (member,) = shown(None, "council")["people"]
    assert member == {
        "name": COUNCIL[0].name,
        "email": COUNCIL[0].email,
        "state": "sent",
        "waiting": False,
        "revoked": False,
    }


def test_a_group_of_other_listers_is_not_found_and_one_without_a_list_is_empty(aws: Aws) -> None:
    story.load()
    for unit, group in (("so-a", "council"), (None, "leaders"), ("quan-c", "leaders")):
        with pytest.raises(NotFound):
            shown(unit, group)
    assert shown() == {"group": "leaders", "corrections": [], "people": []}


def test_a_person_who_answered_looks_like_one_who_did_not(tokens: dict[str, str]) -> None:
    before = shown()
    ballot = responding.open_link(tokens[OURS[0].email], NOW)["ballot"]
    responding.answer(ballot, {"q1": 1}, "r1", NOW)
    assert shown() == before
    linking.hand_over(ROUND, "departments", OURS[1].email, "hộp thư hỏng", OPS, NOW)
    assert shown() == before


def test_a_person_who_was_invited_but_not_written_to_is_listed_until_a_link_is_handed_over(
    aws: Aws,
) -> None:
    story.load()
    story.put("so-a", "leaders", OURS)
    story.send("so-a")
    story.open_window("survey")
    story.invite()
    assert column("state") == ["listed"] * 3
    linking.hand_over(ROUND, "departments", OURS[2].email, "không có thư", OPS, NOW)
    assert column("state") == ["listed", "listed", "sent"]


def test_only_the_person_whose_link_was_revoked_is_shown_as_such(tokens: dict[str, str]) -> None:
    linking.revoke(ROUND, "departments", OURS[1].email, "nghỉ hưu", OPS, NOW)
    assert column("revoked") == [False, True, False]
    assert column("revoked", "so-b") == [False, False]


def test_a_person_waits_while_a_correction_of_the_own_list_waits_for_a_decision(
    tokens: dict[str, str],
) -> None:
    first = ask("so-a", OURS[0].email, "a@khac.example.test", NOW + timedelta(minutes=1))
    second = ask("so-a", OURS[1].email, "b@khac.example.test", NOW)
    other = ask("so-b", THEIRS[0].email, "c@khac.example.test")
    assert shown()["corrections"] == [second, first]
    assert shown("so-b")["corrections"] == [other]
    assert column("waiting") == [True, True, False]
    correcting.decide(ROUND, first.id, False, "không đúng", OPS, NOW)
    correcting.decide(ROUND, second.id, True, "đã gọi điện", OPS, NOW)
    assert [each.state for each in shown()["corrections"]] == ["applied", "refused"]
    assert column("waiting") == [False, False, False]
    assert column("waiting", "so-b") == [True, False]
    assert column("email")[:2] == [OURS[0].email, "b@khac.example.test"]
