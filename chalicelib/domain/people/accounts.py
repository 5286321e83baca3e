"""Who may do what. An account has one post at a time; a unit's people act for their own unit
alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.domain.errors import Forbidden, Problem

# Every role, as people call it in Vietnamese and in English.
TITLES = {
    "editor": ("Người nhập liệu", "Editor"),
    "leader": ("Lãnh đạo đơn vị", "Leader"),
    "council": ("Thành viên Hội đồng", "Council member"),
    "ops": ("Bộ phận điều hành", "Operations staff"),
}
ROLES = tuple(TITLES)
UNIT_ROLES = ("editor", "leader")
MIN_PASSWORD = 12
# Long enough, yet the first that anybody tries (after their figures and signs are taken away).
_COMMON = (
    "password",
    "passwordpassword",
    "matkhau",
    "matkhaumatkhau",
    "qwerty",
    "qwertyuiop",
    "abcdefgh",
    "parindex",
    "caicachhanhchinh",
)


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in person; `sub` is the identity provider's key, `areas` (`index/area`) what a
    member appraises.

    `earlier` are the posts (`round/unit`) held in earlier rounds: their sheets stay in sight, and
    the windows of those rounds decide what may still be written. Tokens made until `not_before` are
    void, but for the one named `fresh`.
    """

    sub: str
    email: str
    name: str
    role: str
    round: str = ""
    unit: str = ""
    areas: tuple[str, ...] = ()
    disabled: bool = False
    earlier: tuple[str, ...] = ()
    not_before: datetime | None = field(default=None, compare=False)
    fresh: str = field(default="", compare=False)
    created_at: datetime | None = field(default=None, compare=False)
    last_sign_in: datetime | None = field(default=None, compare=False)

    @property
    def post(self) -> tuple[str, str, str, str, tuple[str, ...]]:
        """What a list of accounts says of a person: name, role, round, unit, areas."""
        return self.name, self.role, self.round, self.unit, tuple(sorted(self.areas))

    def moved(self, to: Account) -> Account:
        """The account in its new post; a post in another round is remembered, one in the same round
        is given up.
        """
        earlier = set(self.earlier)
        if self.role in UNIT_ROLES and self.round != to.round:
            earlier.add(f"{self.round}/{self.unit}")
        kept = tuple(sorted(each for each in earlier if not each.startswith(f"{to.round}/")))
        return replace(
            self,
            name=to.name,
            role=to.role,
            round=to.round,
            unit=to.unit,
            areas=to.areas,
            earlier=kept if to.role in UNIT_ROLES else (),
        )

    def accepts(self, issued_at: int, token: str) -> bool:
        """Whether a token made in that second (Unix time) under that name is still good."""
        return (
            self.not_before is None
            or issued_at > int(self.not_before.timestamp())
            or (bool(self.fresh) and token == self.fresh)
        )

    def require_unit(self, round_id: str, unit: str) -> None:
        """Raise Forbidden unless this account acts for `unit` in `round_id`."""
        own = {f"{self.round}/{self.unit}", *self.earlier}
        if self.role not in UNIT_ROLES or f"{round_id}/{unit}" not in own:
            raise Forbidden(
                "Tài khoản này không thuộc đơn vị đó; hãy đăng nhập bằng tài khoản của đơn vị.",
                "This account does not belong to that unit; sign in with the unit's own account.",
            )

    def require_council(self, round_id: str) -> None:
        """Raise Forbidden unless this account is a council member of `round_id`."""
        if self.role != "council" or self.round != round_id:
            raise Forbidden(
                "Chỉ thành viên Hội đồng thẩm định của kỳ này được thực hiện.",
                "Only a member of this round's appraisal council may do that.",
            )

    def may_appraise(self, index: str, area: str) -> bool:
        """Whether the area is assigned to this council member; no assignment means every area."""
        return not self.areas or f"{index}/{area}" in self.areas


def check_password(password: str, email: str, at: str = "new_password") -> list[Problem]:
    """Why this cannot be a password: length above all (NIST SP 800-63B §5.1.1), and what the
    identity provider asks.

    Checked here too, since not every stage's provider checks the answer to a first sign-in.
    """
    problems = []
    kinds = (str.isupper, str.islower, str.isdigit)
    if len(password) < MIN_PASSWORD or not all(
        any(kind(each) for each in password if each.isascii()) for kind in kinds
    ):
        problems.append(
            Problem(
                at,
                "Mật khẩu cần ít nhất 12 ký tự, có chữ hoa, chữ thường và chữ số.",
                "A password needs at least 12 characters with a capital, a small letter and a"
                " digit.",
            )
        )
    letters = "".join(each for each in password.lower() if each.isalpha())
    own = email.partition("@")[0].lower()
    if letters in _COMMON or (len(own) > 3 and own in password.lower()):
        problems.append(
            Problem(
                at,
                "Mật khẩu quá dễ đoán; đừng dùng từ thông dụng hoặc địa chỉ thư của mình.",
                "The password is too easy to guess; use no common word and not your own address.",
                "easy_to_guess",
            )
        )
    return problems
