"""How signals and cases look in JSON."""

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
# What only those who look into a case see.
_INTERNAL = ("opened",)


def signal(found: Signal) -> dict[str, Any]:
    """A signal; the chance to three significant digits."""
    return {
        "signal": found.signal,
        "title": text(TITLES[found.signal]),
        "group": found.group or None,
        "seen": found.seen,
        "of": found.of,
        "expected": round(found.expected, 2),
        "chance": float(f"{found.chance:.3g}"),
        "flagged": found.flagged,
    }


def excess(found: Excess) -> dict[str, Any]:
    """A signal too frequent in the whole index."""
    return {
        "signal": found.signal,
        "title": text(TITLES[found.signal]),
        "seen": found.seen,
        "of": found.of,
        "usual": found.usual,
    }


def units(
    noticed: Iterable[Signal], known: Mapping[str, Unit], cases: Iterable[Case]
) -> list[dict[str, Any]]:
    """By unit, those with flags first."""
    states = {case.unit: case.state for case in cases}
    by_unit: dict[str, list[Signal]] = {}
    for each in noticed:
        by_unit.setdefault(each.unit, []).append(each)
    shown = [
        {
            "unit": unit,
            "name": text(known[unit].name),
            "flagged": any(each.flagged for each in its),
            "case": states.get(unit),
            "signals": [signal(each) for each in its],
        }
        for unit, its in by_unit.items()
    ]
    return sorted(shown, key=lambda each: (not each["flagged"], each["unit"]))


def case(found: Case, known: Mapping[str, Unit]) -> dict[str, Any]:
    """The whole file."""
    return {
        "unit": found.unit,
        "name": text(known[found.unit].name),
        "index": found.index,
        "state": found.state,
        "signals": [signal(each) for each in found.signals],
        "steps": [_step(each) for each in found.steps],
    }


def _step(step: CaseStep) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "at": step.at,
        "by": step.by,
        "text": step.text,
        "reply_until": step.reply_until,
        "public": step.public,
        "effect": _effect(step.effect) if step.effect else None,
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        name: {"index": place.index, "rank": place.rank}
        for name, place in (("before", effect.before), ("after", effect.after))
    }


def of_unit(found: Case, now: datetime) -> dict[str, Any]:
    """What the unit sees: no signal, no name, and nothing before it was first written to."""
    steps = [
        {"kind": each.kind, "at": each.at, "text": each.text, "reply_until": each.reply_until}
        for each in found.steps
        if each.kind not in _INTERNAL
    ]
    until = found.note.reply_until if found.note and found.state == "open" else None
    return {
        "state": found.state,
        "reply_until": until if until and now < until else None,
        "steps": steps,
    }
