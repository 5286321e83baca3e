"""A difference is settled by a person, on record; asking takes no value away and shows none."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from chalicelib.actions import places
from chalicelib.actions.appraisal import appraising, objecting, pairing, seconding, settling
from chalicelib.actions.rounds import scheduling
from chalicelib.aws import mail
from chalicelib.domain.appraisal.objections import Objection
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import ChangedMeanwhile, Conflict, NotFound, WindowClosed
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit, objections, sheets
from tests import second_story as story
from tests.council_story import AN, BINH, CHAIR, SECRETARY, assign, leave, to
from tests.fake_aws import Aws, told_once
from tests.scoring_story import rule
from tests.second_story import draw, first, pairs, second, settle
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER, OPS, open_window

CASE = ("so-a", "1.2")


@pytest.fixture(autouse=True)
@told_once
def _differing(aws: Aws) -> None:
    """An gave 1.2 three, the second member one."""
    story.load("1")
    draw()
    first(AN, "1.2", {"count": 3})
    second(by_second(), "1.2", {"count": 1})


def by_second() -> Account:
    return next(each for each in (BINH, CHAIR) if "1.2" in story.dealt(each))


def states() -> dict[tuple[str, str], str]:
    return {pair.case: pair.state for pair in pairs()}


def test_a_pair_that_differs_shows_both_values_points_and_reasons() -> None:
    (pair,) = pairs()
    assert (pair.case, pair.state) == (CASE, "open")
    assert (pair.first.value, pair.first.explanation) == ({"count": 3}, "đúng hồ sơ")
    assert (pair.second.value, pair.second.explanation) == ({"count": 1}, "theo tôi")
    found = settling.overview(ROUND, NOW)
    assert found
    assert (found.states, len(found.given)) == ({"open": 1}, 1)
    assert found.dealt[by_second().email][1] == 1


def test_before_the_draw_there_is_nothing(aws: Aws) -> None:
    assert settling.overview("ky-khac", NOW) is None


def test_the_first_is_asked_to_look_again_and_reads_the_words_not_the_value() -> None:
    assert settling.to_look_at(ROUND, AN, NOW) == []
    settle("ask", CASE)
    assert states() == {CASE: "asked"}
    (asked,) = settling.to_look_at(ROUND, AN, NOW)
    assert (asked.unit.id, asked.leaf, asked.text) == (*CASE, "xem lại giúp")
    for other in (BINH, CHAIR, SECRETARY):
        assert settling.to_look_at(ROUND, other, NOW) == []
    (act,) = [each for each in audit.list_acts(ROUND) if each.act == "second_score_ask"]
    assert (act.by, act.subject, act.reason) == (SECRETARY.email, "so-a/1.2", "xem lại giúp")


def test_who_is_asked_gets_one_letter_with_the_words_and_no_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[tuple[str, str]] = []

    def send(letter: str, address: str, values: dict[str, str]) -> None:
        assert "{{" not in mail._fill("".join(mail.texts(letter).values()), values)
        sent.append((address, values["vi"]))

    monkeypatch.setattr(mail, "send_one", send)
    marks = pairs()[0].marks
    for _ in range(2):
        settling.settle(ROUND, CASE, "ask", "xem biên bản", marks, SECRETARY, NOW)
    settle("keep_first", CASE)
    ((address, words),) = sent
    assert address == AN.email
    assert "tiêu chí 1.2, Sở A. Lời nhắn: xem biên bản" in words


def test_a_letter_that_is_not_taken_takes_back_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise mail.NotTaken

    monkeypatch.setattr(mail, "send_one", refuse)
    settle("ask", CASE)
    assert [asked.leaf for asked in settling.to_look_at(ROUND, AN, NOW)] == ["1.2"]


def test_the_first_looks_again_by_the_ordinary_act_and_the_values_agree_or_stay() -> None:
    settle("ask", CASE)
    first(AN, "1.2", {"count": 2}, 1)
    assert states() == {CASE: "looked"}
    assert settling.to_look_at(ROUND, AN, NOW) == []
    first(AN, "1.2", {"count": 1}, 2)
    assert states() == {}
    found = settling.overview(ROUND, NOW)
    assert found and found.states == {"alike": 1}


def test_the_first_value_is_kept_with_a_reason_and_nothing_is_changed_by_it() -> None:
    before = sheets.get(f"{ROUND}/so-a/1")
    settle("keep_first", CASE)
    assert states() == {CASE: "kept"}
    assert sheets.get(f"{ROUND}/so-a/1") == before
    (act,) = [each for each in audit.list_acts(ROUND) if each.act == "second_score_keep_first"]
    assert json.loads(act.details)["marks"] == pairs()[0].marks


def test_who_appraises_it_today_is_asked_after_the_assignment_moved() -> None:
    settle("ask", CASE)
    assign(to(AN, "2"), to(BINH, "1"), version=1)
    assert settling.to_look_at(ROUND, AN, NOW) == []


def test_other_values_than_were_seen_are_not_settled() -> None:
    seen = pairs()[0].marks
    first(AN, "1.2", {"count": 2}, 1)
    with pytest.raises(ChangedMeanwhile):
        settle("keep_first", CASE, seen)
    assert states() == {CASE: "open"}


def test_the_same_settlement_again_changes_nothing() -> None:
    settle("ask", CASE)
    for how, version in (("ask", 1), ("keep_first", 2)):
        settlement = settle(how, CASE).settlement
        assert settlement and settlement.version == version


def test_what_does_not_differ_or_has_no_second_score_is_not_settled() -> None:
    first(AN, "1.2", {"count": 1}, 1)
    found = pairing.pairs_of(ROUND, [CASE], NOW)
    with pytest.raises(Conflict):
        settle("ask", CASE, found[0].marks)
    for case in (("so-a", "1.1.1"), ("so-a", "không"), ("không", "1.2")):
        with pytest.raises(NotFound):
            settle("ask", case, "x")


def test_after_the_final_pass_nobody_is_asked_any_more_but_the_first_may_be_kept() -> None:
    open_window("appraisal_final")
    scheduling.close_window(ROUND, "appraisal_final", "xong", OPS, NOW)
    marks = pairs()[0].marks
    with pytest.raises(WindowClosed):
        settling.settle(ROUND, CASE, "ask", "vì", marks, SECRETARY, LATER)
    settling.settle(ROUND, CASE, "keep_first", "vì", marks, SECRETARY, LATER)
    assert states() == {CASE: "kept"}


def test_what_does_not_apply_any_more_is_no_pair() -> None:
    rule(Ruling("not_applicable", "so-a", leaf="1.2", reason="không có"))
    assert pairs() == []


def test_a_second_score_counts_after_its_author_left() -> None:
    leave(by_second())
    assert states() == {CASE: "open"}


def test_a_first_value_that_was_changed_after_asking_counts_as_it_was() -> None:
    def counted() -> list[tuple[str, int]]:
        found = settling.overview(ROUND, NOW)
        assert found
        return [(each.member, each.pairs) for each in found.members]

    before = [pair.scored for pair in pairing.pairs_of(ROUND, [CASE], NOW)]
    settle("ask", CASE)
    first(AN, "1.2", {"count": 1}, 1)
    assert [pair.scored for pair in pairing.pairs_of(ROUND, [CASE], NOW)] == before
    assert sorted(counted()) == sorted([(AN.email, 1), (by_second().email, 1)])


def test_what_an_accepted_objection_put_in_its_place_is_no_value_of_the_first_appraiser() -> None:
    open_window("appraisal_final")
    at, who = places.place(ROUND, "so-a", "appraisal_final", NOW), by_second()
    appraising.appraise(at, "save-0002-an", [Change("1.2", 0, {"count": 2}, "xem lại")], AN, NOW)
    seconding.score(at, "save-0002-hai", [Change("1.2", 0, {"count": 1}, "vẫn một")], who, NOW)
    before = pairs()
    asked = Objection("so-a", "1.2", 1, "thiếu", (), "so-a@example.test", NOW, {"count": "2"})
    objections.add(ROUND, asked, audit.act_of(ROUND, NOW, asked.by, "object", asked.id))
    later = NOW + timedelta(minutes=1)
    objecting.decide(asked, {"count": "1"}, "đúng là một", SECRETARY, later, ROUND)
    assert sheets.get(f"{ROUND}/so-a/2").entry("1.2").value == {"count": "1"}
    (pair,) = pairs()
    assert [pair] == before
    assert (pair.first.value, pair.first.explanation) == ({"count": 2}, "xem lại")
    assert pair.scored and pair.scored.first == AN.email
