"""Second scores as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from chalicelib.api.appraisal import views
from chalicelib.api.assessment import sheet_views
from chalicelib.api.views import text
from chalicelib.domain import decimals

if TYPE_CHECKING:
    from chalicelib.actions.appraisal.settling import SecondScores
    from chalicelib.domain.appraisal.consistency import MemberConsistency
    from chalicelib.domain.appraisal.second_scores import Draw, Pair
    from chalicelib.domain.assessment.sheets import Entry
    from chalicelib.domain.criteria.tree import Leaf
    from chalicelib.domain.rounds.units import Unit


def drawn(made: Draw) -> dict[str, Any]:
    """A draw, without what it was drawn from."""
    return {
        "seed": made.seed,
        "share": decimals.plain(made.share),
        "by": made.by,
        "at": made.at,
        "assignments": made.assignments,
        "frame": len(made.frame),
        "sample": len(made.sample),
    }


def frame(made: Draw) -> dict[str, Any]:
    """A draw with everything that it was drawn from."""
    sampled = {row.case for row in made.sample}
    rows = [
        {
            "unit": row.unit,
            "criterion": row.leaf,
            "first": row.first,
            "sampled": row.case in sampled,
        }
        for row in made.frame
    ]
    return {**drawn(made), "rows": rows}


def scores(
    found: SecondScores, units: Mapping[str, Unit], document: Mapping[str, Any]
) -> dict[str, Any]:
    """The members of the reply that follow from a draw; `document` is the round's own."""
    loaded = _loaded(document)
    return {
        "drawn": drawn(found.draw),
        "given": len(found.given),
        "seconds": [
            {"member": member, "dealt": dealt, "given": given}
            for member, (dealt, given) in found.dealt.items()
        ],
        "undealt": [{"unit": unit, "criterion": leaf} for unit, leaf in found.undealt],
        "pairs": [pair(each, units[each.case[0]], loaded) for each in found.pairs],
        "counts": dict(found.states),
        "members": [_member(each) for each in found.members],
    }


def pair(
    found: Pair, unit: Unit, loaded: Mapping[tuple[str, str], dict[str, Any]]
) -> dict[str, Any]:
    """Both values of a criterion of a unit."""
    settled = found.settlement
    return {
        "unit": unit.id,
        "name": text(unit.name),
        "index": unit.index,
        "criterion": found.leaf.code,
        "title": text(found.leaf.title),
        "maximum": decimals.two(found.leaf.max),
        "loaded": loaded[unit.index, found.leaf.code],
        "first": _entry(found.first, found.leaf),
        "second": _entry(found.second, found.leaf),
        "state": found.state,
        "marks": found.marks,
        "settlement": settled
        and {"how": settled.how, "reason": settled.reason, "by": settled.by, "at": settled.at},
    }


def _loaded(document: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Every leaf's own JSON by index and code."""
    return {
        (index["id"], leaf["code"]): leaf
        for index in document["indexes"]
        for area in index["areas"]
        for criterion in area["criteria"]
        for leaf in criterion.get("leaves") or [criterion]
    }


def _entry(entry: Entry, leaf: Leaf) -> dict[str, Any]:
    from chalicelib.domain.assessment.sheets import as_json

    return views.comment({**as_json(entry), "points": sheet_views.points(leaf, entry)})


def _member(found: MemberConsistency) -> dict[str, Any]:
    interval = found.interval
    return {
        "member": found.member,
        "pairs": found.pairs,
        "mean": interval and _share(interval.mean),
        "low": interval and _share(interval.low),
        "high": interval and _share(interval.high),
    }


def _share(value: Decimal) -> str:
    return f"{value:.4f}"
