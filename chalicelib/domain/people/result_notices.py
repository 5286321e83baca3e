"""Notices of released results, of what the council asks about, and of what it decided on objections
and on requests that a criterion should not apply.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.people.notices import NEWS, Notice, short
from chalicelib.domain.texts import Text

# By pass: the kind of the notice, and what it says of the first release and of a further one.
_KINDS = {1: "first_result", 2: "final_result"}
_FIRST = {
    1: Text("Đã có kết quả thẩm định lần 1", "The result of the first appraisal is out"),
    2: Text("Đã có kết quả thẩm định lần 2", "The result of the final appraisal is out"),
}
_AGAIN = {
    1: Text("Kết quả thẩm định lần 1 có thay đổi", "The result of the first appraisal changed"),
    2: Text("Kết quả thẩm định lần 2 có thay đổi", "The result of the final appraisal changed"),
}


@dataclass(frozen=True, slots=True)
class ReleasedResult:
    """The `number`-th release of a round: of a pass, to the units of these indexes."""

    number: int
    round_pass: int
    indexes: Collection[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class CouncilDecision:
    """The council's decision on what a unit asks about a criterion; `id` is unique in the unit."""

    id: str
    unit: str
    leaf: str
    accepted: bool
    note: str
    at: datetime


def due(
    released: Iterable[ReleasedResult], units: Mapping[str, str], now: datetime
) -> Iterator[Notice]:
    """Every notice of a release that is news at `now`. `units` is {unit: index}."""
    before: set[tuple[int, str]] = set()
    for one in sorted(released, key=lambda each: each.number):
        for unit, index in units.items():
            if index in one.indexes and now - one.at < NEWS:
                again = (one.round_pass, index) in before
                yield _told(one, unit, (_AGAIN if again else _FIRST)[one.round_pass])
        before |= {(one.round_pass, index) for index in one.indexes}


def _told(one: ReleasedResult, unit: str, what: Text) -> Notice:
    return Notice(
        f"{_KINDS[one.round_pass]}-{one.number}",
        unit,
        one.at,
        Text(
            f"{what.vi}. Xem điểm và lý do từng tiêu chí ở mục Kết quả.",
            f"{what.en}. See the points and reasons of each criterion under Result.",
        ),
    )


def asking(notice: Notice, leaves: Sequence[str]) -> Notice:
    """The notice of an opened supplement to a unit that the council asks about these leaves."""
    if not leaves:
        return notice
    names = short(", ".join(leaves))
    text = Text(
        f"{notice.text.vi} Hội đồng yêu cầu giải trình tiêu chí: {names}.",
        f"{notice.text.en} The council asks for explanations of: {names}.",
    )
    return replace(notice, text=text)


def decided(objections: Iterable[CouncilDecision], now: datetime) -> Iterator[Notice]:
    """A notice for each decision on an objection that is news at `now`."""
    for one in objections:
        if now - one.at < NEWS:
            vi, en = (
                ("được chấp nhận", "accepted")
                if one.accepted
                else ("không được chấp nhận", "not accepted")
            )
            yield Notice(
                f"objection_decided-{one.id}",
                one.unit,
                one.at,
                Text(
                    f"Đề nghị xem xét lại tiêu chí {one.leaf} {vi}. Lý do: {short(one.note)}",
                    f"Your objection to criterion {one.leaf} is {en}. Reason: {short(one.note)}",
                ),
            )


def not_applicable(decisions: Iterable[CouncilDecision], now: datetime) -> Iterator[Notice]:
    """A notice for each decision on a request that a criterion should not apply, while it is news
    at `now`.
    """
    for one in decisions:
        if now - one.at >= NEWS:
            continue
        vi, en = (
            ("không áp dụng cho đơn vị", "does not apply to your unit")
            if one.accepted
            else ("vẫn áp dụng cho đơn vị", "still applies to your unit")
        )
        yield Notice(
            f"not_applicable_decided-{one.id}",
            one.unit,
            one.at,
            Text(
                f"Theo đề nghị của đơn vị: tiêu chí {one.leaf} {vi}. Lý do: {short(one.note)}",
                f"On your request: criterion {one.leaf} {en}. Reason: {short(one.note)}",
            ),
        )
