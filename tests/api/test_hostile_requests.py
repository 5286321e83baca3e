"""Whatever is sent, the answer is a proper one: a success or a problem that names the fault, never
a fault of ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import quote

import pytest

import app
from chalicelib.api.serving import problems, serve
from chalicelib.api.serving.routing import AUDIENCES, ROUTES, Route
from chalicelib.aws import sign_in
from tests import scoring_story as story
from tests.api import hostile_headers
from tests.api.conftest import OPS
from tests.fake_aws import Aws
from tests.site import PASSWORD, Site
from tests.small_round import ROUND, document, unit_rows

pytestmark = pytest.mark.long

TIMES = 25
HEADERS_TRIED = 5
MEMBER = "hoi-dong@example.test"
LATER = "2026-11-20T06:00:00Z"
REASON = {"reason": "thử"}
SAVE = {
    "save_id": "save-0001",
    "entries": [{"leaf": "1.2", "value": {"count": 3}, "explanation": "ba", "version": 0}],
}
PERSON = {"name": "Người trả lời 0001", "email": "nguoi-0001@example.test", "rates": "so-a"}
# A good body for every model that a route takes.
BODIES: dict[str, dict[str, Any]] = {
    "SignIn": {"email": OPS, "password": PASSWORD},
    "NewPassword": {"email": OPS, "challenge": "x" * 40, "new_password": PASSWORD},
    "SecondFactor": {"email": OPS, "challenge": "x" * 40, "code": "123456"},
    "ChangePassword": {"password": PASSWORD, "new_password": "Mật khẩu khác 2027"},
    "ConfirmSecondFactor": {"code": "123456"},
    "Because": REASON,
    "KeepAssignments": {
        "assignments": [{"leaf": "1.2", "to": "Văn phòng", "due": "2026-11-18"}],
        "version": 0,
    },
    "KeepContacts": {"contacts": [{"kind": "technical", "name": "Người trực 01", "phone": "0"}]},
    "ReadNotices": {"ids": ["reopened-x"]},
    "CarryOver": {"from": ROUND, "save_id": "carry-0001"},
    "LoadRound": {"round": document(), "units": unit_rows()},
    "OpenWindow": {"until": LATER, **REASON},
    "CloseWindow": REASON,
    "NewAccounts": {
        "accounts": [
            {
                "email": "moi@example.test",
                "name": "Mới",
                "role": "council",
                "areas": ["departments/1"],
            }
        ]
    },
    "RulingFile": {"content": "TG/huqFpO8SQxqFuIHbhu4s="},
    "AccountFile": {"content": "VGjGsCDEkWnhu4duIHThu60="},
    "NewRulings": {
        "rulings": [
            {"kind": "external", "unit": "so-a", "leaf": "3.2", "value": {"percent": "85.3"}},
            {"kind": "adjustment", "unit": "so-a", "points": "1", "reason": "khen", "id": "a"},
            {"kind": "previous", "unit": "so-a", "index": "90", "rank": 1},
        ]
    },
    "SaveSheet": SAVE,
    "SaveAppraisals": {
        "save_id": "save-0001",
        "pass": 1,
        "entries": [{"leaf": "2.2", "value": {"points": "1"}, "comment": "được", "version": 0}],
    },
    "WantForms": {"files": [{"name": "a.pdf", "size": 10, "type": "application/pdf"}]},
    "ConfirmFile": {"evidence": "abc", "leaves": ["1.2"]},
    "DescribeFile": {"leaves": ["1.2"], "version": 0, "date": "2026-05-01"},
    "Nothing": {},
    "Submit": {"save_id": "submit-01"},
    "Approve": {"save_id": "approve-1", "version": 0},
    "WantedFile": {"name": "a.pdf", "size": 10, "type": "application/pdf"},
    "ConfirmReport": {"evidence": "abc"},
    "PreviewWorkbook": {"content": "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="},
    "CheckReceipt": {
        "round": ROUND,
        "unit": "so-a",
        "submitted_at": LATER,
        "on_time": True,
        "digest": "0" * 64,
        "report_sha256": "0" * 64,
        "report_version": "v",
        "receipt": "0",
        "signature": "x",
        "qr": "",
    },
    "CheckApproval": {"round": ROUND, "unit": "so-a", "digest": "0" * 64},
    "RemoveSecondFactor": {"password": "Mật khẩu của tôi 2026"},
    "Publish": {
        "status": "final",
        "indexes": ["departments"],
        "reason": "x",
        "confirm_gaps": "x",
        "confirmed": [{"gaps": ["so-a/3.1"], **REASON}],
        "drafts": {"departments": 1},
        "typed": "1",
        "at": "2026-12-01T00:00:00Z",
    },
    "ComputeDrafts": {"indexes": ["departments"]},
    "RespondentList": {"respondents": [PERSON]},
    "SealIndex": {"index": "departments", **REASON},
    "OpenLink": {"token": "A" * 24},
    "SendLists": {"acknowledged": True},
    "ListFile": {"content": "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "group": "leaders"},
    "KeepListFile": {"content": "SOG7jSB2w6AgdMOqbg==", "group": "leaders", "basis": "x"},
    "AskExemption": {
        "save_id": "save-0004",
        "group": "leaders",
        "kind": "fewer",
        "people": 3,
        "reason": "khó khăn",
    },
    "NewQuestionnaires": {"document": document()},
    "KeepQuestionnaires": {"earlier": ROUND, "digest": "x"},
    "CarryQuestionnaires": {"draft": {**document(), "id": "thu-2027"}},
    "DecideExemption": {"approve": True, "note": "đồng ý"},
    "ReportIncident": {"save_id": "save-0005", "kind": "sending", "text": "không gửi được"},
    "ReplyToIncident": {"save_id": "save-0006", "text": "đã sửa"},
    "DecideMailing": {"live": True, "addresses": ["thu@example.test"], **REASON},
    "CorrectAddress": {"old": "cu@example.test", "new": "moi@example.test"},
    "DecideCorrection": {"approve": True, **REASON},
    "PersonalLink": {"index": "departments", "email": "nguoi-0001@example.test", **REASON},
    "CaseReason": {"save_id": "save-0001", "text": "phiếu trùng nhau"},
    "NoteToUnit": {"save_id": "save-0002", "text": "đề nghị giải trình", "reply_until": LATER},
    "DecideCase": {"save_id": "save-0003", "decision": "void", "text": "can thiệp", "public": True},
    "AnswerSheet": {"ballot": "x" * 80, "answers": {"q1": 1, "q2": None}},
}
ODD: list[Any] = [
    None,
    True,
    "",
    " ",
    "\0",
    "\ud800",
    "\u202eđảo",
    "x" * 5000,
    "=cmd|'/c'!A1",
    "../../x",
    "1e999",
    "-0",
    0,
    -1,
    1.5,
    10**30,
    [],
    [[]],
    {},
    {"": ""},
    {"vi": 1},
    "2026-13-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00",
    "so-b",
    "9.9",
    {"count": 10**40},
    {"numerator": "0", "denominator": "-0"},
    {"points": "NaN"},
]
NAMES = [
    "so-a",
    ROUND,
    "departments",
    "x",
    "..",
    "\0",
    "đà-nẵng",
    "a b",
    "x" * 3000,
    "%2e",
    "1",
    "self_assessment",
    "leaders",
]
GOOD = {
    "round": ROUND,
    "unit": "so-a",
    "index": "departments",
    "window": "survey",
    "group": "leaders",
    "evidence": "abc",
    "sub": "abc",
    "job": "abc",
    "version": "1",
    "draft": "1",
    "name": "base.css",
    "fault": "abc",
    "lister": "so-a",
    "exception": "abc",
    "correction": "abc",
}


def model_of(route: Route) -> str:
    """The name of the model of a route's body."""
    return (route.body or "").rpartition(".")[2]


def spoilt(body: Any, chance: Random) -> Any:
    """The body with one value somewhere in it replaced, removed, doubled or added."""
    whole = json.loads(json.dumps(body))
    places = list(places_of(whole))
    if not places:
        return chance.choice(ODD)
    holder, key = chance.choice(places)
    act = chance.randrange(8)
    if act == 0:
        del holder[key]
    elif act == 1 and isinstance(holder, list):
        holder.append(holder[key])
    elif act == 1:
        holder["unknown"] = chance.choice(ODD)
    else:
        holder[key] = chance.choice(ODD)
    return whole


def places_of(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (holder, key) in a JSON value."""
    keys: Any = (
        list(value)
        if isinstance(value, dict)
        else range(len(value))
        if isinstance(value, list)
        else ()
    )
    for key in keys:
        yield value, key
        yield from places_of(value[key])


def address(route: Route, chance: Random, wild: bool) -> str:
    """The route's path with good names, or one of them odd."""
    names = {name: quote(value, safe="") for name, value in GOOD.items()}
    if wild:
        name = chance.choice([name for name in GOOD if f"{{{name}}}" in route.path])
        names[name] = quote(chance.choice(NAMES), safe="")
    return route.path.format(**names) + chance.choice(
        ["", "", "?index=x", "?lang=%00", "?index=districts"]
    )


def requests_of(route: Route, chance: Random) -> Iterator[tuple[str, Any]]:
    for _ in range(TIMES if route.body else 0):
        body = spoilt(BODIES[model_of(route)], chance)
        yield (
            address(route, chance, wild=False),
            (spoilt(body, chance) if chance.random() < 0.3 else body),
        )
    for _ in range(TIMES // 2 if "{" in route.path else 1):
        yield address(route, chance, wild="{" in route.path), BODIES.get(model_of(route))


@pytest.fixture
def running(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A round in the middle of its work, with somebody of every kind."""
    story.load()
    story.assess("so-a")
    for unit in ("so-a", "so-b"):
        site.editor(unit)
    site.account(MEMBER, "council")
    cognito = sign_in._client()

    def refuse(**_: object) -> None:
        raise cognito.exceptions.NotAuthorizedException(
            {"Error": {"Code": "NotAuthorizedException"}}, "Challenge"
        )

    begin = cognito.admin_initiate_auth

    def begin_or_refuse(**given: Any) -> Any:
        try:
            return begin(**given)
        except KeyError:
            return refuse()

    # moto answers a made-up challenge or refresh token otherwise than Cognito does.
    monkeypatch.setattr(cognito, "admin_respond_to_auth_challenge", refuse)
    monkeypatch.setattr(cognito, "admin_initiate_auth", begin_or_refuse)
    monkeypatch.setattr(cognito, "revoke_token", lambda **_: {})  # moto has none
    return site


def test_every_body_of_the_application_is_tried() -> None:
    assert app.app.routes
    assert {model_of(route) for route in ROUTES if route.body} == set(BODIES)


def tokens_of(site: Site) -> dict[str, str]:
    """Who asks, by audience; the others need no token."""
    return {
        "account": site.editor("so-b"),
        "unit": site.editor(),
        "council": site.account(MEMBER, "council"),
        "ops": site.by_ops,
    }


def complaint(site: Site, route: Route, path: str, raw: Any, chance: Random) -> str:
    """What is wrong with the reply to a request; nothing, if it is one that the API describes."""
    token = tokens_of(site).get(route.audience, "")
    headers = chance.choice(
        [{}, {"If-None-Match": "x"}, {"If-Modified-Since": "?"}, {"Cookie": "refresh;;="}]
    )
    try:
        answer = site.call(route.method, path, raw, token, headers)
    except Exception as error:  # noqa: BLE001  each offender is named, not the first alone
        return f"{type(error).__name__}: {error}"
    unexplained = answer.status == 422 and "giá trị không hợp lệ" in answer.body.decode()
    return answer.body.decode() if unexplained else ""


def test_no_request_whatever_brings_about_a_problem_of_ours(running: Site, aws: Aws) -> None:
    wrong = []
    for audience in AUDIENCES:
        chance = Random(audience)
        for route in (route for route in ROUTES if route.audience == audience):
            for path, body in requests_of(route, chance):
                raw = body if body is None else json.dumps(body).encode()
                if said := complaint(running, route, path, raw, chance):
                    wrong.append(f"{route.method} {path[:200]} {str(body)[:200]}: {said[:500]}")
    assert wrong == []


def headers_of(route: Route, chance: Random) -> Iterator[tuple[str, dict[str, str], Any]]:
    """Good requests of a route with hostile headers and query strings."""
    path = address(route, chance, wild=False).partition("?")[0]
    body = BODIES.get(model_of(route))
    for _ in range(HEADERS_TRIED):
        query = chance.choice(hostile_headers.QUERIES) if chance.random() < 0.6 else ""
        yield path + query, hostile_headers.some(chance), body


def test_no_header_cookie_or_query_string_brings_about_a_problem_of_ours(
    running: Site, aws: Aws
) -> None:
    wrong = []
    for route in ROUTES:
        chance = Random(f"{route.method} {route.path}")
        token = tokens_of(running).get(route.audience, "")
        for path, headers, body in headers_of(route, chance):
            given = {"Authorization": f"Bearer {token}", **headers} if token else headers
            try:
                running.call(route.method, path, body, "", given)
            except Exception as error:  # noqa: BLE001  each offender is named, not the first alone
                said = f"{type(error).__name__}: {error}"
                wrong.append(f"{route.method} {path[:200]} {str(headers)[:300]}: {said[:300]}")
    assert wrong == []


@pytest.mark.parametrize("since", hostile_headers.DATES)
def test_no_date_keeps_a_published_file_back(running: Site, since: str) -> None:
    asked = {"If-Modified-Since": since}
    answer = running.call("GET", "/public/v1/schemas/ranking.json", headers=asked)
    assert answer.status in (200, 304)


@pytest.mark.parametrize("cookie", hostile_headers.COOKIES)
def test_an_odd_cookie_is_no_sign_in(running: Site, cookie: str) -> None:
    for method, path in (("POST", "/api/session/refresh"), ("DELETE", "/api/session")):
        assert running.call(method, path, headers={"Cookie": cookie}).status in (204, 401)


@pytest.mark.parametrize("method", hostile_headers.METHODS)
def test_a_method_that_an_address_does_not_have_is_refused_in_our_words(
    site: Site, method: str
) -> None:
    known = {(route.method, route.path) for route in ROUTES}
    for path in {route.path for route in ROUTES}:
        allowed = {each for each, of in known if of == path}
        if method in allowed or (method == "HEAD" and "GET" in allowed):
            continue
        answer = site.send(method, path.format(**GOOD), {}, b"")
        assert (answer.status, answer.code) == (405, "method_not_allowed")
        assert allowed <= set(answer.headers["allow"].split(", "))
        assert answer.headers["content-type"] == problems.CONTENT_TYPE
        assert {name.lower() for name in serve.SECURITY_HEADERS} <= answer.headers.keys()
