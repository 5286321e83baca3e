"""Accounts: who may do what. An account has one post at a time; a unit's people act for it
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
    "chair": ("Chủ tịch Hội đồng", "Chair of the council"),
    "secretariat": ("Tổ Thư ký", "Secretariat"),
    "ops": ("Bộ phận điều hành", "Operations staff"),
}
ROLES = tuple(TITLES)
UNIT_ROLES = ("editor", "leader")
# The council: those who appraise, and the secretariat, which assigns, prepares and decides nothing.
APPRAISING = ("council", "chair")
COUNCIL_ROLES = (*APPRAISING, "secretariat")
MIN_PASSWORD = 12


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in person; `sub` is the identity provider's key, `areas` (`index/area`) what a
    member appraises.

    `earlier` are the posts (`round/unit/role`) held in earlier rounds: the person still sees their
    sheets in the role of then, and the windows of those rounds decide what may be written. One
    that was kept without its role counts as an editor's. Tokens made until `not_before` are void,
    except the one named `fresh`.
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
        """What a list of accounts gives for a person: name, role, round, unit, areas."""
        return self.name, self.role, self.round, self.unit, tuple(sorted(self.areas))

    def moved(self, to: Account) -> Account:
        """The account in its new post. A post in another round is kept in `earlier`, one in the
        same round is not.
        """
        earlier = set(self.earlier)
        if self.role in UNIT_ROLES and self.round != to.round:
            earlier.add(f"{self.round}/{self.unit}/{self.role}")
        kept = tuple(sorted(post for post in earlier if not post.startswith(f"{to.round}/")))
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
        """Whether a token of that name, made at `issued_at` (Unix seconds), is still valid."""
        return (
            self.not_before is None
            or issued_at > int(self.not_before.timestamp())
            or (bool(self.fresh) and token == self.fresh)
        )

    def role_in(self, round_id: str, unit: str) -> str:
        """The role in which this account acts for `unit` in `round_id`: of the post held in that
        round, whatever the role is today; "" if it does not act for that unit.
        """
        if self.role not in UNIT_ROLES or not unit:
            return ""
        if (self.round, self.unit) == (round_id, unit):
            return self.role
        posts = [post.split("/") for post in self.earlier]
        roles = {
            role[0] if role else "editor" for at, of, *role in posts if (at, of) == (round_id, unit)
        }
        return next((role for role in UNIT_ROLES if role in roles), "")

    def require_unit(self, round_id: str, unit: str) -> None:
        """Raise Forbidden unless this account acts for `unit` in `round_id`."""
        if not self.role_in(round_id, unit):
            raise Forbidden(
                "Tài khoản này không thuộc đơn vị đó; hãy đăng nhập bằng tài khoản của đơn vị.",
                "This account does not belong to that unit; sign in with the unit's own account.",
            )

    def require_council(self, round_id: str) -> None:
        """Raise Forbidden unless this account is a member, the chair or the secretariat of the
        council of `round_id`.
        """
        if self.role not in COUNCIL_ROLES or self.round != round_id:
            raise Forbidden(
                "Chỉ thành viên Hội đồng thẩm định của kỳ này được thực hiện.",
                "Only a member of this round's appraisal council may do that.",
            )

    def require_appraiser(self, round_id: str) -> None:
        """Raise Forbidden unless this account is a member or the chair of the council of
        `round_id`: the secretariat prepares and decides nothing.
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
        if self.role != "ops" and (self.role != "secretariat" or self.round != round_id):
            raise Forbidden(
                "Chỉ Tổ Thư ký của Hội đồng thẩm định kỳ này được thực hiện.",
                "Only the secretariat of this round's appraisal council may do that.",
            )

    def may_appraise(self, index: str, area: str) -> bool:
        """Whether the area is assigned to this council member; no assignment means every area."""
        return not self.areas or f"{index}/{area}" in self.areas


def check_password(
    password: str, email: str, name: str = "", at: str = "new_password"
) -> list[Problem]:
    """Every reason why this cannot be a password, at `at`: length above all (NIST SP 800-63B
    §5.1.1), what the identity provider asks, and what is guessed first (`passwords`).

    Checked here too, since not every stage's provider checks the password of a first sign-in.
    """
    problems = []
    ascii_part = [char for char in password if char.isascii()]
    kinds = (str.isupper, str.islower, str.isdigit)
    if len(password) < MIN_PASSWORD or not all(any(map(kind, ascii_part)) for kind in kinds):
        problems.append(
            Problem(
                at,
                "Mật khẩu cần ít nhất 12 ký tự, có chữ hoa, chữ thường và chữ số.",
                "A password needs at least 12 characters with a capital, a small letter and a"
                " digit.",
            )
        )
    # Its words and patterns are needed only where somebody chooses a password.
    from chalicelib.domain.people.passwords import is_easy

    if is_easy(password, email, name):
        problems.append(
            Problem(
                at,
                "Mật khẩu quá dễ đoán; đừng dùng từ thông dụng, họ tên hoặc địa chỉ thư của mình.",
                "The password is too easy to guess; use neither a common word nor your name or"
                " address.",
                "easy_to_guess",
            )
        )
    return problems
