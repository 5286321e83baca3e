"""The demo's HTTP client against a small scripted server."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from rich.console import Console

from infra.demo.answer_work import AnswerWork, Ballot, token_in
from infra.demo.casting import first_passwords
from infra.demo.client import Refused, Site, Visitor
from infra.demo.crowds import Crowd
from infra.demo.unit_work import upload
from infra.steps import Steps


@dataclass
class Script:
    """Answers to give, one a request, and the requests that came."""

    answers: list[tuple[int, Any]] = field(default_factory=list)
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    def site(self) -> Site:
        return Site(self.url, "app.localhost")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.demo.client._PAUSE", 0)


@pytest.fixture
def script() -> Iterator[Script]:
    made = Script()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_it(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            made.asked.append((self.command, self.path, dict(self.headers), body))
            status, answer = made.answers.pop(0)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the library's name
            """Say nothing."""

    for method in ("GET", "POST", "PUT"):
        setattr(Handler, f"do_{method}", Handler.handle_it)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def crowd(script: Script, site: Site | None = None) -> Crowd:
    return Crowd(Steps(Console(quiet=True)), site or script.site())


def session(token: str = "t") -> dict[str, Any]:
    return {"access_token": token, "expires_in": 900}


def test_a_passing_problem_is_tried_again(script: Script) -> None:
    script.answers = [(503, {}), (429, {}), (200, {"well": 1})]
    assert script.site().json("GET", "/api/health") == {"well": 1}


def test_it_does_not_try_for_ever(script: Script) -> None:
    script.answers = [(500, {"code": "unexpected"})] * 9
    with pytest.raises(Refused, match="after 6 tries"):
        script.site().json("GET", "/api/health")


def test_a_refusal_is_not_repeated_and_shows_the_whole_problem(script: Script) -> None:
    script.answers = [
        (422, {"code": "invalid", "errors": [{"at": "1.1", "detail": "vượt điểm tối đa"}]})
    ]
    with pytest.raises(Refused, match="vượt điểm tối đa") as refused:
        script.site().json("POST", "/api/x", {})
    assert (refused.value.status, refused.value.code) == (422, "invalid")
    assert len(script.asked) == 1


def test_an_answer_that_is_no_json_is_shown_too(script: Script) -> None:
    script.answers = [(403, "Missing Authentication Token")]
    with pytest.raises(Refused, match="Missing Authentication Token"):
        script.site().json("GET", "/nowhere")


def test_nobody_listening_is_an_error_that_names_the_call() -> None:
    with pytest.raises(ConnectionError, match="GET /api/health"):
        Site("http://127.0.0.1:9", "app.localhost").json("GET", "/api/health")


def test_a_first_password_is_changed_at_the_first_sign_in(script: Script) -> None:
    challenge = {"code": "password_change_required", "challenge": "c"}
    script.answers = [(401, challenge), (200, session()), (200, {"ok": True})]
    visitor = Visitor(script.site(), "a@example.test", "first", "/api/units")
    assert visitor.get("/r/u") == {"ok": True}
    change = json.loads(script.asked[1][3])
    assert change["challenge"] == "c"
    assert change["new_password"] == visitor.password != "first"
    assert script.asked[2][1] == "/api/units/r/u"
    assert script.asked[2][2]["Authorization"] == "Bearer t"


def test_somebody_who_does_many_things_at_once_signs_in_once(script: Script) -> None:
    script.answers = [(200, session()), *[(200, {})] * 8]
    visitor = Visitor(script.site(), "a@example.test", "secret", "/api/council")
    crowd(script).everybody("", range(8), lambda number: visitor.get(f"/{number}"))
    assert [path for _, path, _, _ in script.asked].count("/api/session") == 1


def test_the_first_failure_ends_what_all_do_and_is_the_one_that_is_told(script: Script) -> None:
    script.answers = [(422, {"code": "invalid"})] * 100
    site = script.site()
    with pytest.raises(Refused, match="invalid"):
        crowd(script, site).everybody("", range(100), lambda number: site.json("GET", f"/{number}"))
    with pytest.raises(ConnectionError, match="not sent any more"):
        site.json("GET", "/afterwards")
    assert len(script.asked) < 100


def test_a_token_about_to_expire_is_renewed(script: Script) -> None:
    script.answers = [
        (200, {"access_token": "old", "expires_in": 30}),
        (200, {}),
        (200, session("new")),
        (200, {}),
    ]
    visitor = Visitor(script.site(), "a@example.test", "secret", "/api/ops")
    visitor.get("/1")
    visitor.get("/2")
    assert script.asked[3][2]["Authorization"] == "Bearer new"


def test_an_upload_sends_the_forms_fields_first_and_the_file_last(script: Script) -> None:
    script.answers = [(204, {})]
    form = {"url": f"{script.url}/bucket", "fields": {"key": "k", "policy": "p"}}
    upload(script.site().pool, form, "Báo cáo.pdf", b"%PDF-1.4")
    body = script.asked[0][3]
    assert body.index(b'name="key"') < body.index(b'name="policy"') < body.index(b'name="file"')


def test_an_upload_that_storage_refuses_is_an_error(script: Script) -> None:
    script.answers = [(403, "AccessDenied")]
    with pytest.raises(Refused, match="AccessDenied"):
        upload(script.site().pool, {"url": f"{script.url}/bucket", "fields": {}}, "a.pdf", b"")


def test_answers_go_out_by_question_and_only_those_that_were_asked(script: Script) -> None:
    script.answers = [(200, {"receipt": "r"})]
    work = AnswerWork(script.site(), "token")
    assert work.answer(Ballot("b", frozenset({"q1", "q3"})), ["q1", "q2", "q3"], "4..")
    assert json.loads(script.asked[0][3]) == {"ballot": "b", "answers": {"q1": 4, "q3": None}}


def test_an_answer_whose_first_try_got_lost_on_the_way_back_counts(script: Script) -> None:
    script.answers = [(502, {}), (409, {"code": "already_answered"})]
    assert AnswerWork(script.site(), "token").answer(Ballot("b", frozenset()), [], "")


def test_an_answer_given_twice_is_refused(script: Script) -> None:
    script.answers = [(409, {"code": "already_answered"})]
    with pytest.raises(Refused, match="already_answered"):
        AnswerWork(script.site(), "token").answer(Ballot("b", frozenset()), [], "")


def test_links_and_first_passwords_are_read_from_letters() -> None:
    assert token_in("Mời Ông/Bà\nhttp://app.localhost:4599/s#Ab_-9.x\nXin cảm ơn") == "Ab_-9.x"
    assert token_in("http://app.localhost:4599/") is None
    letters: list[dict[str, Any]] = [
        {"To": ["a@example.test"], "BodyText": "Mật khẩu lần đầu / First password: s3cret!x\nmore"},
        {"To": ["b@example.test"], "BodyText": "nothing"},
        {"To": ["c@example.test"], "BodyText": None},
    ]
    assert first_passwords(letters) == {"a@example.test": "s3cret!x"}
