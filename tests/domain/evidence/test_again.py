"""Which file may be examined again, and how soon after somebody asked for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.errors import Conflict
from chalicelib.domain.evidence import again, kinds
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.domain.evidence.inspection import unexamined, verdict
from tests.small_round import NOW

FILE = EvidenceFile("e1", "a.pdf", "k", "an", NOW, uploaded_at=NOW, verdicts=(unexamined(),))
GOOD = (verdict("readable", "good", "", ""),)
BAD = (verdict("readable", "bad", "", ""),)


@pytest.mark.parametrize("kind", kinds.TAKEN)
@pytest.mark.parametrize("replaces", ["", "e0"])
@pytest.mark.parametrize("later", [timedelta(), timedelta(days=400)])
def test_a_file_without_a_result_may_whatever_it_is_and_however_late(
    kind: str, replaces: str, later: timedelta
) -> None:
    file = replace(FILE, kind=kind, replaces=replaces)
    assert again.state(file, NOW + later) == "possible"
    again.require(file, NOW + later)


def test_one_that_waits_may_after_an_hour() -> None:
    file = replace(FILE, verdicts=None)
    assert again.state(file, NOW + again.TOO_LONG - timedelta(seconds=1)) == "no"
    assert again.state(file, NOW + again.TOO_LONG) == "possible"


@pytest.mark.parametrize(
    "file",
    [
        replace(FILE, verdicts=GOOD),
        replace(FILE, verdicts=BAD),
        replace(FILE, verdicts=None),
        replace(FILE, uploaded_at=None),
        replace(FILE, removed_at=NOW),
    ],
    ids=["good", "bad", "waits", "never confirmed", "removed"],
)
def test_no_other_file_may(file: EvidenceFile) -> None:
    assert again.state(file, NOW) == "no"
    with pytest.raises(Conflict):
        again.require(file, NOW)


def test_who_asked_just_now_waits_for_the_answer() -> None:
    file = replace(FILE, again_at=NOW)
    assert again.state(file, NOW + again.PATIENCE - timedelta(seconds=1)) == "asked"
    assert again.state(file, NOW + again.PATIENCE) == "possible"
    assert again.state(replace(file, verdicts=GOOD), NOW) == "no"
