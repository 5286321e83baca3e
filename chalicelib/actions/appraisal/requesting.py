"""Requesting explanations: a member asks a unit about a criterion while the first pass is open."""

from __future__ import annotations

from datetime import datetime

from chalicelib.actions.appraisal import allowing
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current
from chalicelib.domain.assessment.explanation_requests import ExplanationRequest
from chalicelib.domain.criteria.tree import APPRAISED
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NotSubmitted, Problem
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit, sheets
from chalicelib.store import explanation_requests as store


def ask(
    place: Place, leaf: str, question: str, seen: int, by: Account, now: datetime
) -> ExplanationRequest:
    """Ask the unit, in words, about a leaf; an empty question withdraws the request. `seen` is the
    version of the request that the member saw, 0 for none; the same request sent again changes
    nothing.

    Raises WindowClosed unless the first pass is open for the unit, NotSubmitted, Forbidden for a
    leaf that is not assigned, Invalid for one that the council does not appraise,
    ChangedMeanwhile.
    """
    current.require_open(place.round.id, "appraisal_first", now, place.unit.id)
    if leaf not in place.index.leaves or place.index.leaf(leaf).method not in APPRAISED:
        raise Invalid(
            errors=[
                Problem(
                    leaf,
                    f"Hội đồng không chấm tiêu chí {leaf} của đơn vị này",
                    f"The council does not appraise a criterion {leaf} of this unit",
                    "unknown_leaf",
                )
            ]
        )
    allowing.require_assigned(place, [leaf], by)
    assessed = sheets.key(place.round.id, place.unit.id, "self_assessment")
    if sheets.get(assessed).submission is None:
        raise NotSubmitted
    kept = {each.leaf: each for each in store.list_requests(place.round.id, place.unit.id)}
    before = kept.get(leaf)
    version = before.version if before else 0
    if before and (before.question, before.by, version) == (question, by.email, seen + 1):
        return before
    made = ExplanationRequest(leaf, question, by.email, now, seen + 1)
    act = audit.act_of(
        place.round.id,
        now,
        by.email,
        "ask_explanation" if question else "withdraw_question",
        f"{place.unit.id}/{leaf}",
        question,
    )
    if version != seen or not store.put(place.round.id, place.unit.id, made, act):
        raise ChangedMeanwhile(
            "Câu hỏi này vừa được người khác sửa; hãy tải lại trang rồi xem.",
            "Somebody else changed this question meanwhile; load the page again.",
        )
    return made
