"""A refusal tells a bounded number of problems in a bounded answer, and counts the others."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest

import app
from chalicelib.api.bodies import FEW
from chalicelib.api.serving.problems import body_of, member, members
from chalicelib.api.serving.routing import ROUTES
from chalicelib.api.serving.serve import _most_problems
from chalicelib.domain.errors import MANY, ChangedMeanwhile, Invalid, Problem
from tests.site import Site

# Small requests that used to bring about large answers or long work: what anybody may send.
COSTLY: dict[str, bytes] = {
    "unknown members": json.dumps({str(n): 0 for n in range(400_000)}).encode(),
    "a few unknown members": json.dumps({str(n): 0 for n in range(4_000)}).encode(),
    "a member twice": b"{" + b",".join(b'"%d":0' % n for n in range(400_000)) + b',"0":0}',
    "a long name": json.dumps({"x" * 3_800_000: 0}).encode(),
    "a name of some length": json.dumps({"x" * 200_000: 0}).encode(),
    "a name of three bytes a character": json.dumps({"ạ" * 80_000: 0}, ensure_ascii=False).encode(),
    "a list": json.dumps([{}] * 400_000).encode(),
    "a list in a member": json.dumps({"email": [0] * 400_000}).encode(),
    "objects in a member": json.dumps({"email": {str(n): {} for n in range(200_000)}}).encode(),
    "lists in lists": b"[" * 400_000 + b"]" * 400_000,
    "objects in objects": b'{"a":' * 400_000 + b"0" + b"}" * 400_000,
    "a long text": json.dumps({"email": "x" * 3_900_000}).encode(),
    "a text of escapes": b'{"email": "' + b"\\u00e1" * 600_000 + b'"}',
    "a long number": b'{"email": ' + b"9" * 3_900_000 + b"}",
    "many numbers": b'{"email": [' + b"9," * 1_900_000 + b"9]}",
    "blanks": b" " * 3_900_000,
    "no JSON": b"\xff" * 3_900_000,
    "half of it": b'{"email": "' + b"x" * 3_900_000,
    "commas": b"," * 3_900_000,
    "too large": b" " * 5_000_000,
}


def many(count: int) -> list[Problem]:
    return [Problem(f"a[{number}]", "sai", "wrong") for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, 49, 50])
def test_up_to_the_limit_every_problem_is_told(count: int) -> None:
    assert [told["at"] for told in members(many(count), 50)] == [each.at for each in many(count)]


@pytest.mark.parametrize("count", [51, 52, 1000, 400_000])
def test_above_it_the_last_one_counts_the_others(count: int) -> None:
    *told, last = members(many(count), 50)
    assert len(told) == 49
    assert (last["code"], last["count"]) == ("more", count - 49)
    assert last["detail"] == f"và còn {count - 49} lỗi khác"
    assert last["detail_en"] == f"and {count - 49} more"


@pytest.mark.long
def test_an_answer_stays_small_whatever_its_problems_hold() -> None:
    large = [Problem("a", "x", "x", "clash", {"yours": "ạ" * 20_000}) for _ in range(MANY)]
    long = Problem("a" * 4_000_000, "ạ" * 4_000_000, "x" * 4_000_000)
    for problems in (large, [long] * MANY):
        assert len(body_of(Invalid("ạ" * 4_000_000, "", problems)).encode()) < 3_000_000
    assert members(large)[-1]["code"] == "more"
    assert len(member(long)["at"]) == 1000


@pytest.mark.parametrize("path", ["/api/session", "/api/respond/open", "/public/v1/receipts/check"])
@pytest.mark.parametrize("kind", COSTLY)
def test_what_anybody_may_send_costs_little_and_is_answered_shortly(
    site: Site, kind: str, path: str
) -> None:
    begun = time.process_time()
    answer = site.call("POST", path, COSTLY[kind])
    assert time.process_time() - begun < 2
    assert answer.status in (400, 413, 422)
    assert len(answer.body) < 100_000
    assert len(answer.json.get("errors", [])) <= FEW


# Bodies of people who have signed in, by address; the second is what a refusal says.
LARGE: dict[str, tuple[Callable[[], object], int]] = {
    "rows of a list": (lambda: {"respondents": [{}] * 5_000}, 422),
    "too many rows": (lambda: {"respondents": [{}] * 20_000}, 422),
    "far too many rows": (lambda: {"respondents": [{}] * 400_000}, 413),
    "rows of wrong types": (lambda: {"respondents": [{"name": 0, "email": 0}] * 5_000}, 422),
    "rows of unknown members": (lambda: {"respondents": [{"a": 0, "b": 0}] * 5_000}, 422),
    "rows that are none": (lambda: {"respondents": [0] * 100_000}, 422),
    "invisible characters": (
        lambda: {"respondents": [{"name": "a\u200bb", "email": "x"}] * 5_000},
        422,
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("kind", LARGE)
def test_a_list_of_respondents_is_refused_shortly(loaded: Site, kind: str) -> None:
    loaded.open("respondent_lists", "2026-11-20T06:00:00Z")
    made, status = LARGE[kind]
    body, token = json.dumps(made()).encode(), loaded.editor()
    begun = time.process_time()
    answer = loaded.call("PUT", "/api/units/thu-2026/so-a/lists/leaders", body, token)
    assert time.process_time() - begun < 5
    assert answer.status == status, answer.body[:500].decode()
    assert len(answer.body) < 100_000
    assert len(answer.json.get("errors", [])) <= FEW


def test_a_body_is_told_of_a_few_problems_a_file_of_many_and_a_clash_of_all() -> None:
    assert app.app.routes
    told = {
        (route.body or "").rpartition(".")[2]: (
            _most_problems(route, Invalid()),
            _most_problems(route, ChangedMeanwhile()),
        )
        for route in ROUTES
        if route.body
    }
    assert told["SaveSheet"] == told["RespondentList"] == told["SignIn"] == (FEW, MANY)
    assert told["ListFile"] == told["LoadRound"] == told["Publish"] == (MANY, MANY)
