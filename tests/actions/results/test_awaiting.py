"""Nothing final is published while a decision about its units is open; what waits is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.actions.integrity import investigating
from chalicelib.actions.results import asking, awaiting, drafting, falling_due, publication_jobs
from chalicelib.actions.results.asking import Wanted
from chalicelib.actions.rounds import ruling
from chalicelib.domain.appraisal.not_applicable_requests import NotApplicableRequest
from chalicelib.domain.appraisal.objections import Objection
from chalicelib.domain.errors import Conflict
from chalicelib.domain.integrity.cases import OPENED, CaseStep
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit, results
from chalicelib.store import not_applicable_requests as requests
from chalicelib.store import objections as objected
from tests import scoring_story as story
from tests.calls import counted
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS

LATER = AFTER + timedelta(hours=1)
EDITOR = "so-a@example.test"


def exclusion() -> None:
    ruling.put(ROUND, [Ruling("exclusion", "so-a", reason="không trung thực")], OPS, NOW)


def adjustment() -> None:
    bonus = Ruling("adjustment", "so-a", points="1", id="khen", reason="khen")
    ruling.put(ROUND, [bonus], OPS, NOW)


def not_applicable() -> None:
    asked = NotApplicableRequest("so-a", "1.2", 1, "không có chức năng", (), EDITOR, NOW)
    requests.add(ROUND, asked, audit.act_of(ROUND, NOW, EDITOR, "ask", "so-a"))


def dishonesty() -> None:
    found = CaseStep("s1", OPENED, OPS.email, NOW, "văn bản bị sửa", leaves=("1.2",))
    investigating.open_dishonesty(ROUND, "so-a", found, OPS)


def objection() -> None:
    made = Objection("so-a", "1.2", 1, "đã đủ", (), EDITOR, NOW, {"count": 2})
    objected.add(ROUND, made, audit.act_of(ROUND, NOW, EDITOR, "object", "so-a"))


WAITING: dict[str, tuple[Callable[[], None], str]] = {
    "exclusion": (exclusion, "so-a"),
    "adjustment": (adjustment, "so-a"),
    "not_applicable": (not_applicable, "so-a/1.2"),
    "dishonesty": (dishonesty, "so-a"),
    "objection": (objection, "so-a/1.2"),
}


@pytest.fixture(autouse=True)
def _drafted(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(minutes=1))
    story.whole()
    drafting.draft(ROUND, ("departments", "districts"), OPS.email, "asked", AFTER)


def ask(status: str = "final", index: str = "departments", **wanted: Any) -> None:
    details = {"confirm_gaps": "không điều tra", "typed": "không có phiếu", **wanted}
    if index == "districts":
        details["typed"] = ""
    asked = Wanted((), status, "", drafts={index: 1}, **details)
    asking.publication(ROUND, f"{status}-{index}", asked, OPS, AFTER)


@pytest.mark.parametrize("kind", WAITING)
def test_what_waits_is_named_and_nothing_final_is_published(kind: str, aws: Aws) -> None:
    begin, at = WAITING[kind]
    begin()
    with pytest.raises(Conflict) as refused:
        ask()
    assert [(each.at, each.code) for each in refused.value.errors] == [(at, kind)]
    assert story.work(aws) == 0
    ask("provisional")
    ask(index="districts")  # nothing waits there
    assert story.work(aws) == 2


@pytest.mark.parametrize("kind", WAITING)
def test_what_waits_at_the_set_instant_stops_the_publication_and_is_named(
    kind: str, aws: Aws
) -> None:
    ask(at=LATER)
    begin, at = WAITING[kind]
    begin()
    falling_due.ask(ROUND, "tick", LATER)
    clock_at = LATER + timedelta(minutes=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: clock_at)
        story.work(aws)
    job = publication_jobs.as_json(publication_jobs.get(ROUND, "final-departments"))
    assert job["state"] == "failed"
    assert [error["at"] for error in job["problem"]["errors"]] == [at]
    assert results.list_versions(ROUND, "departments") == []


def test_all_that_waits_is_told_at_once_and_read_in_four_queries(aws: Aws) -> None:
    for begin, _ in WAITING.values():
        begin()
    with pytest.raises(Conflict) as refused:
        ask()
    assert {each.code for each in refused.value.errors} == set(WAITING)
    with counted() as calls:
        awaiting.list_open(ROUND, NOW)
    assert calls["Query"] == 4


def test_what_is_decided_waits_no_more() -> None:
    exclusion()
    story.rule()
    assert awaiting.list_open(ROUND, NOW) == []


def test_what_waits_about_a_unit_that_left_the_round_stops_nothing() -> None:
    gone = Objection("so-z", "1.2", 1, "đã đủ", (), EDITOR, NOW, None)
    objected.add(ROUND, gone, audit.act_of(ROUND, NOW, EDITOR, "object", "so-z"))
    ask()
