"""What each route may refuse and which query parameters it reads: what the API's description adds
to the declarations.

Tests hold every refusal of a real call against this.
"""

from __future__ import annotations

from chalicelib.api import problems
from chalicelib.api.routing import SIGNED_IN, Route
from chalicelib.domain import errors
from chalicelib.domain.errors import Refusal

_Kinds = tuple[type[Refusal], ...]

_INDEX = {"index": "the index, where several have the group"}
_LANGUAGE = {"lang": "`vi` (default) or `en`"}
QUERIES: dict[str, dict[str, str]] = {
    "GET /api/ops/rounds/{round}/lists/{group}": _INDEX,
    "PUT /api/ops/rounds/{round}/lists/{group}": _INDEX,
    "POST /api/ops/rounds/{round}/lists/send": {
        "index": "the index whose lists are sent; all if left out"
    },
    "GET /api/units/{round}/{unit}/lists/{group}": _INDEX,
    "PUT /api/units/{round}/{unit}/lists/{group}": _INDEX,
    "POST /api/units/{round}/{unit}/lists/send": {
        "index": "the index whose lists are sent; all if left out"
    },
    "POST /api/units/{round}/{unit}/lists/{group}/nudge": _INDEX,
    "GET /api/units/{round}/{unit}/lists/{group}/people": _INDEX,
    "POST /api/units/{round}/{unit}/lists/{group}/corrections": _INDEX,
    "GET /api/ops/rounds/{round}/lists/{group}/people": _INDEX,
    "GET /api/ops/rounds/{round}/units/{unit}/lists/{group}/people": _INDEX,
    "POST /api/ops/rounds/{round}/lists/{group}/corrections": _INDEX,
    "GET /api/units/{round}/{unit}/history": {
        "leaf": "one leaf; all of them, page by page, if left out",
        "before": "an instant: only what is older",
    },
    "GET /api/units/{round}/{unit}/supplement/history": {
        "leaf": "one leaf; all of them, page by page, if left out",
        "before": "an instant: only what is older",
    },
    "GET /": _LANGUAGE,
    "GET /rankings/{round}/{index}": _LANGUAGE,
    "GET /static/{name}": {"v": "the content's hash; with it the file may be kept for good"},
}

_LOCKED: _Kinds = (errors.WindowClosed, errors.AlreadySubmitted, errors.ChangedMeanwhile)
_SUPPLEMENT: _Kinds = (errors.WindowClosed, errors.ChangedMeanwhile, errors.NotSubmitted)
_LINK: _Kinds = (errors.LinkInvalid, errors.WindowClosed, errors.AlreadyAnswered)
_CORRECTING: _Kinds = (errors.WindowClosed, errors.Conflict, errors.ChangedMeanwhile)
_SIGN_IN: _Kinds = (errors.SignInRequired,)
_OPS, _UNIT, _COUNCIL = (
    "/api/ops/rounds/{round}",
    "/api/units/{round}/{unit}",
    "/api/council/{round}/{unit}",
)
# Beyond what follows from audience, path and body.
_OWN: dict[str, _Kinds] = {
    "POST /api/session": (*_SIGN_IN, errors.PasswordChangeRequired, errors.SecondFactorRequired),
    "POST /api/session/password": (*_SIGN_IN, errors.SecondFactorRequired),
    "POST /api/session/second-factor": (*_SIGN_IN, errors.SecondFactorRequired),
    f"POST {_OPS}/accounts/{{sub}}/disable": (errors.Conflict,),
    "POST /api/session/refresh": _SIGN_IN,
    "DELETE /api/session": _SIGN_IN,
    f"PUT {_OPS}": (errors.RoundInUse,),
    f"POST {_OPS}/windows/{{window}}/open": (errors.Conflict, errors.WindowClosed),
    f"POST {_OPS}/windows/{{window}}/close": (errors.Conflict, errors.WindowClosed),
    f"POST {_OPS}/units/{{unit}}/windows/{{window}}/open": (errors.Conflict, errors.WindowClosed),
    f"POST {_OPS}/units/{{unit}}/windows/{{window}}/close": (errors.Conflict, errors.WindowClosed),
    f"GET {_OPS}/lists/{{group}}": (errors.Invalid,),
    f"PUT {_OPS}/lists/{{group}}": _LOCKED,
    f"POST {_OPS}/list-form/keep": _LOCKED,
    f"POST {_OPS}/list-exceptions/{{lister}}/{{exception}}/decide": (errors.Conflict,),
    f"POST {_OPS}/lists/send": (*_LOCKED, errors.Invalid),
    f"POST {_OPS}/invite": (errors.WindowClosed,),
    f"POST {_OPS}/seal": (errors.Conflict, errors.WindowClosed),
    f"GET {_OPS}/signals/{{index}}": (errors.Conflict,),
    f"POST {_OPS}/cases/{{unit}}": (errors.Conflict, errors.ChangedMeanwhile),
    f"POST {_OPS}/cases/{{unit}}/note": (errors.Conflict, errors.ChangedMeanwhile),
    f"POST {_OPS}/cases/{{unit}}/decide": (errors.Conflict, errors.ChangedMeanwhile),
    f"POST {_OPS}/cases/{{unit}}/reverse": (errors.Conflict, errors.ChangedMeanwhile),
    f"POST {_UNIT}/case/reply": (errors.Conflict, errors.ChangedMeanwhile),
    f"POST {_OPS}/rankings": (errors.Conflict,),
    f"GET {_UNIT}/history": (errors.Invalid,),
    f"GET {_UNIT}/supplement/history": (errors.Invalid,),
    f"POST {_UNIT}/supplement/sheet": _SUPPLEMENT,
    f"POST {_UNIT}/supplement/evidence/forms": _SUPPLEMENT,
    f"POST {_UNIT}/supplement/evidence": _SUPPLEMENT,
    f"PUT {_UNIT}/supplement/evidence/{{evidence}}": _SUPPLEMENT,
    f"POST {_UNIT}/supplement/evidence/{{evidence}}/remove": _SUPPLEMENT,
    f"PUT {_UNIT}/assignments": (errors.ChangedMeanwhile,),
    f"PUT {_UNIT}/contacts": (errors.ChangedMeanwhile,),
    f"POST {_UNIT}/carry-over": _LOCKED,
    f"POST {_UNIT}/sheet": _LOCKED,
    f"POST {_UNIT}/evidence/forms": _LOCKED,
    f"POST {_UNIT}/evidence": _LOCKED,
    f"PUT {_UNIT}/evidence/{{evidence}}": _LOCKED,
    f"POST {_UNIT}/evidence/{{evidence}}/remove": _LOCKED,
    f"POST {_UNIT}/submit": (*_LOCKED, errors.ApprovalMissing, errors.ReportMissing),
    f"POST {_UNIT}/approve": _LOCKED,
    f"POST {_UNIT}/report/forms": (*_LOCKED, errors.ApprovalMissing),
    f"POST {_UNIT}/report": (*_LOCKED, errors.ApprovalMissing),
    f"GET {_UNIT}/report/link": (errors.ApprovalMissing, errors.ReportMissing),
    f"POST {_OPS}/faults/{{unit}}/{{fault}}/answer": (errors.Conflict, errors.ChangedMeanwhile),
    f"POST {_OPS}/faults/{{unit}}/{{fault}}/close": (errors.ChangedMeanwhile,),
    f"POST {_UNIT}/faults": (errors.Conflict,),
    "POST /public/v1/receipts/check": (errors.NotFound,),
    f"GET {_UNIT}/lists/{{group}}": (errors.Invalid,),
    f"PUT {_UNIT}/lists/{{group}}": _LOCKED,
    f"POST {_UNIT}/list-form/keep": _LOCKED,
    f"POST {_UNIT}/list-exceptions": _LOCKED,
    f"GET {_OPS}/lists/{{group}}/people": (errors.Invalid,),
    f"POST {_OPS}/lists/{{group}}/corrections": _CORRECTING,
    f"POST {_OPS}/corrections/{{correction}}": _CORRECTING,
    f"GET {_OPS}/units/{{unit}}/lists/{{group}}/people": (errors.Invalid,),
    f"PUT {_OPS}/questionnaires": (errors.RoundInUse, errors.ChangedMeanwhile),
    f"POST {_OPS}/links": (errors.WindowClosed, errors.Conflict),
    f"GET {_UNIT}/lists/{{group}}/people": (errors.Invalid,),
    f"POST {_UNIT}/lists/{{group}}/corrections": _CORRECTING,
    f"POST {_UNIT}/lists/{{group}}/nudge": (errors.WindowClosed, errors.Conflict, errors.Invalid),
    f"POST {_UNIT}/lists/send": (*_LOCKED, errors.Invalid),
    f"POST {_COUNCIL}/appraisals": (errors.WindowClosed, errors.ChangedMeanwhile),
    "POST /api/respond/open": _LINK,
    "POST /api/respond/answer": _LINK,
}


def refusals_of(route: Route) -> list[type[Refusal]]:
    """Every kind of refusal that a call of the route may meet, by status."""
    kinds: list[type[Refusal]] = [errors.TooManyRequests, errors.Unexpected]
    if route.audience in SIGNED_IN:
        kinds += [errors.SignInRequired, errors.Forbidden]
    if route.body:
        kinds += [errors.Malformed, errors.TooLarge, errors.Invalid]
    if "{" in route.path:
        kinds.append(errors.NotFound)
    kinds += _OWN.get(f"{route.method} {route.path}", ())
    return sorted(dict.fromkeys(kinds), key=lambda kind: (problems.status_of_kind(kind), kind.code))
