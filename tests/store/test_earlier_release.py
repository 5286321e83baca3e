"""What the previous release wrote in the middle of a round is read, and the work goes on: as it
wrote it, without what was added since, and with what only a later one knows.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.actions.letters import correcting
from chalicelib.actions.lists import listing
from chalicelib.actions.results import agreeing, browsing, publication_jobs
from chalicelib.actions.rounds import current
from chalicelib.actions.survey import responding
from chalicelib.aws.secrets import link_key
from chalicelib.domain.assessment import receipts
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import AlreadyAnswered
from chalicelib.domain.letters.invitations import ANSWERED, SENT, invitation_id
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.jobs import inspect, mail, publish
from chalicelib.store import (
    acceptances,
    accounts,
    archives,
    assignments,
    attempts,
    audit,
    cases,
    closings,
    corrections,
    drafts,
    evidence,
    exemptions,
    explanation_requests,
    incidents,
    invitations,
    mailings,
    member_reminders,
    objections,
    releases,
    rulings,
    second_scores,
    signals,
    snapshots,
    teams,
)
from tests import council_story, motion_story, scoring_story, sheet_story, survey_story
from tests.council_story import AN, BINH, CHAIR
from tests.earlier import reading, rounds
from tests.earlier.reading import AS_WRITTEN, BARE, BEYOND
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, OPS

EVERY_FORM = pytest.mark.parametrize("form", [AS_WRITTEN, BARE, BEYOND])


@pytest.fixture(autouse=True)
def _at_the_time(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    current._copies.clear()
    instant = [NOW]
    monkeypatch.setattr(clock, "now", lambda: instant[0])
    monkeypatch.setattr(clock, "pause", lambda wait: instant.append(instant.pop() + wait))


def event(bodies: list[str]) -> dict[str, Any]:
    about = {"ApproximateReceiveCount": "1"}
    return {
        "Records": [
            {"messageId": str(number), "body": body, "attributes": about}
            for number, body in enumerate(bodies)
        ]
    }


@EVERY_FORM
def test_a_survey_goes_on(aws: Aws, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    told = reading.put(aws, "at_work", form)
    box = survey_story.placed(monkeypatch)
    tokens = dict(told["tokens"])
    assert mail.handle(event(told["messages"]["mail"]), None) == {"batchItemFailures": []}
    assert len(box.letters) == 6
    tokens |= box.tokens()
    with pytest.raises(AlreadyAnswered):
        responding.open_link(tokens[rounds.ANSWERED], NOW)
    responding.answer(told["ballot"], {"q1": 1}, "r2", NOW)  # opened before the release
    for number, address in enumerate(("nguoi-0003@example.test", *box.tokens()), start=3):
        opened = responding.open_link(tokens[address], NOW)["ballot"]
        responding.answer(opened, {"q1": 1}, f"r{number}", NOW)
    people = [invitation_id(ROUND, "departments", address) for address in tokens]
    states = [each.status for each in invitations.find_all(people).values()]
    assert sorted(states) == [ANSWERED] * 9 + [SENT] * 3
    survey_story.send("so-a")
    survey_story.invite()
    assert survey_story.deliver(aws) == 1


@EVERY_FORM
def test_sheets_go_on(aws: Aws, form: str) -> None:
    reading.put(aws, "at_work", form)
    assert sheet_story.submit().on_time  # what was approved and signed before is what is sent
    scoring_story.assess("so-b", {"1.2": {"count": 2}})  # the same save, sent once more
    scoring_story.assess("so-b", {"1.2": {"count": 3}}, version=1)
    council_story.appraise(AN, Change("1.2", 1, {"count": 2}, "xem lại"), save_id="save-0002")
    file = evidence.get(rounds.SHEET, "e1")
    assert [each.kind for each in file.verdicts or ()] == ["opens"]
    assert evidence.ask_again(rounds.SHEET, file, NOW)


def test_evidence_that_was_attached_may_be_described_anew(aws: Aws) -> None:
    reading.put(aws, "at_work", BARE)
    file = evidence.get(rounds.SHEET, "e1")
    described = replace(file, edition=1, leaves=("1.1.2",))
    assert evidence.record(rounds.SHEET, described, NOW, file.edition)
    assert not evidence.record(rounds.SHEET, described, NOW, file.edition)


@EVERY_FORM
def test_results_go_on(aws: Aws, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    told = reading.put(aws, "results", form)
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(minutes=1))
    sealing, job = sorted(told["messages"]["publish"], key=lambda body: "job" in body)
    publish.handle(event([job]), None)
    assert publication_jobs.get(ROUND, "tam-1").state == "done"
    publish.handle(event([sealing]), None)
    assert agreeing.vote(ROUND, 1, "agree", "", CHAIR, AFTER).has_agreement
    made = {index: drafts.get(ROUND, index, 1).number for index in motion_story.NUMBERS}
    scoring_story.ask("cuoi-1", typed="no answers", drafts=made, reason="chính thức")
    assert scoring_story.work(aws) == 1
    assert publication_jobs.get(ROUND, "cuoi-1").problem is None
    ranking = json.loads(browsing.ranking(ROUND, "departments", "json", None).read())
    assert ranking["units"][0]["points"]["total"] == "7.90"


@EVERY_FORM
def test_what_was_sent_stays_sent_and_a_bounced_address_is_put_right(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    told = reading.put(aws, "submitted", form)
    box = survey_story.placed(monkeypatch)
    receipt = receipts.from_json(told["receipt"])
    assert receipts.is_genuine(receipt, link_key())
    assert sheet_story.sheet().submission == receipt
    lister = listing.lister_of(ROUND, "so-b", NOW)
    old, new = "nguoi-1001@example.test", "dung-dia-chi@example.test"
    assert correcting.correct(lister, "leaders", "", old, new, EDITOR, NOW).state == "applied"
    survey_story.deliver(aws)
    opened = responding.open_link(box.tokens()[new], NOW)["ballot"]
    responding.answer(opened, {"q1": 2}, "r1", NOW)


def act(name: str) -> audit.Act:
    return audit.act_of(ROUND, NOW, OPS.email, name, "so-a", "sau khi nâng cấp")


@EVERY_FORM
def test_what_lies_beside_is_read_and_may_be_changed(aws: Aws, form: str) -> None:
    told = reading.put(aws, "at_work", form)
    asked, wish, report = rounds.correction(), rounds.exemption(), rounds.incident()
    assert corrections.list_corrections(ROUND) == [asked]
    assert corrections.put(ROUND, replace(asked, state="refused"), asked, act("refuse"))
    assert exemptions.list_exemptions(ROUND) == [wish]
    assert exemptions.put(ROUND, replace(wish, state="refused"), act("refuse"), wish.state)
    assert incidents.get(ROUND, "so-a", "i1") == (report, 1)
    assert incidents.put(ROUND, replace(report, closed_by=OPS.email), 1, act("close"))
    assert [each.wanted for each in acceptances.list_acts(ROUND)] == [{"so-a": ["1.1.1"]}]
    inspect.handle(event(told["messages"]["evidence"]), None)
    archive = archives.find(rounds.SHEET)
    assert archive and (archive.state, archive.files) == ("done", 1)
    case, version = cases.find(ROUND, "so-a")
    assert case and case.steps[0].effect and case.signals[0].signal == "copies"
    assert cases.put(ROUND, case, version, act("note"))
    assert list(closings.get(ROUND)) == ["respondent_lists"]
    (question,) = explanation_requests.list_requests(ROUND, "so-a")
    again = replace(question, version=2)
    assert explanation_requests.put(ROUND, "so-a", again, act("ask"))
    assert mailings.record_nudge(ROUND, "so-b/departments/leaders", NOW, AFTER)
    assert not mailings.record_nudge(ROUND, "so-b/departments/leaders", NOW, AFTER)
    assert [each.left for each in member_reminders.list_last(ROUND).values()] == [3]
    (objection,) = objections.list_objections(ROUND, "so-a")
    assert objections.decide(ROUND, replace(objection, state="refused"), act("refuse"))
    assert [each.skipped for each in releases.list_releases(ROUND)] == [{"so-a": ["2.2"]}]
    given = Ruling("adjustment", "so-a", points="-0.5", reason="muộn", id="x")
    assert rulings.list_rulings(ROUND) == [given]
    draw = second_scores.find_draw(ROUND)
    assert draw and draw.sample[0].case in second_scores.get_dealing(ROUND).seconds
    assert [each.of for each in signals.find(ROUND, "districts") or ()] == [12]
    counted = snapshots.list_snapshots(ROUND, ["departments"], [snapshots.HOURLY])["departments"]
    assert [each.delivered for each in counted.cells.values()] == [5]


@EVERY_FORM
def test_people_go_on(aws: Aws, form: str) -> None:
    reading.put(aws, "at_work", form)
    editor = accounts.find(EDITOR.sub)
    assert editor and (editor.unit, editor.fresh, editor.last_sign_in) == ("so-a", "token-1", NOW)
    assert accounts.put(replace(editor, name="Tên mới"), NOW)
    member = accounts.find(BINH.sub)
    assert member and member.not_before == NOW
    assert attempts.take("người-và-giờ", 2, AFTER)
    assert not attempts.take("người-và-giờ", 2, AFTER)
    assigned = assignments.get(ROUND)
    assert assigned.rows[0].helpers == (BINH.email,)
    assert assignments.put(ROUND, replace(assigned, version=2), act("assign"))
    contacts, version = teams.get_contacts(ROUND, "so-a")
    assert teams.put_contacts(ROUND, "so-a", [replace(contacts[0], phone="028")], version)
    assert teams.get_assignments(ROUND, "so-a")[0][0].due == NOW.date()
    assert teams.list_people(ROUND, "so-a") == {EDITOR.email: EDITOR.name}
    assert teams.get_told(ROUND) == {"so-a:mo-so"}
    (notice,) = teams.list_notices(ROUND, "so-a")
    assert teams.claim(ROUND, notice, NOW)
    assert mailings.find_trial(ROUND) and mailings.find_sweep(ROUND)
