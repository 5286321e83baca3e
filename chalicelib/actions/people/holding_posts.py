"""Holding posts: a person gets one more, one ends; whoever else changes the account at the same
time loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.domain.errors import ChangedMeanwhile, Conflict, NotFound
from chalicelib.domain.instants import to_text
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.posts import Post
from chalicelib.domain.texts import Text
from chalicelib.store import accounts as store
from chalicelib.store import audit

ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class NamedPost:
    """A post with the title of its round and the name of its unit; empty where it has none."""

    post: Post
    round: Text
    unit: Text


def named(account: Account, now: datetime) -> list[NamedPost]:
    """The posts of a person by their names, the first one first."""
    return [
        NamedPost(
            post,
            current.get(post.round, now).title if post.round else Text(""),
            current.unit(post.round, post.unit, now).name if post.unit else Text(""),
        )
        for post in account.posts
    ]


def give(wanted: Account, act: audit.Act, now: datetime) -> Account:
    """Give the person the first post of `wanted`, and its name, on record as `act`; the account as
    it is then.
    """

    def given(known: Account | None) -> Account:
        return after(known, wanted, _leads(known, wanted.post, now), now)

    return _change(wanted.sub, given, lambda _: act, now)


def after(known: Account | None, wanted: Account, leads: bool, now: datetime) -> Account:
    """The account with the post of `wanted`, and its name. A post that has not ended keeps the end
    that was set, unless `wanted` sets another.
    """
    if known is None:
        return wanted
    post, kept = wanted.post, known.at(wanted.post.place)
    if post.until is None and kept and not kept.has_ended(now):
        post = replace(post, until=kept.until)
    return replace(known.given(post, leads), name=wanted.name)


def _leads(known: Account | None, post: Post, now: datetime) -> bool:
    """Whether a new post becomes the first one of a person: not one of an older round, and none
    before that of operations staff.
    """
    first = known.working(now).post if known else post
    if post.role == "ops" or first.has_ended(now):
        return True
    if first.role == "ops":
        return False
    return current.get(post.round, now).year >= current.get(first.round, now).year


def noted(post: Post) -> dict[str, object]:
    """A post as the details of an act."""
    return {
        "role": post.role,
        "unit": post.unit,
        "areas": list(post.areas),
        "until": to_text(post.until) if post.until else None,
    }


def end(round_id: str, sub: str, wanted: Post, reason: str, by: Account, now: datetime) -> Account:
    """Let the person's post at the place of `wanted` end at its `until`, at once if that is past;
    None takes the end away. NotFound; Conflict for one's own post in operations.
    """
    until = max(wanted.until, now) if wanted.until else None
    if wanted.role == "ops" and sub == by.sub:
        raise Conflict(
            "Không tự kết thúc nhiệm vụ điều hành của mình được; hãy nhờ người khác.",
            "You cannot end your own post in operations. Ask a colleague in operations.",
        )

    def ended(known: Account | None) -> Account:
        post = known.at(wanted.place) if known else None
        if known is None or post is None:
            raise NotFound(
                "Người này không có nhiệm vụ đó trong kỳ đánh giá.",
                "This person has no such post in this round.",
            )
        posts = [replace(each, until=until) if each == post else each for each in known.posts]
        return known.with_posts(*posts)

    details = noted(replace(wanted, until=until))

    def act(known: Account) -> audit.Act:
        return audit.act_of(round_id, now, by.email, "end_post", known.email, reason, details)

    return _change(sub, ended, act, now)


def _change(
    sub: str,
    change_it: Callable[[Account | None], Account],
    act_of: Callable[[Account], audit.Act],
    now: datetime,
) -> Account:
    """Change name and posts of an account, which may be changed by others at the same time: nothing
    of theirs is lost. `change_it` gets None where there is no account yet. The act goes on record
    with the change, so that a repetition after a lost reply, which changes nothing, adds none.
    """
    for _ in range(ATTEMPTS):
        known = store.find(sub)
        changed = change_it(known)
        if changed == known or store.put(changed, now, act_of(changed)):
            return changed
    raise ChangedMeanwhile
