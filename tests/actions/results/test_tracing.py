"""What differs between two published versions, inputs included."""

from __future__ import annotations

import hashlib
from datetime import datetime

import pytest

from chalicelib.actions.results import tracing
from chalicelib.actions.results.browsing import key_of
from chalicelib.aws import publications
from chalicelib.domain.bundles.files import pack
from chalicelib.domain.errors import NotFound
from chalicelib.domain.results.publications import publish
from chalicelib.store import results
from chalicelib.store.results import Version
from tests import scoring_story as story
from tests.domain.bundles.samples import files, points
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import ROUND


def publish_bundle(number: int, content: dict[str, bytes], *, finished: bool = True) -> Version:
    """Keep a version of this bundle as the publisher does."""
    kept = {"ranking.json": publish(content)["thu/so/ranking.json"], "bundle.zip": pack(content)}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in kept.items()}
    at = "2026-11-20T06:00:00.000Z"
    version = Version("r", "so", number, "final", at, None, None, "job", digests, finished)
    for name, data in kept.items():
        publications.put(key_of(version, name), data, "application/octet-stream")
    results.record_version(version)
    return version


@pytest.mark.usefixtures("aws")
def test_inputs_that_changed_are_named_by_unit_and_criterion() -> None:
    publish_bundle(1, files(appraisals=points(a="50", b="40")))
    publish_bundle(2, files(appraisals=points(a="30", b="40")))
    found = tracing.difference("r", "so", 2, 1)
    assert found.inputs is not None
    assert [
        (each.what, each.unit, each.leaf, each.before, each.after) for each in found.inputs
    ] == [("appraisals", "a", "1.1", "50", "30")]
    assert {unit["unit"] for unit in found.units} == {"a", "b"}


def test_a_version_that_is_not_finished_is_in_no_log(aws: Aws) -> None:
    story.whole()
    now = datetime.fromisoformat(AFTER.isoformat())
    with pytest.raises(NotFound):
        tracing.log(ROUND, now)
    at = "2026-11-20T06:00:00.000Z"
    for number, finished in ((1, True), (2, False)):
        results.record_version(
            Version(ROUND, "departments", number, "final", at, None, None, "j", {}, finished)
        )
    assert [version.version for version, _ in tracing.log(ROUND, now)] == [1]
