"""The council's vote on the deployed system: votes at the same instant, and against the lifting of
the freeze, end as the rules say, and no vote is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from tests.patience import eventually
from tests.site import Answer, Site, deployed_site
from tests.small_round import document

if TYPE_CHECKING:
    from infra.local.stack import Stack

ROUND = "bieu-quyet-2026"
MEMBERS = tuple(f"bieu-quyet-{number}@example.test" for number in range(1, 5))
PATH = f"/api/council/{ROUND}/motions"


@pytest.fixture
def council(stack: Stack) -> Site:
    """A round with four members, and one draft of each index."""
    site = deployed_site(stack, ROUND)
    changed: dict[str, Any] = {**document(), "id": ROUND}
    changed.pop("council")
    site.load(changed)
    for email in MEMBERS:
        site.account(email, "council")
    drafts = f"/api/ops/rounds/{ROUND}/drafts"
    site.done("POST", drafts, {}, site.by_ops)
    eventually(lambda: len(site.done("GET", drafts, token=site.by_ops)["drafts"]) == 2)
    return site


def freeze(site: Site) -> int:
    body = {"drafts": {"departments": 1, "districts": 1}}
    return int(site.done("POST", PATH, body, site.by_ops)["motion"])


def vote(site: Site, motion: int, email: str, choice: str = "agree") -> Answer:
    body = {"choice": choice, "reason": f"{choice} {email}"}
    return site.call("POST", f"{PATH}/{motion}/votes", body, site.tokens[email])


def lift(site: Site, motion: int) -> Answer:
    return site.call("POST", f"{PATH}/{motion}/lift", {"reason": "sửa"}, site.by_ops)


def shown(site: Site, motion: int) -> Any:
    motions = site.done("GET", PATH, token=site.by_ops)["motions"]
    return next(each for each in motions if each["motion"] == motion)


def at_once(*acts: Callable[[], Answer]) -> list[Answer]:
    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result() for each in [pool.submit(act) for act in acts]]


def test_votes_at_once_all_count_and_two_of_one_member_are_both_kept(council: Site) -> None:
    motion = freeze(council)
    answers = at_once(
        *(lambda email=email: vote(council, motion, email) for email in MEMBERS),
        lambda: vote(council, motion, MEMBERS[0], "abstain"),
    )
    assert [answer.status for answer in answers] == [200] * 5
    found = shown(council, motion)
    assert found["agreed"]
    assert found["tally"]["silent"] == 0
    first = found["voters"][0]
    assert sorted(each["choice"] for each in first["votes"]) == ["abstain", "agree"]
    assert first["vote"] == first["votes"][-1]

    # Against the lifting of the freeze: whatever came first, what was taken is kept.
    answers = at_once(
        lambda: lift(council, motion),
        *(lambda email=email: vote(council, motion, email, "disagree") for email in MEMBERS),
        lambda: lift(council, motion),
    )
    lifted, votes = [answers[0], answers[-1]], answers[1:-1]
    assert [answer.status for answer in lifted] == [200, 200]  # the same, sent twice
    assert all(answer.status == 200 or answer.code == "freeze_lifted" for answer in votes)
    found = shown(council, motion)
    assert (found["state"], found["agreed"]) == ("lifted", False)
    for answer, voter in zip(votes, found["voters"], strict=True):
        kept = [each["choice"] for each in voter["votes"]]
        assert ("disagree" in kept) == (answer.status == 200)
        assert "agree" in kept

    bodies = [{**_BODY, "note": f"lần {number}"} for number in range(3)]
    frozen = at_once(
        *(lambda body=body: council.call("POST", PATH, body, council.by_ops) for body in bodies)
    )
    assert sorted(answer.status for answer in frozen) == [201, 409, 409]
    assert [
        each["motion"] for each in council.done("GET", PATH, token=council.by_ops)["motions"]
    ] == [motion + 1, motion]


_BODY = {"drafts": {"departments": 1, "districts": 1}}
