"""Breakdowns and waterfalls as plain text for a terminal, Vietnamese with English beside it.

Figures are shown with four decimals; as the exact ones they add up, and what rounding the published
figures adds is a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from chalicelib.domain.decimals import comma, fixed, two
from chalicelib.domain.results.breakdowns import Breakdown, Loss, RankChange
from chalicelib.domain.results.rankings import RankedUnit, Ranking
from chalicelib.domain.results.waterfalls import NOT_COMPARABLE, AreaSteps, Step, Waterfall
from chalicelib.domain.results.year_on_year import YearOnYear
from chalicelib.domain.rounds.indexes import Index

# Why criteria of two years do not compare (`year_on_year.CHANGES`).
_CHANGES = {
    "new": "mới / new",
    "gone": "không còn / gone",
    "split": "tách ra / split",
    "method": "cách chấm khác / other method",
    "maximum": "điểm tối đa khác / other maximum",
    "rule": "cách tính khác / other rule",
}
_WIDTH = 12


def breakdown_text(breakdown: Breakdown, ranking: Ranking) -> str:
    """Why a unit has its rank."""
    mean, above = breakdown.against_mean, breakdown.above
    parts = [
        _head("Vì sao thứ hạng này / Why this rank", [_unit(breakdown.entry)]),
        _losses(breakdown.losses, ranking.index),
    ]
    if mean:
        parts.append(_waterfall("So với trung bình / Against the mean", mean, ranking.index))
    if above and breakdown.against_above:
        title = f"So với đơn vị hạng trên / Against one rank above: {_unit(above)}"
        parts.append(_waterfall(title, breakdown.against_above, ranking.index))
    parts.append(_rank_changes(breakdown))
    return "\n".join(part for part in parts if part)


def against_text(waterfall: Waterfall, one: RankedUnit, other: RankedUnit, index: Index) -> str:
    """The difference of the indexes of two units."""
    title = f"Chênh lệch / Difference: {_unit(one)} – {_unit(other)}"
    return _waterfall(title, waterfall, index)


def year_text(year: YearOnYear, index: Index, before: Index) -> str:
    """A unit against the year before."""
    units = "; ".join(map(_unit, year.before))
    text = _waterfall(
        f"So với năm trước / Against last year: {units}", year.waterfall, index, before
    )
    if not year.reorganised:
        return text
    return text + (
        "  Đơn vị đã được sắp xếp lại: so với trung bình các đơn vị tiền thân, chỉ để tham khảo.\n"
        "  The unit was reorganised: compared with the mean of its predecessors, for orientation.\n"
    )


def _head(title: str, lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in (title, *(f"  {line}" for line in lines)))


def _unit(entry: RankedUnit) -> str:
    rank = "không xếp hạng / not ranked" if entry.rank is None else f"hạng / rank {entry.rank}"
    unit = entry.score.unit
    return f"{unit.name.vi} ({unit.id}), {rank}, {comma(two(entry.score.index))}"


def _figure(value: Fraction | None, signed: bool = False) -> str:
    if value is None:
        return "–".rjust(_WIDTH)
    text = comma(fixed(value, 4))
    return (f"+{text}" if signed and value > 0 else text).rjust(_WIDTH)


def _losses(losses: Sequence[Loss], index: Index) -> str:
    """What was lost, the most first; criteria with full points are counted."""
    lost = sorted((loss for loss in losses if loss.lost > 0), key=lambda loss: -loss.lost)
    columns = ("điểm/points", "tối đa/max", "mất/lost", "TB mất/mean", "trên/above")
    heads = "".join(name.rjust(_WIDTH) for name in columns)
    rows = [
        "".join(map(_figure, (loss.points, loss.maximum, loss.lost, loss.mean, loss.above)))
        + f"  {loss.leaf} {index.leaves[loss.leaf].title.vi}"
        for loss in lost
    ]
    full = len(losses) - len(lost)
    return _head(
        "Điểm mất ở đâu, tính theo điểm của chỉ số / Where points of the index were lost",
        (heads, *rows, f"{full} tiêu chí đạt điểm tối đa / criteria with full points"),
    )


def _waterfall(title: str, waterfall: Waterfall, index: Index, before: Index | None = None) -> str:
    """Its groups and, below each, the steps that differ."""
    titles = {area.code: area.title.vi for area in index.areas}
    lines = []
    for group in waterfall.groups:
        lines.append(_line(group.difference, _group(group, titles)))
        lines += [
            _line(step.difference, f"  {_step(step, index, before or index)}")
            for step in group.steps
            if step.difference
        ]
    if waterfall.adjustments:
        lines.append(_line(waterfall.adjustments, "Điểm thưởng, điểm phạt / Bonus and penalty"))
    lines.append(_line(waterfall.rounding, "Làm tròn số công bố / Rounding of published figures"))
    lines.append(_line(waterfall.published, "Chênh lệch công bố / Difference as published"))
    return _head(title, lines)


def _line(value: Fraction, text: str) -> str:
    return f"{_figure(value, signed=True)}  {text}"


def _group(group: AreaSteps, titles: Mapping[str, str]) -> str:
    if group.code == NOT_COMPARABLE:
        return "Không so sánh được / Not comparable"
    return f"{group.code} {titles.get(group.code, '')}"


def _step(step: Step, index: Index, before: Index) -> str:
    match = step.match
    code = ", ".join(match.codes or match.others)
    leaf = index.leaves[match.codes[0]] if match.codes else before.leaves[match.others[0]]
    changes = "; ".join(_CHANGES[change] for change in match.changes)
    return f"{code} {leaf.title.vi}" + (f" ({changes})" if changes else "")


def _rank_changes(breakdown: Breakdown) -> str:
    lines = []
    if rise := breakdown.rise:
        lines.append(
            f"Thêm {_points(rise)} điểm thì vượt / more points to pass {_unit(rise.neighbour)}"
        )
        lines.append(f"  Một mình đủ / enough alone: {_codes(rise)}")
    if fall := breakdown.fall:
        lines.append(
            f"Mất hơn {_points(fall)} điểm thì sau / points lost, or more, to fall behind"
            f" {_unit(fall.neighbour)}"
        )
        lines.append(f"  Một mình đủ / enough alone: {_codes(fall)}")
    title = "Điều gì làm đổi thứ hạng / What would have changed the rank"
    return _head(title, lines) if lines else ""


def _points(change: RankChange) -> str:
    return comma(fixed(change.points, 4))


def _codes(change: RankChange) -> str:
    return ", ".join(change.leaves) or "không tiêu chí nào / no criterion"
