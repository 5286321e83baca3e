"""When a council has agreed: the share of all its members that must have voted for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.domain.reading.fields import Field

_SHARE = re.compile(r"([0-9]{1,3})/([1-9][0-9]{0,2})")


@dataclass(frozen=True, slots=True)
class VotingRule:
    """More than `share` of all members agree; with `reached`, exactly that share is enough.

    All members count, those too who abstain, disagree, do not vote or have left since.
    """

    share: Fraction = Fraction(1, 2)
    reached: bool = False

    def is_met(self, agreeing: int, members: int) -> bool:
        """Whether so many of so many members are enough; nobody of nobody never is."""
        if not 0 < agreeing <= members:
            return False
        needed = self.share * members
        return agreeing >= needed if self.reached else agreeing > needed


def read_voting_rule(field: Field) -> VotingRule | None:
    """The rule of a round's document: `false` is a round without a council, `{"more_than": "1/2"}`
    or `{"at_least": "2/3"}` sets a share; nothing given is more than half.
    """
    if not field.given:
        return VotingRule()
    if field.value is False:
        return None
    if not isinstance(field.value, dict):
        field.refuse(
            'phải là false hoặc {"more_than": "1/2"} hoặc {"at_least": "2/3"}',
            'must be false, {"more_than": "1/2"} or {"at_least": "2/3"}',
        )
        return VotingRule()
    more_than, at_least = field.key("more_than"), field.key("at_least")
    if more_than.given == at_least.given:
        field.refuse("ghi một trong: more_than, at_least", "give one of: more_than, at_least")
        return VotingRule()
    share = _share(at_least if at_least.given else more_than, reached=at_least.given)
    return VotingRule(share, at_least.given) if share is not None else VotingRule()


def _share(field: Field, *, reached: bool) -> Fraction | None:
    """A share that a council can reach: below all of it, or up to all of it where reaching it is
    enough.
    """
    written = _SHARE.fullmatch(field.value) if isinstance(field.value, str) else None
    share = Fraction(int(written[1]), int(written[2])) if written else None
    if share is None or share > 1 or (share == 1 and not reached) or (share == 0 and reached):
        field.refuse(
            'phải là một phần của toàn bộ thành viên, viết như "1/2"',
            'must be a share of all members, written as "1/2"',
        )
        return None
    return share
