"""Accounts as they lie in the table, and as they lay there while people had one post."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.posts import Post
from chalicelib.store import accounts as store
from tests.fake_aws import Aws
from tests.small_round import NOW

AN = Account(
    "s-1",
    "an@example.test",
    "An",
    "council",
    "r-2026",
    areas=("departments/1",),
    until=NOW + timedelta(days=9),
    further=(Post("editor", "r-2026", "so-a"), Post("leader", "r-2025", "so-b", until=NOW)),
)


def test_an_account_is_found_as_it_was_kept(aws: Aws) -> None:
    assert store.put(AN, NOW)
    found = store.find("s-1")
    assert found == AN and found.version == 1
    assert store.list_by_email() == {"an@example.test": AN}


def test_an_account_is_in_the_list_of_every_round_it_has_a_post_in(aws: Aws) -> None:
    ops = Account("s-2", "dh@example.test", "Điều hành", "ops")
    for account in (AN, ops):
        assert store.put(account, NOW)
    assert store.list_of("r-2025") == store.list_of("r-2026") == [AN, ops]
    assert store.list_of("r-2024") == [ops]


def test_what_was_changed_meanwhile_is_not_written_over(aws: Aws) -> None:
    assert store.put(AN, NOW)
    seen = store.find("s-1")
    assert seen and store.put(replace(seen, name="Ân"), NOW)
    assert not store.put(replace(seen, name="Ẩn"), NOW)
    assert not store.put(AN, NOW)
    kept = store.find("s-1")
    assert kept and (kept.name, kept.version) == ("Ân", 2)


def test_a_change_of_posts_leaves_an_account_disabled(aws: Aws) -> None:
    assert store.put(AN, NOW)
    seen = store.find("s-1")
    store.put_disabled("s-1", disabled=True)
    assert seen and store.put(replace(seen, name="Ân"), NOW)
    kept = store.find("s-1")
    assert kept and kept.disabled and kept.name == "Ân"


def test_an_account_with_one_post_and_earlier_ones_is_read_as_posts_and_then_kept_so(
    aws: Aws,
) -> None:
    store.AccountItem(
        "s-1",
        email="an@example.test",
        name="An",
        role="leader",
        round="r-2026",
        unit="so-a",
        created_at="2026-01-01T00:00:00.000Z",
        earlier={"r-2025/so-b/editor", "r-2024/so-c"},
    ).save()
    account = store.find("s-1")
    assert account and account.version == 0
    assert account.posts == (
        Post("leader", "r-2026", "so-a"),
        Post("editor", "r-2024", "so-c"),
        Post("editor", "r-2025", "so-b"),
    )
    assert store.list_of("r-2024") == [account]
    assert store.put(account, NOW) and store.find("s-1") == account
    assert store.AccountItem.get("s-1").role is None


def test_a_member_of_before_keeps_the_areas(aws: Aws) -> None:
    store.AccountItem(
        "s-1",
        email="an@example.test",
        name="An",
        role="council",
        round="r-2026",
        unit="",
        created_at="2026-01-01T00:00:00.000Z",
        areas={"departments/2", "departments/1"},
    ).save()
    account = store.find("s-1")
    assert account and account.areas == ("departments/1", "departments/2")
