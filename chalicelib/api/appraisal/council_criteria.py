"""Council members: the round, its criteria, one of them across all units, the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import allowing, appraising, comparing, looking_back, seconding
from chalicelib.actions.assessment import assessing
from chalicelib.actions.rounds import current
from chalicelib.api.appraisal import views
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import text, windows
from chalicelib.domain import decimals

if TYPE_CHECKING:
    from chalicelib.actions.appraisal.appraising import AppraisedUnit
    from chalicelib.actions.places import Place
    from chalicelib.domain.criteria.tree import Area, Leaf
    from chalicelib.domain.rounds.round import Index, Round

routes = Routes(__name__)


def _place(request: Request[Any]) -> Place:
    """The self-assessment of the unit in the path; Forbidden for others than the council."""
    request.by.require_council(request.path["round"])
    return places.place(request.path["round"], request.path["unit"], "self_assessment", request.now)


@routes.on(
    "GET",
    "/api/council/{round}/state",
    audience="council",
    reply="appraisal.replies.CouncilStateReply",
)
def show_state(request: Request[None]) -> Any:
    """The windows of the round, and the areas of which the person appraises something."""
    round_id = request.path["round"]
    request.by.require_council(round_id)
    round_ = current.get(round_id, request.now)
    mine = _mine(round_, request)
    return {
        "round": round_.id,
        "title": text(round_.title),
        "windows": windows(current.timetable(round_id, request.now), request.now),
        "second_scores": bool(round_.second_share),
        "objections": round_.objection_days is not None,
        "indexes": [
            {
                "index": index.id,
                "title": text(index.title),
                "areas": {area.code: text(area.title) for area in index.areas},
                "mine": [
                    area.code
                    for area in index.areas
                    if any((index.id, leaf.code) in mine for leaf in area.leaves)
                ],
            }
            for index in round_.indexes
        ],
    }


@routes.on(
    "GET",
    "/api/council/{round}/criteria",
    audience="council",
    reply="appraisal.replies.CouncilIndexesReply",
)
def list_criteria(request: Request[None]) -> Any:
    """Every criterion that the council appraises, and how many units have a value for it."""
    from chalicelib.domain.criteria.tree import APPRAISED

    round_id = request.path["round"]
    request.by.require_council(round_id)
    rows = appraising.overview(round_id, request.now)
    round_ = current.get(round_id, request.now)
    mine = _mine(round_, request)
    return {
        "indexes": [
            {
                "index": index.id,
                "title": text(index.title),
                "areas": {area.code: text(area.title) for area in index.areas},
                "criteria": [
                    _progress(leaf, area, index, rows, (index.id, leaf.code) in mine)
                    for area in index.areas
                    for leaf in area.leaves
                    if leaf.method in APPRAISED
                ],
            }
            for index in round_.indexes
        ]
    }


def _mine(round_: Round, request: Request[Any]) -> set[tuple[str, str]]:
    """Index and leaf of everything that the person appraises in any unit."""
    units = current.units(round_.id, request.now)
    may = allowing.allowed_of(round_, list(units.values()), request.by)
    return {(units[unit].index, leaf) for unit, each in may.items() for leaf in each.appraises}


def _progress(
    leaf: Leaf, area: Area, index: Index, rows: list[AppraisedUnit], mine: bool
) -> dict[str, Any]:
    taking = [
        row for row in rows if row.unit.index == index.id and leaf.code in row.leaves[area.code]
    ]
    return {
        "criterion": leaf.code,
        "area": area.code,
        "title": text(leaf.title),
        "method": leaf.method,
        "maximum": decimals.two(leaf.max),
        "mine": mine,
        "appraised": sum(leaf.code not in row.waiting[area.code] for row in taking),
        "units": len(taking),
    }


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/criteria",
    audience="council",
    reply="appraisal.replies.CouncilCriteriaReply",
)
def show_criteria(request: Request[None]) -> Any:
    """The criteria tree of the unit's index; each criterion with points says whether it applies to
    the unit and is assigned to the member.
    """
    place = _place(request)
    tree = assessing.criteria(place)
    mine = set(allowing.allowed(place, request.by).appraises)
    for area in tree["areas"]:
        for criterion in area["criteria"]:
            for leaf in criterion.get("leaves") or [criterion]:
                leaf["mine"] = leaf["code"] in mine
    return tree


@routes.on(
    "GET",
    "/api/council/{round}/{unit}/previous",
    audience="council",
    reply="appraisal.replies.BeforeReply",
)
def show_previous(request: Request[None]) -> Any:
    """What the council gave the unit for the same criteria in the latest earlier round."""
    found = looking_back.before(_place(request), request.now)
    if found is None:
        return {"round": None, "title": None, "year": None, "criteria": {}}
    round_, leaves = found
    return {
        "round": round_.id,
        "title": text(round_.title),
        "year": round_.year,
        "criteria": {code: views.before(leaf) for code, leaf in leaves.items()},
    }


@routes.on(
    "GET",
    "/api/council/{round}/indexes/{index}/criteria/{criterion}",
    audience="council",
    reply="appraisal.replies.AcrossReply",
)
def show_across(request: Request[None]) -> Any:
    """One criterion of all units of an index, side by side."""
    round_id = request.path["round"]
    request.by.require_council(round_id)
    index, area, leaf = comparing.find_leaf(
        round_id, request.path["index"], request.path["criterion"], request.now
    )
    cases = comparing.across(round_id, index, leaf, request.now)
    may = allowing.allowed_of(
        current.get(round_id, request.now), [case.unit for case in cases], request.by
    )
    mine = {unit: leaf.code in each.appraises for unit, each in may.items()}
    hidden = seconding.hidden_at(round_id, leaf.code, request.by, request.now)
    return {
        "index": index.id,
        "title": text(index.title),
        "area": text(area.title),
        "mine": any(mine.values()),
        "criterion": _as_loaded(round_id, index.id, leaf.code),
        "units": [
            {
                **views.case(case, leaf),
                **({"appraisals": {}} if case.unit.id in hidden else {}),
                "mine": mine[case.unit.id],
            }
            for case in cases
        ],
    }


def _as_loaded(round_id: str, index_id: str, code: str) -> dict[str, Any]:
    """The leaf's own JSON as it was loaded (contract §2)."""
    document = current.document(round_id)
    index = next(index for index in document["indexes"] if index["id"] == index_id)
    leaves: list[dict[str, Any]] = [
        leaf
        for area in index["areas"]
        for criterion in area["criteria"]
        for leaf in criterion.get("leaves") or [criterion]
    ]
    return next(leaf for leaf in leaves if leaf["code"] == code)
