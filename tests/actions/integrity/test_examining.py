"""Examining: no signal of an answer before the boxes are sealed, then once and for good."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from random import Random

import pytest

from chalicelib.actions.integrity import examining
from chalicelib.actions.letters import going_live
from chalicelib.actions.lists import listing
from chalicelib.actions.rounds import current, loading
from chalicelib.actions.survey import responding, sealing
from chalicelib.aws import secrets
from chalicelib.domain.errors import Conflict
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.store import signals
from tests import interference_story, small_round, survey_story
from tests.fake_aws import Aws, once
from tests.interference_story import COPIES, EACH, UNITS, VICTIM
from tests.scoring_story import AFTER
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS, Mailbox, mailbox

__all__ = ["mailbox"]


@pytest.fixture
def tokens(aws: Aws, mailbox: Mailbox) -> dict[str, str]:
    """Twelve people rate each of six departments; the tokens of their links."""
    return once("departments are rated by twelve", partial(invite, mailbox, aws, EACH))


@pytest.fixture(autouse=True)
def _fresh(aws: Aws) -> None:
    current._copies.clear()
    secrets.signal_key.cache_clear()


def invite(mailbox: Mailbox, aws: Aws, each: int, districts: int = 0) -> dict[str, str]:
    """Invite so many people to rate each department, and so many to rate the one district."""
    document = {**interference_story.document(), "id": ROUND}
    (index,) = document["indexes"]
    document["indexes"] = [index, {**index, "id": "districts"}]
    row, *_, district = small_round.unit_rows()
    units = [{**row, "unit": unit, "name_vi": unit, "name_en": unit} for unit in UNITS]
    loading.load(ROUND, document, [*units, district], OPS, NOW)
    for window in ("respondent_lists", "survey"):
        survey_story.open_window(window)
    going_live.decide(ROUND, True, (), "thử", OPS, NOW)
    put("departments", [f"{unit}-{number:02}" for unit in UNITS for number in range(each)])
    if districts:
        put("districts", [f"quan-c-{number:02}" for number in range(districts)])
    survey_story.send(None)
    survey_story.invite()
    survey_story.deliver(aws)
    return mailbox.tokens()


def put(index: str, people: Iterable[str]) -> None:
    """A list of people, each named after the unit to rate."""
    rows = [Respondent("Người trả lời", f"{name}@example.test", rates=name[:-3]) for name in people]
    listing.put(listing.lister_of(ROUND, None, NOW), "council", index, rows, NOW)


def answer(tokens: dict[str, str]) -> None:
    """The departments are rated; nine of twelve people copy one answer about the victim."""
    for email, text in interference_story.answers().items():
        given = dict(zip(interference_story.QUESTIONS, map(int, text), strict=True))
        ballot = responding.open_link(tokens[email], NOW)["ballot"]
        responding.answer(ballot, {**given}, f"r-{email}", NOW)


def answer_once(tokens: dict[str, str]) -> None:
    once("departments were rated by twelve", partial(answer, tokens))


def seal(index: str = "departments") -> None:
    sealing.seal(ROUND, index, "hết hạn", OPS.email, AFTER, Random(1))


def keys(aws: Aws) -> int:
    """How many keys of signals are left."""
    names = [each["Name"] for each in aws.client("secretsmanager").list_secrets()["SecretList"]]
    return sum("-signals-" in name for name in names)


def test_before_the_boxes_are_sealed_no_answer_shows_and_none_is_computed(
    tokens: dict[str, str],
) -> None:
    before = examining.get(ROUND, "departments", NOW)
    answer_once(tokens)
    assert examining.get(ROUND, "departments", NOW) == before and not before.complete
    with pytest.raises(Conflict):
        examining.examine(ROUND, "departments", AFTER)
    assert signals.find(ROUND, "departments") is None


def test_copied_answers_are_flagged_once_sealed_and_looking_again_stores_the_same(
    tokens: dict[str, str],
) -> None:
    answer_once(tokens)
    seal()
    flagged = examining.examine(ROUND, "departments", AFTER)
    first = examining.get(ROUND, "departments", AFTER)
    found = {
        (signal.unit, signal.signal, signal.seen) for signal in first.noticed if signal.flagged
    }
    assert first.complete and found == {(VICTIM, "copies", COPIES)}
    assert examining.examine(ROUND, "departments", AFTER) == flagged > 0
    assert examining.get(ROUND, "departments", AFTER) == first
    own = examining.of_unit(ROUND, "departments", VICTIM, AFTER)
    assert own == [signal for signal in first.noticed if signal.unit == VICTIM]


def test_the_key_of_the_signals_is_destroyed_after_the_last_index_of_the_round(
    aws: Aws, mailbox: Mailbox
) -> None:
    invite(mailbox, aws, 1, districts=1)
    secrets.signal_key(ROUND)
    seal()
    examining.examine(ROUND, "departments", AFTER)
    assert keys(aws) == 1
    seal("districts")
    examining.examine(ROUND, "districts", AFTER)
    assert keys(aws) == 0


def test_an_index_that_nobody_was_invited_to_keeps_no_key(aws: Aws, mailbox: Mailbox) -> None:
    invite(mailbox, aws, 1)
    secrets.signal_key(ROUND)
    seal()
    examining.examine(ROUND, "departments", AFTER)
    assert keys(aws) == 0
