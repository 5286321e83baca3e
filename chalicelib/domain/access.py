"""Who may do what. An account has one role; a unit's people act for their own unit alone."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.errors import Forbidden

ROLES = ("editor", "leader", "council", "ops")


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in person; `sub` is the identity provider's key, `areas` (`index/area`) what a member appraises."""

    sub: str
    email: str
    name: str
    role: str
    round: str = ""
    unit: str = ""
    areas: tuple[str, ...] = ()
    disabled: bool = False

    def require_unit(self, round_id: str, unit: str) -> None:
        """Raise Forbidden unless this account acts for `unit` in `round_id`."""
        if self.role not in ("editor", "leader") or (self.round, self.unit) != (round_id, unit):
            raise Forbidden(
                "Tài khoản này không thuộc đơn vị đó; hãy đăng nhập bằng tài khoản của đơn vị.",
                "This account does not belong to that unit; sign in with the unit's own account.",
            )

    def require_council(self, round_id: str) -> None:
        """Raise Forbidden unless this account is a council member of `round_id`."""
        if self.role != "council" or self.round != round_id:
            raise Forbidden("Chỉ thành viên Hội đồng thẩm định của kỳ này được thực hiện.",
                            "Only a member of this round's appraisal council may do that.")

    def may_appraise(self, index: str, area: str) -> bool:
        """Whether the area is assigned to this council member; no assignment means every area."""
        return not self.areas or f"{index}/{area}" in self.areas
