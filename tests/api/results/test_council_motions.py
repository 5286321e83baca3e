"""The council meets: drafts are frozen, members vote, the report is approved, the result is
published; each refusal leaves everything as it was.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.actions.results import falling_due
from chalicelib.domain.instants import to_text
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import audit
from tests import motion_story as meeting
from tests import scoring_story as story
from tests.api.conftest import Clock, Prepare
from tests.fake_aws import Aws
from tests.motion_story import (
    ABSTAIN,
    AGREE,
    DISAGREE,
    MEMBERS,
    MOTIONS,
    NUMBERS,
    SECRETARY,
    freeze,
    lift,
    vote,
)
from tests.scoring_story import AFTER
from tests.site import Site
from tests.small_round import ROUND

JOBS = f"/api/ops/rounds/{ROUND}/rankings"
FINAL = {"status": "final", "confirm_gaps": "x", "typed": "no answers", "drafts": NUMBERS}
CHANGED = Ruling("external", "so-a", leaf="3.2", value={"percent": "60"})


@pytest.fixture
def council(site: Site, aws: Aws, clock: Clock, prepare: Prepare) -> Site:
    """A round with a council; everything is in, one draft of each index is computed."""

    def steps() -> None:
        story.whole(meeting.with_council())
        clock.instant = AFTER
        meeting.enter(site)
        draft(site, aws)

    prepare(steps)
    return site


def draft(site: Site, aws: Aws) -> Any:
    path = f"/api/council/{ROUND}/drafts"
    site.done("POST", path, {}, site.tokens[SECRETARY])
    story.work(aws)
    return site.done("GET", path, token=site.tokens[SECRETARY])


def motion(site: Site, number: int = 1) -> Any:
    shown = site.done("GET", MOTIONS, token=site.tokens[MEMBERS[0]])["motions"]
    return next(each for each in shown if each["motion"] == number)


def acts() -> list[str]:
    names = ("freeze_draft", "vote", "lift_freeze", "attach_paper", "approve_report")
    return sorted(act.act for act in audit.list_acts(ROUND) if act.act in names)


def test_from_the_freeze_to_the_publication(council: Site, aws: Aws) -> None:
    frozen = freeze(council)
    assert (frozen.status, frozen.json["motion"], frozen.json["state"]) == (201, 1, "frozen")
    assert [voter["role"] for voter in frozen.json["voters"]] == ["council", "council", "chair"]
    assert not vote(council, MEMBERS[0], AGREE).json["agreed"]
    assert not vote(council, MEMBERS[1], DISAGREE).json["agreed"]
    assert vote(council, MEMBERS[2], AGREE).json["agreed"]
    assert motion(council)["tally"] == {"agree": 2, "disagree": 1, "abstain": 0, "silent": 0}
    minutes = {"kind": "minutes", "evidence": meeting.uploaded(council, aws)}
    for _ in range(2):  # sent again, it is attached once
        path = f"{MOTIONS}/1/papers"
        attached = council.done("POST", path, minutes, council.tokens[SECRETARY])
        assert [paper["kind"] for paper in attached["papers"]] == ["minutes"]
    approved = meeting.approve(council, meeting.uploaded(council, aws, "quyet-dinh.pdf")).json
    assert (approved["state"], approved["approval"]["date"]) == ("approved", "2026-11-20")
    job = council.done("POST", JOBS, FINAL, council.by_ops)
    story.work(aws)
    done = council.done("GET", f"{JOBS}/jobs/{job['job']}", token=council.by_ops)
    assert (done["state"], done["problem"]) == ("done", None)
    assert acts() == ["approve_report", "attach_paper", "freeze_draft", "vote", "vote", "vote"]


def test_the_secretariat_has_its_own_door_to_drafts_and_publishes_nothing(council: Site) -> None:
    token = council.tokens[SECRETARY]
    shown = council.done("GET", f"/api/council/{ROUND}/drafts/departments/1", token=token)
    assert [unit["rank"] for unit in shown["ranking"]["units"]] == [1, 2]
    assert council.call("POST", JOBS, FINAL, token).status == 403
    assert council.call("GET", f"/api/ops/rounds/{ROUND}/drafts", token=token).status == 403
    member = council.tokens[MEMBERS[0]]
    assert council.call("GET", f"/api/council/{ROUND}/drafts", token=member).status == 403


def test_a_member_sees_the_frozen_ranking_and_no_other_draft(council: Site) -> None:
    freeze(council, {"departments": 1})
    token = council.tokens[MEMBERS[0]]
    shown = council.done("GET", f"{MOTIONS}/1/drafts/departments", token=token)
    assert [unit["rank"] for unit in shown["ranking"]["units"]] == [1, 2]
    for path in ("1/drafts/districts", "2/drafts/departments", "x/changes", "0/changes"):
        assert council.call("GET", f"{MOTIONS}/{path}", token=token).status == 404


def test_a_member_may_change_the_vote_and_every_vote_is_kept(council: Site) -> None:
    freeze(council)
    for body in (AGREE, AGREE, DISAGREE, ABSTAIN):  # the second says the same: no new vote
        assert vote(council, MEMBERS[0], body).status == 200
    voter = motion(council)["voters"][0]
    assert voter["vote"]["choice"] == "abstain"
    assert [each["choice"] for each in voter["votes"]] == ["agree", "disagree", "abstain"]


def test_to_disagree_needs_a_reason(council: Site) -> None:
    freeze(council)
    refused = vote(council, MEMBERS[0], {"choice": "disagree"})
    assert (refused.status, refused.problems) == (422, [("reason", "missing")])
    assert motion(council)["tally"]["silent"] == 3


def test_only_members_vote_and_only_who_was_one_when_it_was_frozen(council: Site) -> None:
    freeze(council)
    assert vote(council, SECRETARY, AGREE).status == 403
    assert council.call("POST", f"{MOTIONS}/1/votes", AGREE, council.by_ops).status == 403
    council.account("moi@example.test", "council")
    assert vote(council, "moi@example.test", AGREE).status == 403
    assert len(motion(council)["voters"]) == 3


def test_a_member_who_leaves_still_counts_and_a_vote_that_was_given_stays(council: Site) -> None:
    freeze(council)
    vote(council, MEMBERS[0], AGREE)
    for email in MEMBERS[:2]:
        end(council, email)
        assert vote(council, email, ABSTAIN).status in (401, 403)
    assert motion_by(council, MEMBERS[2])["tally"]["silent"] == 2
    agreed = vote(council, MEMBERS[2], AGREE).json
    assert agreed["tally"] == {"agree": 2, "disagree": 0, "abstain": 0, "silent": 1}
    assert agreed["agreed"]


def test_who_left_the_council_before_the_freeze_is_no_voter(council: Site, clock: Clock) -> None:
    end(council, MEMBERS[0])
    end_post(council, MEMBERS[1], to_text(clock.instant + timedelta(minutes=1)))
    clock.pass_(minutes=1)
    assert [voter["email"] for voter in freeze(council).json["voters"]] == [MEMBERS[2]]


def motion_by(site: Site, email: str) -> Any:
    return site.done("GET", MOTIONS, token=site.tokens[email])["motions"][0]


def end(site: Site, email: str) -> None:
    """Ops disables the account of somebody who has left."""
    site.done("POST", f"{account_of(site, email)}/disable", {"reason": "thôi"}, site.by_ops)


def end_post(site: Site, email: str, until: str) -> None:
    """Ops sets when a member's post ends."""
    body = {"role": "council", "until": until, "reason": "thôi"}
    site.done("POST", f"{account_of(site, email)}/posts/end", body, site.by_ops)


def account_of(site: Site, email: str) -> str:
    """The path of an account."""
    path = f"/api/ops/rounds/{ROUND}/accounts"
    listed = site.done("GET", path, token=site.by_ops)["accounts"]
    return f"{path}/{next(each['sub'] for each in listed if each['email'] == email)}"


def test_a_vote_after_the_freeze_was_lifted_is_refused_and_nothing_is_lost(council: Site) -> None:
    freeze(council)
    vote(council, MEMBERS[0], AGREE)
    lifted = lift(council)
    assert (lifted.json["state"], lifted.json["lifting"]["reason"]) == ("lifted", "sửa số liệu")
    refused = vote(council, MEMBERS[1], AGREE)
    assert (refused.status, refused.code) == (409, "freeze_lifted")
    assert lift(council).json == lifted.json  # sent again
    other = council.call("POST", f"{MOTIONS}/1/lift", {"reason": "khác"}, council.by_ops)
    assert other.code == "freeze_lifted"
    assert motion(council)["tally"]["agree"] == 1
    assert acts() == ["freeze_draft", "lift_freeze", "vote"]


def test_one_motion_is_frozen_at_a_time_and_the_next_has_the_next_number(
    council: Site, aws: Aws
) -> None:
    meeting.agreed(council)
    other = {"drafts": NUMBERS, "note": "khác"}
    assert council.call("POST", MOTIONS, other, council.tokens[SECRETARY]).code == "conflict"
    assert council.call("POST", MOTIONS, {"drafts": NUMBERS}, council.by_ops).code == "conflict"
    lift(council)
    second = freeze(council)
    assert freeze(council).json == second.json  # sent again
    assert (second.json["motion"], second.json["agreed"]) == (2, False)
    assert council.call("POST", JOBS, FINAL, council.by_ops).code == "not_agreed"
    assert [each["motion"] for each in motions(council)] == [2, 1]


def motions(site: Site) -> Any:
    return site.done("GET", MOTIONS, token=site.by_ops)["motions"]


def test_a_draft_of_old_inputs_is_neither_frozen_nor_approved_nor_published(
    council: Site, aws: Aws
) -> None:
    meeting.agreed(council)
    path, token = f"{MOTIONS}/1/changes", council.tokens[MEMBERS[0]]
    assert council.done("GET", path, token=token) == {"current": True, "changes": []}
    story.rule(CHANGED)
    told = council.done("GET", path, token=token)
    assert [change["at"] for change in told["changes"]] == ["so-a/3.2"]
    assert not told["current"]
    evidence = meeting.uploaded(council, aws)
    for refused in (
        meeting.approve(council, evidence),
        council.call("POST", JOBS, FINAL, council.by_ops),
    ):
        assert (refused.code, refused.problems) == (
            "inputs_changed",
            [("so-a/3.2", "input_changed")],
        )
    lift(council)
    assert freeze(council).code == "inputs_changed"
    draft(council, aws)
    assert freeze(council, {"departments": 2, "districts": 2}).status == 201


def test_a_final_publication_without_agreement_is_refused_and_a_provisional_one_is_not(
    council: Site, aws: Aws
) -> None:
    unnamed = {name: part for name, part in FINAL.items() if name != "drafts"}
    for body in (FINAL, unnamed):
        refused = council.call("POST", JOBS, body, council.by_ops)
        assert (refused.status, refused.code) == (409, "not_agreed")
    freeze(council)
    assert council.call("POST", JOBS, FINAL, council.by_ops).code == "not_agreed"
    assert (
        council.call("POST", JOBS, {**FINAL, "status": "provisional"}, council.by_ops).status == 202
    )


def test_at_its_instant_a_publication_asks_for_the_agreement_again(
    council: Site, aws: Aws, clock: Clock
) -> None:
    meeting.agreed(council)
    body = {**FINAL, "at": to_text(AFTER + timedelta(hours=1))}
    job = council.done("POST", JOBS, body, council.by_ops)
    lift(council)
    clock.pass_(hours=2)
    falling_due.ask(ROUND, "tick", clock.now())
    story.work(aws)
    failed = council.done("GET", f"{JOBS}/jobs/{job['job']}", token=council.by_ops)
    assert (failed["state"], failed["problem"]["code"]) == ("failed", "not_agreed")


def test_at_its_instant_an_agreed_draft_is_published(council: Site, aws: Aws, clock: Clock) -> None:
    meeting.agreed(council)
    body = {**FINAL, "at": to_text(AFTER + timedelta(hours=1))}
    job = council.done("POST", JOBS, body, council.by_ops)
    clock.pass_(hours=2)
    falling_due.ask(ROUND, "tick", clock.now())
    story.work(aws)
    done = council.done("GET", f"{JOBS}/jobs/{job['job']}", token=council.by_ops)
    assert done["state"] == "done"


def test_the_report_is_approved_on_an_agreed_motion_only_and_closes_the_vote(
    council: Site, aws: Aws
) -> None:
    freeze(council)
    vote(council, MEMBERS[0], AGREE)
    evidence = meeting.uploaded(council, aws)
    assert meeting.approve(council, evidence).code == "not_agreed"
    vote(council, MEMBERS[1], AGREE)
    late = meeting.approve(council, evidence, "2027-01-01")
    assert (late.status, late.problems) == (422, [("date", "in_the_future")])
    assert meeting.approve(council, evidence).status == 200
    assert vote(council, MEMBERS[0], DISAGREE).code == "conflict"
    assert meeting.approve(council, evidence).status == 200  # sent again
    assert meeting.approve(council, meeting.uploaded(council, aws)).code == "conflict"
    link = council.done(
        "GET", f"{MOTIONS}/1/papers/{evidence}/link", token=council.tokens[MEMBERS[0]]
    )
    assert evidence in link["url"]
    assert lift(council).json["state"] == "lifted"
    assert motion(council)["approval"]["number"] == "12/QĐ-BNV"


def test_a_paper_is_a_pdf_that_opens_and_has_arrived(council: Site, aws: Aws) -> None:
    freeze(council)
    token = council.tokens[SECRETARY]
    word = {"name": "a.docx", "size": 10, "type": "application/msword"}
    assert council.call("POST", f"{MOTIONS}/1/papers/forms", word, token).status == 422
    assert council.call("POST", f"{MOTIONS}/9/papers/forms", word, token).status == 404
    broken = meeting.uploaded(council, aws, content=b"%PDF-1.4 nothing")
    body = {"kind": "agenda", "evidence": broken}
    refused = council.call("POST", f"{MOTIONS}/1/papers", body, token)
    assert (refused.status, refused.problems[0][0]) == (422, "evidence")
    never = {"kind": "agenda", "evidence": "abc"}
    assert council.call("POST", f"{MOTIONS}/1/papers", never, token).status == 404
    path = f"{MOTIONS}/1/papers/abc/link"
    assert council.call("GET", path, token=token).status == 404
    assert motion(council)["papers"] == []


def test_a_round_without_a_council_freezes_nothing(
    site: Site, aws: Aws, clock: Clock, prepare: Prepare
) -> None:
    def steps() -> None:
        story.whole()
        clock.instant = AFTER
        meeting.enter(site)
        draft(site, aws)

    prepare(steps)
    assert freeze(site).code == "conflict"
    assert site.call("POST", JOBS, FINAL, site.by_ops).status == 202


def test_a_council_without_members_votes_on_nothing(
    site: Site, aws: Aws, clock: Clock, prepare: Prepare
) -> None:
    def steps() -> None:
        story.whole(meeting.with_council())
        clock.instant = AFTER
        site.account(SECRETARY, "secretariat")
        draft(site, aws)

    prepare(steps)
    assert freeze(site).code == "conflict"


def test_nothing_is_frozen_or_told_to_members_while_second_scores_are_given(
    site: Site, aws: Aws, clock: Clock
) -> None:
    document = meeting.with_council() | {"second_scores": {"share": "0.5"}}
    story.whole(document)
    clock.instant = AFTER
    meeting.enter(site)
    draft(site, aws)
    site.open("appraisal_final", to_text(AFTER + timedelta(hours=1)))
    assert freeze(site).code == "conflict"
    clock.pass_(hours=2)
    assert freeze(site).status == 201
    site.open("appraisal_final", to_text(AFTER + timedelta(hours=4)))
    story.rule(CHANGED)
    path = f"{MOTIONS}/1/changes"
    by_member = site.done("GET", path, token=site.tokens[MEMBERS[0]])["changes"]
    by_secretary = site.done("GET", path, token=site.tokens[SECRETARY])["changes"]
    assert [change["at"] for change in by_member] == ["inputs"]
    assert [change["at"] for change in by_secretary] == ["so-a/3.2"]
