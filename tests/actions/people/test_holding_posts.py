"""A post ends by date, on record; two who change one account at the same time lose nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.actions.people import accounts, holding_posts
from chalicelib.actions.rounds import loading
from chalicelib.domain.errors import ChangedMeanwhile, Conflict, NotFound
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.posts import Post
from chalicelib.store import accounts as store
from chalicelib.store import audit
from tests import people_story as people
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.people_story import EMAIL
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS

EDITOR = Post("editor", ROUND, "so-a")
SOON = NOW + timedelta(days=2)


@pytest.fixture
@told_once
def an(aws: Aws) -> Account:
    story.load()
    return people.invite(EMAIL)


def end(account: Account, until: datetime | None, post: Post = EDITOR) -> Account:
    return holding_posts.end(
        ROUND, account.sub, replace(post, until=until), "chuyển việc", OPS, NOW
    )


def test_a_post_ends_when_ops_say_and_the_end_can_be_taken_away(an: Account) -> None:
    assert end(an, SOON).until == SOON
    assert end(an, NOW - timedelta(days=9)).until == NOW  # a record tells no end before the act
    assert end(an, None).until is None
    assert store.find(an.sub) == an
    acts = [act for act in audit.list_acts(ROUND) if act.act == "end_post"]
    assert {(act.subject, act.reason, act.by) for act in acts} == {
        (EMAIL, "chuyển việc", OPS.email)
    }
    assert len(acts) == 3


def test_only_the_post_that_is_named_ends(an: Account) -> None:
    member = people.give(replace(an, role="council", unit=""))
    ended = end(member, SOON)
    assert set(ended.posts) == {replace(EDITOR, until=SOON), Post("council", ROUND)}


@pytest.mark.parametrize(
    "post", [Post("editor", ROUND, "so-b"), Post("council", ROUND), Post("editor", "r", "so-a")]
)
def test_a_post_that_the_person_does_not_have_ends_not(an: Account, post: Post) -> None:
    with pytest.raises(NotFound):
        end(an, SOON, post)
    with pytest.raises(NotFound):
        end(replace(an, sub="nobody"), SOON)
    assert store.find(an.sub) == an


def test_nobody_ends_the_own_post_in_operations(an: Account) -> None:
    ops = people.invite("dh@example.test", "ops")
    with pytest.raises(Conflict):
        holding_posts.end(ROUND, ops.sub, Post("ops", until=NOW), "nhầm", ops, NOW)
    assert end(ops, SOON, Post("ops")).until == SOON


def test_what_somebody_else_changed_meanwhile_stays(
    an: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, others = store.put, [replace(an, unit="so-b"), replace(an, role="council", unit="")]

    def late(account: Account, now: datetime, act: audit.Act) -> bool:
        if others:
            people.give(others.pop())
        return put(account, now, act)

    monkeypatch.setattr(store, "put", late)
    end(an, SOON)
    kept = store.find(an.sub)
    assert kept and set(kept.posts) == {
        replace(EDITOR, until=SOON),
        Post("editor", ROUND, "so-b"),
        Post("council", ROUND),
    }


def test_where_others_always_come_first_the_person_is_told_so(
    an: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "put", lambda *_: False)
    with pytest.raises(ChangedMeanwhile):
        end(an, SOON)


def test_posts_are_named_by_the_titles_of_their_rounds_and_units(an: Account) -> None:
    following = {**small_round.document(), "id": "nam-sau", "year": 2027}
    loading.load("nam-sau", following, small_round.unit_rows(), OPS, NOW)
    wanted = [Account("", EMAIL, "Cán bộ", "council")]
    accounts.create("nam-sau", wanted, OPS.email, lambda: people.FIRST_PASSWORD, NOW)
    account = store.find(an.sub)
    assert account
    assert [
        (each.post.role, each.round.vi, each.unit.en) for each in holding_posts.named(account, NOW)
    ] == [("council", "Kỳ thử 2026", ""), ("editor", "Kỳ thử 2026", "Department A")]
    ops = people.invite("dh@example.test", "ops")
    (named,) = holding_posts.named(replace(ops, round=""), NOW)
    assert (named.post.role, named.round.vi) == ("ops", "")
