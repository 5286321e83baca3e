"""Confirming: what one person proposes counts in results once another one has confirmed it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from chalicelib.actions.appraisal import confirming
from chalicelib.actions.results import gathering
from chalicelib.actions.rounds import ruling
from chalicelib.domain.errors import ChangedMeanwhile, Conflict, Forbidden, Invalid, NotFound
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.proposed_rulings import ProposedRuling
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import accounts, audit, proposed_rulings, rulings
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.scoring_story import SECRETARY
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS

CHAIR = Account("ct-1", "chu-tich@example.test", "Chủ tịch", "chair", ROUND)
OUT = Ruling("exclusion", "so-b", reason="không trung thực", document="12/QĐ", dated="2026-11-01")
BONUS = Ruling("adjustment", "so-a", points="3", id="khen-1", reason="khen")


@pytest.fixture(autouse=True)
@told_once
def _loaded(aws: Aws) -> None:
    story.load()


def propose(*rulings: Ruling, by: Account = OPS) -> list[str]:
    ruling.put(ROUND, rulings, by, NOW)
    return [each.id for each in ruling.waiting(ROUND)]


def decide(
    proposals: list[str], note: str | None = None, by: Account = SECRETARY
) -> list[ProposedRuling]:
    return confirming.decide(ROUND, proposals, note, by, NOW)


def counting() -> tuple[set[str], list[str]]:
    """The units that results leave out, and the bonus and penalty points that they have."""
    bundle = gathering.gather(ROUND, NOW)
    return set(bundle.exclusions), [str(each.points) for each in bundle.adjustments]


def acts() -> list[str]:
    kept = [act.act for act in audit.list_acts(ROUND)]
    return sorted(act for act in kept if act.endswith(("ruling", "rulings")))


def test_results_have_a_ruling_once_another_person_has_confirmed_it() -> None:
    proposals = propose(OUT, BONUS)
    assert (counting(), len(proposals)) == ((set(), []), 2)
    made = decide(proposals)
    assert {each.state for each in made} == {"confirmed"}
    assert counting() == ({"so-b"}, ["3"])
    kept = {each.kind: each for each in ruling.list_rulings(ROUND)}
    assert (kept["exclusion"].by, kept["exclusion"].confirmed_by) == (OPS.email, SECRETARY.email)
    assert (kept["exclusion"].document, kept["exclusion"].dated) == ("12/QĐ", "2026-11-01")
    assert (ruling.waiting(ROUND), acts()) == ([], ["confirm_rulings", "propose_ruling"])


def test_who_proposed_takes_it_back_and_cannot_confirm_it() -> None:
    proposals = propose(OUT)
    with pytest.raises(Forbidden):
        decide(proposals, by=OPS)
    (made,) = decide(proposals, "nhầm đơn vị", OPS)
    assert (made.state, ruling.waiting(ROUND), counting()) == ("withdrawn", [], (set(), []))


@pytest.mark.parametrize("other", ["ops+2@example.test", "OPS@example.test"])
def test_another_address_of_the_same_mailbox_is_no_second_person(other: str) -> None:
    proposals = propose(OUT)
    with pytest.raises(Forbidden, match="hộp thư|mailbox"):
        decide(proposals, by=replace(SECRETARY, email=other))
    assert [each.state for each in decide(proposals)] == ["confirmed"]


def test_that_the_proposer_has_the_same_name_is_told_and_goes_on_record() -> None:
    accounts.put(replace(OPS, name="Trần Thị Thuý"), NOW)
    propose(OUT)
    (proposed,) = ruling.waiting(ROUND)
    alike = replace(SECRETARY, name="trần thị  Thúy")
    assert confirming.namesakes([proposed], SECRETARY) == frozenset()
    assert confirming.namesakes([proposed], alike) == {OPS.email}
    decide([proposed.id], by=alike)
    (act,) = [each for each in audit.list_acts(ROUND) if each.act == "confirm_rulings"]
    assert json.loads(act.details)["namesakes"] == [OPS.email]


def test_a_refused_ruling_never_counts_and_its_reason_is_on_record() -> None:
    (made,) = decide(propose(OUT), "chưa đủ căn cứ")
    assert (made.state, made.note, counting()[0]) == ("refused", "chưa đủ căn cứ", set())
    (act,) = [each for each in audit.list_acts(ROUND) if each.act == "refuse_rulings"]
    assert (act.by, act.reason) == (SECRETARY.email, "chưa đủ căn cứ")


def test_what_counts_goes_on_counting_until_its_change_is_confirmed() -> None:
    decide(propose(OUT, BONUS))
    changed = propose(replace(BONUS, points="2"), replace(OUT, withdrawn=True, reason="nhầm"))
    assert counting() == ({"so-b"}, ["3"])
    decide(changed, by=CHAIR)
    assert counting() == (set(), ["2"])


def test_a_decision_sent_twice_is_one_and_another_one_later_is_refused() -> None:
    proposals = propose(OUT)
    assert decide(proposals) == decide(proposals)
    assert acts().count("confirm_rulings") == 1
    with pytest.raises(Conflict):
        decide(proposals, "thôi")


def test_rulings_sent_again_after_they_were_confirmed_do_not_wait_again() -> None:
    decide(propose(OUT, BONUS))
    assert ruling.put(ROUND, [OUT, BONUS], OPS, NOW).waiting == 0
    assert ruling.waiting(ROUND) == []


def test_what_counts_said_again_closes_a_change_that_waits() -> None:
    decide(propose(BONUS))
    propose(replace(BONUS, points="2"))
    ruled = ruling.put(ROUND, [BONUS], OPS, NOW)
    assert (ruled.waiting, ruling.waiting(ROUND), counting()[1]) == (0, [], ["3"])


def test_nobody_confirms_what_was_replaced_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    first = propose(BONUS)
    seen = proposed_rulings.list_proposed(ROUND)
    propose(replace(BONUS, points="5"))
    with pytest.raises(NotFound):
        decide(first)
    monkeypatch.setattr(proposed_rulings, "list_proposed", lambda _: seen)
    with pytest.raises(ChangedMeanwhile):
        decide(first)
    monkeypatch.undo()
    assert counting() == (set(), [])


@pytest.mark.parametrize("name", ["proposed_rulings.list_proposed", "rulings.list_rulings"])
def test_a_withdrawal_is_not_lost_when_the_ruling_is_confirmed_meanwhile(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    proposals = propose(OUT)
    confirm_before(monkeypatch, name, proposals)
    back = replace(OUT, withdrawn=True, reason="nhầm")
    assert ruling.put(ROUND, [back], OPS, NOW).waiting == 1
    decide([each.id for each in ruling.waiting(ROUND)], by=CHAIR)
    assert counting()[0] == set()


def confirm_before(patch: pytest.MonkeyPatch, name: str, proposals: list[str]) -> None:
    """Have these confirmed by another person right before that function of the store is called
    next.
    """
    module, function = name.split(".")
    store = {"rulings": rulings, "proposed_rulings": proposed_rulings}[module]
    original = getattr(store, function)

    def late(*given: object) -> object:
        patch.setattr(store, function, original)
        decide(proposals)
        return original(*given)

    patch.setattr(store, function, late)


def test_a_proposal_sent_again_while_it_is_confirmed_stays_confirmed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proposals = propose(OUT, BONUS)
    confirm_before(monkeypatch, "proposed_rulings.put", proposals)
    other = replace(BONUS, id="khen-2", points="1")
    ruled = ruling.put(ROUND, [OUT, BONUS, other], OPS, NOW)
    assert (ruled.counting, ruled.waiting) == (2, 1)
    assert [each.ruling for each in ruling.waiting(ROUND)] == [other]
    assert counting() == ({"so-b"}, ["3"])


def test_nobody_decides_about_the_own_unit() -> None:
    own = replace(SECRETARY, further=(replace(SECRETARY.post, role="editor", unit="so-b"),))
    for note in (None, "không"):
        with pytest.raises(Forbidden):
            decide(propose(OUT), note, own)


def test_of_several_proposals_all_or_none_are_confirmed() -> None:
    mine = replace(BONUS, unit="so-b")
    propose(OUT)
    proposals = propose(mine, by=SECRETARY)
    with pytest.raises(Forbidden):
        decide(proposals)
    assert (counting(), len(ruling.waiting(ROUND))) == ((set(), []), 2)


def test_what_waits_counts_against_the_cap_and_so_does_what_is_confirmed() -> None:
    propose(BONUS)
    with pytest.raises(Invalid, match="beyond the cap"):
        propose(replace(BONUS, id="khen-2", points="2.01"))
    decide(propose())
    gone = propose(replace(BONUS, withdrawn=True))
    other = propose(replace(BONUS, id="khen-2", points="4"))
    with pytest.raises(Invalid, match="beyond the cap"):
        decide([each for each in other if each not in gone])
    decide(other)
    assert counting() == (set(), ["4"])


def test_withdrawing_what_only_waits_closes_the_proposal() -> None:
    propose(OUT)
    ruled = ruling.put(ROUND, [replace(OUT, withdrawn=True, reason="nhầm")], OPS, NOW)
    assert (ruled.waiting, ruling.waiting(ROUND), counting()[0]) == (0, [], set())
