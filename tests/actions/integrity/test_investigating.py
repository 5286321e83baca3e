"""Investigating: each step is kept once, with its act; a void is a ruling and undone by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from chalicelib.actions.appraisal import confirming
from chalicelib.actions.integrity import investigating
from chalicelib.actions.survey import responding, sealing
from chalicelib.domain.errors import Conflict, Forbidden, Invalid, NotFound
from chalicelib.domain.integrity.cases import DISHONESTY, Case, CaseStep
from chalicelib.domain.people.posts import Post
from chalicelib.domain.rounds.proposed_rulings import ProposedRuling
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit, cases, proposed_rulings, rulings
from tests import scoring_story
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.scoring_story import AFTER, SECRETARY
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, OPS, Mailbox, mailbox

__all__ = ["mailbox"]


@pytest.fixture(autouse=True)
@told_once
def _round(aws: Aws) -> None:
    story.load()


def step(kind: str, number: int, **more: Any) -> CaseStep:
    """A step of that kind, taken so many seconds after the start."""
    by = EDITOR.email if kind == "reply" else OPS.email
    return CaseStep(f"step-{number}", kind, by, NOW + timedelta(seconds=number), kind, **more)


IN_TIME = NOW + timedelta(days=2)
NOTED = step("note", 2, reply_until=IN_TIME)
VOID = step("voided", 4, public=True)


def open_case() -> Case:
    return investigating.open_case(ROUND, "so-a", step("opened", 1), OPS)


def act(*steps: CaseStep) -> Case:
    for each in steps:
        investigating.act(ROUND, "so-a", each, OPS)
    return investigating.get(ROUND, "so-a")


def kinds() -> list[str]:
    return [each.kind for each in investigating.get(ROUND, "so-a").steps]


def appraise() -> None:
    """All that is not the survey is scored for so-a."""
    for window in ("self_assessment", "appraisal_first"):
        story.open_window(window)
    scoring_story.assess("so-a")
    scoring_story.appraise("so-a", scoring_story.APPRAISED)
    scoring_story.rule(scoring_story.EXTERNAL)


def on_record() -> list[tuple[str, str]]:
    """What was done about so-a, and by whom."""
    return [(act.act, act.by) for act in audit.list_acts(ROUND) if act.subject == "so-a"]


def test_a_case_is_opened_once_and_a_second_one_is_refused_without_a_trace() -> None:
    case = open_case()
    assert open_case() == case
    with pytest.raises(Conflict):
        investigating.open_case(ROUND, "so-a", step("opened", 9), OPS)
    assert investigating.list_cases(ROUND, NOW) == [case]
    assert on_record() == [("open_case", OPS.email)]


def test_nothing_is_voided_before_the_unit_was_heard_and_then_no_ruling_is_made() -> None:
    open_case()
    act(NOTED)
    before = on_record()
    with pytest.raises(Conflict):
        act(VOID)
    assert (kinds(), on_record()) == (["opened", "note"], before)
    assert rulings.list_rulings(ROUND, "void") == []


def test_a_void_sent_twice_is_one_step_one_act_and_one_ruling() -> None:
    open_case()
    case = act(NOTED, step("reply", 3), VOID, VOID)
    assert (case.state, kinds()) == ("voided", ["opened", "note", "reply", "voided"])
    assert on_record()[-2:] == [("reply_case", EDITOR.email), ("void_survey", OPS.email)]
    wanted = Ruling("void", "so-a", reason="voided", public=True)
    assert rulings.list_rulings(ROUND, "void") == [wanted]


def test_a_reversal_withdraws_the_ruling_and_every_step_stays() -> None:
    open_case()
    case = act(NOTED, step("reply", 3), VOID, step("reversed", 5))
    assert (case.state, kinds()[-2:]) == ("open", ["voided", "reversed"])
    (ruling,) = rulings.list_rulings(ROUND, "void")
    assert ruling.withdrawn
    assert on_record()[-1] == ("reverse_void", OPS.email)


def test_of_two_people_at_once_both_steps_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    open_case()
    put, others = cases.put, iter([step("note", 3, reply_until=IN_TIME)])

    def late(*given: Any) -> bool:
        for other in others:
            act(other)
        return put(*given)

    monkeypatch.setattr(cases, "put", late)
    act(NOTED)
    steps = [each.id for each in investigating.get(ROUND, "so-a").steps]
    assert steps == ["step-1", "step-3", "step-2"]
    assert [what for what, _ in on_record()] == ["open_case", "note_case", "note_case"]


def test_the_effect_of_a_void_is_told_once_the_boxes_are_sealed_and_never_before(
    aws: Aws, mailbox: Mailbox
) -> None:
    assert open_case().steps[0].effect is None
    for number, token in enumerate(story.survey(aws, mailbox, leaders=0).values()):
        ballot = responding.open_link(token, NOW)["ballot"]
        responding.answer(ballot, {"q1": 1}, f"r{number}", NOW)
    appraise()
    sealing.seal(ROUND, "departments", "hết hạn", OPS.email, AFTER, Random(1))
    effect = act(step("dismissed", 2)).steps[-1].effect
    assert effect is not None
    # The survey gives 2 of the 13.5 points of the index; all else gives 7.903.
    assert (effect.before.index, effect.after.index) == ("73.36", "58.54")


def test_a_case_that_is_not_there_and_a_step_that_is_none_leave_nothing_behind() -> None:
    with pytest.raises(NotFound):
        act(NOTED)
    with pytest.raises(NotFound):
        investigating.list_cases("khong-co", NOW)
    assert on_record() == []
    open_case()
    with pytest.raises(Invalid):
        act(step("opened", 9))
    assert kinds() == ["opened"]


def test_of_the_own_unit_staff_take_no_step_but_the_reply() -> None:
    own = replace(OPS, further=(Post("editor", ROUND, "so-a"),))
    with pytest.raises(Forbidden):
        investigating.open_case(ROUND, "so-a", step("opened", 1), own)
    found = step("opened", 1, leaves=("1.2",))
    with pytest.raises(Forbidden):
        investigating.open_dishonesty(ROUND, "so-a", found, own)
    open_case()
    for taken in (NOTED, step("dismissed", 3), VOID, step("reversed", 5)):
        with pytest.raises(Forbidden):
            investigating.act(ROUND, "so-a", taken, own)
    act(NOTED)
    investigating.act(ROUND, "so-a", step("reply", 3), own)
    assert kinds() == ["opened", "note", "reply"]


def test_a_reversal_of_an_exclusion_that_is_confirmed_meanwhile_waits_and_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = step("opened", 1, leaves=("1.2",))
    investigating.open_dishonesty(ROUND, "so-a", found, OPS)
    for taken in (NOTED, step("reply", 3), step("excluded", 4)):
        investigating.act(ROUND, "so-a", taken, OPS, DISHONESTY)
    waits = investigating.last_exclusions(ROUND).get("so-a")
    assert waits
    listed = proposed_rulings.list_proposed

    def late(*given: str) -> list[ProposedRuling]:
        """Confirmed right before what waits is read."""
        monkeypatch.setattr(proposed_rulings, "list_proposed", listed)
        confirming.decide(ROUND, [waits.id], None, SECRETARY, NOW)
        return listed(*given)

    monkeypatch.setattr(proposed_rulings, "list_proposed", late)
    investigating.act(ROUND, "so-a", step("reversed", 5), OPS, DISHONESTY)
    back = investigating.last_exclusions(ROUND).get("so-a")
    assert back and (back.state, back.ruling.withdrawn) == ("waiting", True)
