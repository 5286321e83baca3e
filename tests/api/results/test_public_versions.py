"""The log of versions and their differences, as an outsider reads them."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from chalicelib.domain.rounds.rulings import Ruling
from tests import scoring_story as story
from tests.api.conftest import Clock, Prepare
from tests.api.results.test_public import RANKING, publish
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.site import Site
from tests.small_round import ROUND

WHY = "Sửa số liệu 3.2"
LOG = f"/public/v1/rounds/{ROUND}/log"


@pytest.fixture
def corrected(site: Site, aws: Aws, clock: Clock, prepare: Prepare) -> Site:
    """Published, and published again with another figure of so-a."""

    def steps() -> None:
        story.whole()
        clock.instant = AFTER
        publish(site, aws)
        story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": "60"}))
        publish(site, aws, reason=WHY)

    prepare(steps)
    return site


def test_the_log_chains_every_version_to_the_files_that_are_served(corrected: Site) -> None:
    told = corrected.call("GET", LOG)
    assert told.headers["access-control-allow-origin"] == "*"
    before: dict[str, str] = {}
    seen = []
    for version in told.json["versions"]:
        index, number = version["index"], version["version"]
        base = f"/public/v1/rounds/{ROUND}/rankings/{index}/versions/{number}"
        served = {
            "ranking.json": corrected.call("GET", f"{base}.json").body,
            "ranking.csv": corrected.call("GET", f"{base}.csv").body,
            "ranking.xlsx": corrected.call("GET", f"{base}.xlsx").body,
            "bundle.zip": corrected.call("GET", f"{base}/bundle").body,
        }
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in served.items()}
        assert version["files"] == {name: f"sha256:{found}" for name, found in digests.items()}
        assert version["before"] == before.get(index)
        lines = [(version["before"] or "").removeprefix("sha256:"), index, str(number)]
        lines += [f"{name}\0{digests[name]}" for name in sorted(digests)]
        content = "".join(f"{line}\n" for line in lines).encode()
        assert version["digest"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        before[index] = version["digest"]
        seen.append((index, number, version["reason"]))
    assert seen == [
        ("departments", 1, None),
        ("departments", 2, WHY),
        ("districts", 1, None),
        ("districts", 2, WHY),
    ]


def test_a_difference_names_who_stands_elsewhere(corrected: Site) -> None:
    told: dict[str, Any] = corrected.done("GET", f"{RANKING}/versions/2/difference/1")
    assert (told["before"], told["after"], told["reason"]) == (1, 2, WHY)
    (change,) = told["inputs"]
    assert (change["what"], change["unit"], change["leaf"]) == ("external", "so-a", "3.2")
    assert change["after"] == "60"
    back = corrected.done("GET", f"{RANKING}/versions/1/difference/2")
    forth = {unit["unit"]: (unit["before"], unit["after"]) for unit in told["units"]}
    assert set(forth) == {"so-a", "so-b"}  # they change places
    assert {unit["unit"]: (unit["after"], unit["before"]) for unit in back["units"]} == forth
    assert corrected.done("GET", f"{RANKING}/versions/1/difference/1")["units"] == []


@pytest.mark.parametrize("path", ["3/difference/1", "1/difference/3", "1/difference/x"])
def test_versions_that_are_not_there_have_no_difference(corrected: Site, path: str) -> None:
    assert corrected.call("GET", f"{RANKING}/versions/{path}").code == "not_found"


def test_a_round_that_published_nothing_has_no_log(site: Site) -> None:
    story.whole()
    assert site.call("GET", LOG).code == "not_found"
    assert site.call("GET", "/public/v1/rounds/none/log").code == "not_found"
