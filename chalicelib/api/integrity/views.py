"""Signals and cases as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.api.views import text
from chalicelib.domain.texts import Text

if TYPE_CHECKING:
    from chalicelib.domain.integrity.cases import Case, CaseStep, Effect
    from chalicelib.domain.integrity.signals import Excess, Signal
    from chalicelib.domain.rounds.units import Unit

TITLES = {
    "burst": Text(
        "nhiều phiếu trong mười phút từ một mạng, của người ở các cơ quan khác nhau",
        "many answers within ten minutes on one network, by people of different offices",
    ),
    "copies": Text(
        "phiếu trùng nhau hoàn toàn, nhiều hơn mức ngẫu nhiên",
        "identical answers, more than chance brings",
    ),
    "corrected": Text(
        "địa chỉ thư bị thay đổi sau khi gửi danh sách", "addresses changed after the list was sent"
    ),
    "device": Text(
        "nhiều phiếu từ một loại thiết bị trên một mạng, của người ở các cơ quan khác nhau",
        "many answers from one kind of device on one network, by people of different offices",
    ),
    "handed": Text(
        "đường dẫn được trao tay thay cho thư", "links handed over by hand in place of the letter"
    ),
    "machine": Text(
        "nhiều phiếu của một danh sách từ một loại thiết bị trên một mạng",
        "many answers of one list from one kind of device on one network",
    ),
    "speed": Text("trả lời nhanh hơn một giây mỗi câu", "answered faster than a second a question"),
    "straight": Text("chọn một phương án cho mọi câu hỏi", "one option throughout"),
}
METHOD = Text(
    "Mỗi đơn vị được so với các đơn vị khác của bộ chỉ số theo từng nhóm: xác suất beta-nhị thức có"
    " tính chênh lệch bình thường giữa các đơn vị; kiểm soát tỷ lệ báo nhầm theo Benjamini–Hochberg"
    " (1995). Dấu hiệu không phải là bằng chứng: cần nghe đơn vị giải trình.",
    "Each unit is compared with the others of its index, group by group: beta-binomial tails that"
    " allow for how much honest units differ; false alarms are controlled after Benjamini and"
    " Hochberg (1995). A signal proves nothing: hear the unit.",
)
# The kinds of steps that the unit does not see.
_INTERNAL = ("opened",)


def signal(computed: Signal) -> dict[str, Any]:
    """A signal; `chance` has three significant digits."""
    return {
        "signal": computed.signal,
        "title": text(TITLES[computed.signal]),
        "group": computed.group or None,
        "seen": computed.seen,
        "of": computed.of,
        "expected": round(computed.expected, 2),
        "chance": float(f"{computed.chance:.3g}"),
        "flagged": computed.flagged,
    }


def excess(frequent: Excess) -> dict[str, Any]:
    """A signal that is too frequent in the whole index."""
    return {
        "signal": frequent.signal,
        "title": text(TITLES[frequent.signal]),
        "seen": frequent.seen,
        "of": frequent.of,
        "usual": frequent.usual,
    }


def units(
    noticed: Iterable[Signal], known: Mapping[str, Unit], cases: Iterable[Case]
) -> list[dict[str, Any]]:
    """The signals by unit, units with flags first."""
    states = {case.unit: case.state for case in cases}
    by_unit: dict[str, list[Signal]] = {}
    for computed in noticed:
        by_unit.setdefault(computed.unit, []).append(computed)
    shown = [
        _unit_signals(known[unit], signals, states.get(unit)) for unit, signals in by_unit.items()
    ]
    return sorted(shown, key=lambda row: (not row["flagged"], row["unit"]))


def _unit_signals(unit: Unit, signals: list[Signal], case_state: str | None) -> dict[str, Any]:
    return {
        "unit": unit.id,
        "name": text(unit.name),
        "flagged": any(computed.flagged for computed in signals),
        "case": case_state,
        "signals": list(map(signal, signals)),
    }


def case(opened: Case, known: Mapping[str, Unit]) -> dict[str, Any]:
    """A case with all its signals and steps."""
    return {
        "unit": opened.unit,
        "name": text(known[opened.unit].name),
        "index": opened.index,
        "state": opened.state,
        "signals": [signal(computed) for computed in opened.signals],
        "steps": [_step(step) for step in opened.steps],
    }


def step(taken: CaseStep) -> dict[str, Any]:
    """What the steps of both kinds of cases have in common."""
    return {
        "kind": taken.kind,
        "at": taken.at,
        "by": taken.by,
        "text": taken.text,
        "reply_until": taken.reply_until,
        "public": taken.public,
    }


def _step(taken: CaseStep) -> dict[str, Any]:
    return {**step(taken), "effect": _effect(taken.effect) if taken.effect else None}


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        name: {"index": place.index, "rank": place.rank}
        for name, place in (("before", effect.before), ("after", effect.after))
    }


def of_unit(case: Case, now: datetime) -> dict[str, Any]:
    """A case as the unit sees it: without signals and names, and without the opening."""
    steps = [
        {"kind": step.kind, "at": step.at, "text": step.text, "reply_until": step.reply_until}
        for step in case.steps
        if step.kind not in _INTERNAL
    ]
    until = case.note.reply_until if case.note and case.state == "open" else None
    return {
        "state": case.state,
        "reply_until": until if until and now < until else None,
        "steps": steps,
    }
