"""Accounts: who may do what. A person has one account, with any number of posts; which of them
decides depends on what is asked for.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.domain.errors import Forbidden
from chalicelib.domain.people import posts
from chalicelib.domain.people.posts import Post

# Every role, as people call it in Vietnamese and in English.
TITLES = {
    "editor": ("Người nhập liệu", "Editor"),
    "leader": ("Lãnh đạo đơn vị", "Leader"),
    "council": ("Thành viên Hội đồng", "Council member"),
    "chair": ("Chủ tịch Hội đồng", "Chair of the council"),
    "secretariat": ("Tổ Thư ký", "Secretariat"),
    "ops": ("Bộ phận điều hành", "Operations staff"),
}
ROLES = tuple(TITLES)
UNIT_ROLES = posts.UNIT_ROLES
# The council: those who appraise, and the secretariat, which assigns, prepares, and records what
# the council decided.
APPRAISING = ("council", "chair")
COUNCIL_ROLES = (*APPRAISING, "secretariat")


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in person; `sub` is the identity provider's key. Role, round, unit, areas and until
    are those of the first post (see `Post`), `further` are the others.

    Tokens made until `not_before` are void, except the one named `fresh`. `version` counts the
    changes of the posts.
    """

    sub: str
    email: str
    name: str
    role: str
    round: str = ""
    unit: str = ""
    areas: tuple[str, ...] = ()
    disabled: bool = False
    until: datetime | None = None
    further: tuple[Post, ...] = ()
    not_before: datetime | None = field(default=None, compare=False)
    fresh: str = field(default="", compare=False)
    created_at: datetime | None = field(default=None, compare=False)
    last_sign_in: datetime | None = field(default=None, compare=False)
    version: int = field(default=0, compare=False)

    @property
    def post(self) -> Post:
        """The first post."""
        return Post(self.role, self.round, self.unit, tuple(sorted(self.areas)), self.until)

    @property
    def posts(self) -> tuple[Post, ...]:
        """Every post; the first one is where the person's work opens."""
        return (self.post, *self.further)

    def with_posts(self, first: Post, *others: Post) -> Account:
        """The account with these posts in place of its own."""
        return replace(
            self,
            role=first.role,
            round=first.round,
            unit=first.unit,
            areas=first.areas,
            until=first.until,
            further=others,
        )

    def at(self, place: tuple[str, str, str]) -> Post | None:
        """The post at that place (`Post.place`), None if there is none."""
        return next((post for post in self.posts if post.place == place), None)

    def given(self, post: Post, leads: bool) -> Account:
        """The account with one more post, the first one if it `leads`. One at the same place is
        replaced; all others stay.
        """
        others = [kept for kept in self.posts if kept.place != post.place]
        return self.with_posts(*([post, *others] if leads else [*others, post]))

    def outcome(self, wanted: Account, now: datetime) -> str:
        """What asking for the first post of `wanted` does to this account: `added` (one more post,
        or one that had ended), `moved` (the post at that place gets another role or other areas, or
        the person another name), `ends` (only its end is set) or `standing` (nothing changes).
        """
        post = wanted.post
        kept = self.at(post.place)
        if kept is None or (kept.has_ended(now) and not post.has_ended(now)):
            return "added"
        if (kept.role, kept.areas, self.name) != (post.role, post.areas, wanted.name):
            return "moved"
        return "standing" if post.until in (None, kept.until) else "ends"

    def in_post(self, post: Post) -> Account:
        """The account as it works in one of its posts, which comes first."""
        return self.with_posts(post, *(kept for kept in self.posts if kept.place != post.place))

    def working(self, now: datetime) -> Account:
        """The account in the first post that has not ended; in its first one if all have."""
        active = (post for post in self.posts if not post.has_ended(now))
        return self.in_post(next(active, self.post))

    def acting(
        self, roles: Collection[str], round_id: str, unit: str, writes: bool, now: datetime
    ) -> Account:
        """The account in the post that decides about a request for `round_id` and `unit` ("": none
        is named): one of `roles` that fits both, rather one that has not ended, then one of the
        role that comes first in `roles`.

        Forbidden without such a post, and where one that has ended would write.
        """
        fitting = [post for post in self.posts if post.role in roles and post.fits(round_id, unit)]
        if not fitting:
            raise _stranger(roles)
        active = [post for post in fitting if not post.has_ended(now)]
        if writes and not active:
            raise Forbidden(
                "Nhiệm vụ này của Ông/Bà đã kết thúc, chỉ còn xem được; cần làm tiếp thì đề nghị"
                " bộ phận điều hành gia hạn.",
                "This post of yours has ended, so you can only read. To go on, ask the operations"
                " staff to extend it.",
            )
        order = list(roles)
        return self.in_post(min(active or fitting, key=lambda post: order.index(post.role)))

    def accepts(self, issued_at: int, token: str) -> bool:
        """Whether a token of that name, made at `issued_at` (Unix seconds), is still valid."""
        return (
            self.not_before is None
            or issued_at > int(self.not_before.timestamp())
            or (bool(self.fresh) and token == self.fresh)
        )

    def belongs_to(self, round_id: str) -> bool:
        """Whether a post of this account is in that round; operations staff belong to all."""
        return any(post.fits(round_id, "") for post in self.posts)

    def own_units(self, round_id: str) -> frozenset[str]:
        """The units that this person has, or had, a post at in that round: nobody appraises the own
        unit.
        """
        return frozenset(
            post.unit for post in self.posts if post.role in UNIT_ROLES and post.round == round_id
        )

    def role_in(self, round_id: str, unit: str) -> str:
        """The role in which this account acts for `unit` in `round_id`; "" if it does not."""
        post = self.at((round_id, unit, "unit")) if unit else None
        return post.role if post else ""

    def require_unit(self, round_id: str, unit: str) -> None:
        """Raise Forbidden unless this account acts for `unit` in `round_id`."""
        if not self.role_in(round_id, unit):
            raise _stranger(UNIT_ROLES)

    def require_council(self, round_id: str) -> None:
        """Raise Forbidden unless this account is a member, the chair or the secretariat of the
        council of `round_id`.
        """
        if self.council_post(round_id) is None:
            raise _stranger(COUNCIL_ROLES)

    def require_onlooker(self, round_id: str) -> None:
        """Raise Forbidden unless this account is of the council of `round_id`, or of the operations
        staff, who may see what the council has before it.
        """
        if self.role != "ops":
            self.require_council(round_id)

    def council_post(self, round_id: str, now: datetime | None = None) -> Post | None:
        """The post of this account in the council of that round, rather one that has not ended
        `now`, then one that appraises; None if there is none.
        """
        held = [post for role in COUNCIL_ROLES if (post := self.at((round_id, "", role)))]
        active = [post for post in held if now is None or not post.has_ended(now)]
        return next(iter(active or held), None)

    def require_appraiser(self, round_id: str) -> None:
        """Raise Forbidden unless this account is a member or the chair of the council of
        `round_id`: the secretariat prepares values and gives none.
        """
        self.require_council(round_id)
        if self.role not in APPRAISING:
            raise Forbidden(
                "Tổ Thư ký chuẩn bị điểm, thành viên Hội đồng quyết định; hãy lưu thành đề xuất.",
                "The secretariat prepares values and members decide; save them as a proposal.",
            )

    def require_secretariat(self, round_id: str) -> None:
        """Raise Forbidden unless this account is of the secretariat of the council of `round_id`,
        or of the operations staff.
        """
        if self.role != "ops" and not self.at((round_id, "", "secretariat")):
            raise _stranger(("secretariat",))

    def may_appraise(self, index: str, area: str) -> bool:
        """Whether the area is assigned to this council member; no assignment means every area. The
        account acts in its post of the council.
        """
        return self.role in APPRAISING and (not self.areas or f"{index}/{area}" in self.areas)


# What somebody is told who has no post in a place, by the first role that would do.
_STRANGERS = {
    "editor": (
        "Tài khoản này không thuộc đơn vị đó; hãy đăng nhập bằng tài khoản của đơn vị.",
        "This account does not belong to that unit; sign in with the unit's own account.",
    ),
    "council": (
        "Chỉ thành viên Hội đồng thẩm định của kỳ này được thực hiện.",
        "Only a member of this round's appraisal council may do that.",
    ),
    "secretariat": (
        "Chỉ Tổ Thư ký của Hội đồng thẩm định kỳ này được thực hiện.",
        "Only the secretariat of this round's appraisal council may do that.",
    ),
}


def about_own_unit() -> Forbidden:
    """The refusal of a decision on the unit where the person works."""
    return Forbidden(
        "Không ai quyết định về đơn vị nơi mình công tác.",
        "Nobody decides about the unit where they work.",
    )


def _stranger(roles: Collection[str]) -> Forbidden:
    """The refusal of somebody who has none of these roles there."""
    return next(
        (Forbidden(*said) for role, said in _STRANGERS.items() if role in roles), Forbidden()
    )
