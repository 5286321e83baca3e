"""Operations staff compute and read drafts, and publish them; nobody else sees anything of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.api.serving.routing import ROUTES
from chalicelib.domain.instants import to_text
from chalicelib.domain.rounds.rulings import Ruling
from tests import scoring_story as story
from tests.api.conftest import Clock, Prepare
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.site import Site
from tests.small_round import ROUND

DRAFTS = f"/api/ops/rounds/{ROUND}/drafts"
JOBS = f"/api/ops/rounds/{ROUND}/rankings"
FINAL = {"status": "final", "confirm_gaps": "không điều tra", "typed": "no answers"}
NUMBERS = {"departments": 1, "districts": 1}


@pytest.fixture
def sealed(site: Site, clock: Clock, prepare: Prepare) -> Site:
    """Everything is in; nothing is drafted yet."""

    def steps() -> None:
        story.whole()
        clock.instant = AFTER

    prepare(steps)
    return site


def draft(site: Site, aws: Aws) -> Any:
    """Compute drafts as ops does; the list then, the last job first."""
    asked = site.call("POST", DRAFTS, {}, site.by_ops)
    assert (asked.status, asked.json["state"]) == (202, "queued")
    story.work(aws)
    return site.done("GET", DRAFTS, token=site.by_ops)


def test_drafts_are_asked_for_followed_and_read(sealed: Site, aws: Aws, clock: Clock) -> None:
    listed = draft(sealed, aws)
    (job,) = listed["jobs"]
    assert (job["state"], job["drafts"], job["made"]) == ("done", NUMBERS, list(NUMBERS))
    assert [(each["index"], each["draft"]) for each in listed["drafts"]] == list(NUMBERS.items())
    assert listed["drafts"][0]["by"] == sealed.ops[0]
    shown = sealed.done("GET", f"{DRAFTS}/departments/1", token=sealed.by_ops)
    assert shown["ranking"]["inputs_digest"] == shown["inputs_digest"]
    assert [unit["rank"] for unit in shown["ranking"]["units"]] == [1, 2]
    clock.pass_(seconds=1)
    again = draft(sealed, aws)
    assert (again["jobs"][0]["made"], again["drafts"]) == ([], listed["drafts"])


def test_a_draft_that_is_not_there_is_not_found(sealed: Site, aws: Aws) -> None:
    draft(sealed, aws)
    for path in ("departments/2", "none/1", "departments/0", "departments/x", "departments/٣"):
        assert sealed.call("GET", f"{DRAFTS}/{path}", token=sealed.by_ops).status == 404
    other = "/api/ops/rounds/none/drafts"
    assert sealed.call("GET", other, token=sealed.by_ops).status == 404
    assert sealed.call("POST", DRAFTS, {"indexes": ["communes"]}, sealed.by_ops).status == 422


def test_what_the_draft_showed_is_what_is_published(sealed: Site, aws: Aws) -> None:
    draft(sealed, aws)
    shown = sealed.done("GET", f"{DRAFTS}/departments/1", token=sealed.by_ops)["ranking"]
    job = sealed.done("POST", JOBS, {**FINAL, "drafts": NUMBERS}, sealed.by_ops)
    assert (job["drafts"], job["due_at"]) == (NUMBERS, None)
    story.work(aws)
    published = sealed.call("GET", f"/public/v1/rounds/{ROUND}/rankings/departments").json
    assert published["units"] == shown["units"]
    assert published["inputs_digest"] == shown["inputs_digest"]


def test_a_draft_is_refused_once_an_input_has_changed(sealed: Site, aws: Aws) -> None:
    draft(sealed, aws)
    story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": "60"}))
    refused = sealed.call("POST", JOBS, {**FINAL, "drafts": NUMBERS}, sealed.by_ops)
    assert (refused.status, refused.code) == (409, "inputs_changed")
    assert refused.problems == [("so-a/3.2", "input_changed")]


def test_what_is_to_be_typed_is_asked_for(sealed: Site, aws: Aws) -> None:
    draft(sealed, aws)
    body = {**FINAL, "drafts": NUMBERS, "typed": ""}
    refused = sealed.call("POST", JOBS, body, sealed.by_ops)
    assert (refused.status, refused.problems) == (422, [("typed", "not_typed")])


def test_an_instant_is_set_and_called_off(sealed: Site, aws: Aws) -> None:
    draft(sealed, aws)
    at = to_text(AFTER + timedelta(hours=2))
    job = sealed.done("POST", JOBS, {**FINAL, "drafts": NUMBERS, "at": at}, sealed.by_ops)
    assert (job["state"], job["due_at"]) == ("scheduled", at)
    assert story.work(aws) == 0
    cancel = f"{JOBS}/jobs/{job['job']}/cancel"
    off = sealed.done("POST", cancel, {"reason": "hoãn"}, sealed.by_ops)
    assert off["state"] == "cancelled"
    assert sealed.call("GET", f"/public/v1/rounds/{ROUND}/rankings/departments").status == 404


def test_nobody_but_operations_staff_reaches_a_draft(sealed: Site, aws: Aws) -> None:
    draft(sealed, aws)
    for token in (sealed.editor(), sealed.account("hd@example.test", role="council")):
        assert sealed.call("GET", DRAFTS, token=token).status == 403
        assert sealed.call("GET", f"{DRAFTS}/departments/1", token=token).status == 403
        assert sealed.call("POST", DRAFTS, {}, token).status == 403
    assert sealed.call("GET", DRAFTS).status == 401


def test_no_public_address_shows_anything_of_a_draft(sealed: Site, aws: Aws) -> None:
    """Every public route with every name that a draft has: its index, its number, its keys."""
    draft(sealed, aws)
    s3 = aws.client("s3")
    kept = s3.list_objects_v2(Bucket=aws.environment["DRAFTS_BUCKET"])["Contents"]
    keys = [each["Key"] for each in kept]
    names = {"round": ROUND, "index": "departments", "version": "1", "draft": "1"}
    public = [route for route in ROUTES if route.audience == "public" and route.method == "GET"]
    paths = [route.path.format_map(_Any(names)) for route in public]
    paths += [f"/public/v1/{key}" for key in keys]
    paths += [f"/public/v1/rounds/{ROUND}/rankings/departments/drafts/1"]
    assert any("/rankings/departments" in path for path in paths)
    for path in paths:
        reply = sealed.send("GET", path, {"Accept": "*/*"}, b"")
        assert b"so-a" not in reply.body, path
    assert sealed.done("GET", "/public/v1/rounds") == {"rounds": []}


class _Any(dict[str, str]):
    """Any other parameter of a path."""

    def __missing__(self, name: str) -> str:
        return "x"
