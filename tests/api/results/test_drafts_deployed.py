"""Drafts on the deployed system: asked for twice at once, published at an instant by the tick."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from chalicelib.domain.instants import to_text
from tests.patience import eventually
from tests.site import Site, deployed_site

if TYPE_CHECKING:
    from infra.local.stack import Stack

CLIENTS = 4


def drafted(site: Site, path: str, job: str) -> Any:
    """The job once it has ended."""

    def ended() -> Any:
        jobs = site.done("GET", f"{path}/drafts", token=site.by_ops)["jobs"]
        found = [each for each in jobs if each["job"] == job and each["state"] != "queued"]
        return found[0] if found else None

    return eventually(ended)


def test_drafts_asked_for_at_once_are_one_and_an_instant_publishes_it(stack: Stack) -> None:
    site = deployed_site(stack)
    site.load()
    path = f"/api/ops/rounds/{site.round}"
    token = site.by_ops
    with ThreadPoolExecutor(CLIENTS) as pool:
        asked = list(
            pool.map(lambda _: site.done("POST", f"{path}/drafts", {}, token), range(CLIENTS))
        )
    ended = [drafted(site, path, job["job"]) for job in asked]
    assert [job["state"] for job in ended] == ["done"] * CLIENTS
    assert {job["drafts"]["departments"] for job in ended} == {1}
    made = [index for job in ended for index in job["made"]]
    assert sorted(made) == ["departments", "districts"]
    listed = site.done("GET", f"{path}/drafts", token=token)["drafts"]
    assert [(each["index"], each["draft"]) for each in listed] == [
        ("departments", 1),
        ("districts", 1),
    ]

    at = datetime.now(UTC) + timedelta(seconds=5)
    dropping = sum(len(each["drop_outs"]) for each in listed)
    body = {
        "status": "provisional",
        "drafts": {"departments": 1, "districts": 1},
        "typed": str(dropping),
        "at": to_text(at),
    }
    job = site.done("POST", f"{path}/rankings", body, token)
    assert job["state"] == "scheduled"

    def published() -> Any:
        state = site.done("GET", f"{path}/rankings/jobs/{job['job']}", token=token)
        return state if state["state"] == "done" else None

    eventually(lambda: datetime.now(UTC) > at)
    stack.tick()
    done = eventually(published)
    assert done["versions"] == {"departments": 1, "districts": 1}
    assert datetime.fromisoformat(done["published_at"]) >= at
