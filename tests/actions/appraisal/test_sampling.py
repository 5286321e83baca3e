"""The sample is drawn once, on record, and dealt to people with nothing to do with the first."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from chalicelib.actions.appraisal import sampling
from chalicelib.actions.rounds import scheduling
from chalicelib.domain.appraisal.sampling import draw as drawn_from
from chalicelib.domain.errors import Conflict, Forbidden, NotFound, WindowClosed
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.posts import Post
from chalicelib.store import accounts, audit
from chalicelib.store import second_scores as store
from tests import council_story, scoring_story
from tests import second_story as story
from tests.council_story import AN, BINH, CHAIR, SECRETARY, assign, leave, to, works_at
from tests.fake_aws import Aws
from tests.second_story import draw
from tests.small_round import NOW, ROUND, VALUES
from tests.survey_story import LATER, OPS, open_window


def again() -> dict[tuple[str, str], str]:
    return dict(sampling.deal_again(ROUND, SECRETARY, NOW).seconds)


def test_the_draw_is_on_record_with_seed_share_and_how_many(aws: Aws) -> None:
    story.load()
    made = draw()
    assert (len(made.frame), len(made.sample), made.by, made.at) == (14, 7, SECRETARY.email, NOW)
    assert store.find_draw(ROUND) == made
    (act,) = [act for act in audit.list_acts(ROUND) if act.act == "draw_second_scores"]
    assert (act.by, act.subject) == (SECRETARY.email, "hat")
    assert json.loads(act.details) == {
        "seed": "hat",
        "share": "1/2",
        "frame": 14,
        "sample": 7,
        "assignments": 1,
    }


def test_what_is_kept_is_enough_to_repeat_the_draw(aws: Aws) -> None:
    story.load()
    made = draw()
    assert tuple(drawn_from(made.seed, made.share, reversed(made.frame))) == made.sample
    assert made.share == Fraction(1, 2)


def test_it_is_drawn_once(aws: Aws) -> None:
    story.load()
    made = draw()
    with pytest.raises(Conflict):
        draw("khác")
    assert store.find_draw(ROUND) == made


def test_a_round_without_a_share_has_no_sample(aws: Aws) -> None:
    council_story.load()
    assign(to(AN, "1"))
    with pytest.raises(Conflict):
        draw()
    with pytest.raises(NotFound):
        sampling.require_draw(ROUND)


def test_nothing_is_drawn_before_anything_is_assigned(aws: Aws) -> None:
    scoring_story.load(story.document())
    council_story.enter()
    with pytest.raises(Conflict):
        draw()


def test_nothing_is_drawn_once_the_final_pass_has_closed(aws: Aws) -> None:
    story.load()
    open_window("appraisal_final")
    scheduling.close_window(ROUND, "appraisal_final", "xong", OPS, NOW)
    with pytest.raises(WindowClosed):
        sampling.draw(ROUND, "hat", SECRETARY, LATER + timedelta(hours=1))


def test_loads_are_even_and_nobody_scores_twice_the_own_unit_or_what_he_appraises_or_helps(
    aws: Aws,
) -> None:
    story.load("1")
    assign(to(AN, "1", helpers=[BINH]), to(AN, "2"), own=[works_at(CHAIR, "so-b")], version=1)
    draw()
    seconds = store.get_dealing(ROUND).seconds
    assert AN.email not in seconds.values() and SECRETARY.email not in seconds.values()
    assert {
        case for case, who in seconds.items() if who == CHAIR.email and case[0] == "so-b"
    } == set()
    assert all(who == CHAIR.email for (_, leaf), who in seconds.items() if leaf.startswith("1"))
    # of so-b's area 1 nobody may: An appraises, Bình helps, the chair works there
    waiting = sampling.undealt(ROUND, sampling.require_draw(ROUND), store.get_dealing(ROUND), NOW)
    assert {(unit, leaf[0]) for unit, leaf in waiting} == {("so-b", "1")}
    assert len(waiting) == 3
    assert Counter(seconds.values()) == {BINH.email: 6, CHAIR.email: 5}


def test_who_gave_the_first_value_is_no_second_after_the_assignment_moved(aws: Aws) -> None:
    story.load("1")
    story.first(AN, "1.2", {"count": 3})
    assign(to(BINH, "1"), to(BINH, "2"), version=1)
    draw()
    seconds = store.get_dealing(ROUND).seconds
    assert seconds["so-a", "1.2"] == CHAIR.email
    assert AN.email in seconds.values()
    assert BINH.email not in seconds.values()


def test_after_a_member_left_only_what_was_hers_is_dealt_again(aws: Aws) -> None:
    story.load()
    draw()
    before = dict(store.get_dealing(ROUND).seconds)
    assert len(set(before.values())) == 2
    leave(BINH)
    after = again()
    assert set(after) == set(before)
    assert set(after.values()) == {CHAIR.email}
    assert all(after[case] == who for case, who in before.items() if who == CHAIR.email)
    assert store.get_dealing(ROUND).version == 2
    (act,) = [act for act in audit.list_acts(ROUND) if act.act == "deal_second_scores"]
    moved = [case for case, who in before.items() if who == BINH.email]
    assert json.loads(act.details) == {"dealt": len(moved), "nobody": 0}


def test_a_second_score_that_was_given_stays_with_its_author_who_left(aws: Aws) -> None:
    story.load("1")
    draw()
    leaf = story.dealt(BINH)[0]
    story.second(BINH, leaf, scoring_story.APPRAISED[leaf])
    leave(BINH)
    assert again()["so-a", leaf] == BINH.email


def test_an_assignment_that_moves_to_the_second_member_takes_the_second_score_elsewhere(
    aws: Aws,
) -> None:
    story.load("1")
    draw()
    second, leaf = story.drawn_case()
    story.first(AN, leaf, VALUES[leaf])
    assign(to(AN, "1"), to(AN, "2"), to(second, leaf, "so-a"), version=1)
    (other,) = {BINH, CHAIR} - {second}
    assert again()["so-a", leaf] == other.email


def test_dealing_again_without_a_need_changes_nothing(aws: Aws) -> None:
    story.load()
    draw()
    before = store.get_dealing(ROUND)
    assert again() == before.seconds
    assert store.get_dealing(ROUND).version == 1


def join_secretariat(person: Account, until: datetime | None = None) -> Account:
    """A member gets a post of the secretariat as well."""
    kept = accounts.find(person.sub)
    assert kept
    both = kept.with_posts(kept.post, Post("secretariat", ROUND, until=until))
    assert accounts.put(both, NOW)
    return both


def test_a_member_who_is_of_the_secretariat_too_gives_no_second_score(aws: Aws) -> None:
    story.load("1")
    join_secretariat(BINH)
    draw()
    assert set(store.get_dealing(ROUND).seconds.values()) == {CHAIR.email}


def test_who_becomes_of_the_secretariat_after_the_draw_scores_no_more(aws: Aws) -> None:
    story.load("1")
    draw()
    second, leaf = story.drawn_case()
    (other,) = {BINH, CHAIR} - {second}
    both = join_secretariat(second, NOW)
    with pytest.raises(Forbidden):
        story.second(both, leaf, VALUES[leaf])
    assert again()["so-a", leaf] == other.email
