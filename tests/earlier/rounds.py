"""Rounds in the middle of their work, played through the use cases of whichever release this is."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from chalicelib import store
from chalicelib.actions.letters import inviting
from chalicelib.actions.results import agreeing, asking
from chalicelib.actions.survey import responding
from chalicelib.aws import queues
from chalicelib.domain.appraisal.appraisal_progress import MemberReminder
from chalicelib.domain.appraisal.objections import Objection
from chalicelib.domain.appraisal.sampling import FrameRow
from chalicelib.domain.appraisal.second_scores import Dealing, Draw
from chalicelib.domain.assessment import receipts
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.explanation_requests import ExplanationRequest
from chalicelib.domain.assessment.releases import Release
from chalicelib.domain.assessment.team import Assignment, Contact
from chalicelib.domain.evidence.archives import Archive
from chalicelib.domain.evidence.inspection import Use, Verdict
from chalicelib.domain.integrity.cases import Case, CaseStep, Effect, PublishedPlace
from chalicelib.domain.integrity.signals import Signal
from chalicelib.domain.letters.corrections import Correction
from chalicelib.domain.letters.delivery import News, told
from chalicelib.domain.letters.invitations import BOUNCED, invitation_id
from chalicelib.domain.letters.mailings import Sweep
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.domain.people.incidents import Incident, IncidentNote
from chalicelib.domain.people.notices import Notice
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.domain.survey.snapshots import Counts, Snapshot
from chalicelib.domain.texts import Text
from chalicelib.store import invitations
from tests import council_story, motion_story, scoring_story, sheet_story, survey_story
from tests.council_story import AN, BINH, CHAIR, SECRETARY, to
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, OPS

LATER = NOW + timedelta(minutes=1)
SHEET, OTHER = f"{ROUND}/so-a", f"{ROUND}/so-b"
ANSWERED = "nguoi-0001@example.test"
Play = Callable[[Aws, pytest.MonkeyPatch], dict[str, Any]]


def load_every_model() -> None:
    """Import every module of the store."""
    for module in pkgutil.iter_modules(store.__path__):
        importlib.import_module(f"{store.__name__}.{module.name}")


def at_work(aws: Aws, patch: pytest.MonkeyPatch) -> dict[str, Any]:
    """One of two lists has its letters and one answer, the letters of the other are queued; one
    unit has approved its sheet, another has begun; the council appraises.
    """
    box = survey_story.placed(patch)
    survey_story.load()
    survey_story.put(None, "council", survey_story.people(1, 6, "so-a"))
    survey_story.put("so-b", "leaders", survey_story.people(1001, 6))
    survey_story.put("so-a", "leaders", survey_story.people(2001, 3))
    for window in ("survey", "self_assessment", "appraisal_first"):
        survey_story.open_window(window)
    survey_story.send(None)
    inviting.invite(ROUND, NOW)
    survey_story.deliver(aws)
    survey_story.send("so-b")
    inviting.invite(ROUND, NOW)
    tokens = box.tokens()
    opened = responding.open_link(tokens[ANSWERED], NOW)["ballot"]
    responding.answer(opened, {"q1": 2}, "r1", NOW)
    sheet_story.fill()
    sheet_story.attach(aws)
    sheet_story.approve()
    sheet_story.sign(aws)
    scoring_story.assess("so-b", {"1.2": {"count": 2}})
    council_story.enter()
    council_story.assign(to(AN, "1", helpers=[BINH], deputy=CHAIR), to(BINH, "2"))
    council_story.appraise(AN, Change("1.2", 0, {"count": 3}, "đúng hồ sơ"))
    _beside()
    opened = responding.open_link(tokens["nguoi-0002@example.test"], NOW)["ballot"]
    return {"tokens": tokens, "ballot": opened}


def _beside() -> None:
    """What is kept beside sheets and lists, one of each kind."""
    from chalicelib.store import (
        acceptances,
        accounts,
        archives,
        attempts,
        audit,
        cases,
        closings,
        corrections,
        evidence,
        exemptions,
        explanation_requests,
        incidents,
        inspections,
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

    def act(name: str) -> Any:
        return audit.act_of(ROUND, NOW, OPS.email, name, "so-a", "thử")

    acceptances.put(ROUND, acceptances.Acceptance("act-1", 1, {"so-a": ["1.1.1"]}, AN.email, NOW))
    accounts.put(EDITOR, NOW)
    accounts.put_sign_in(EDITOR.sub, NOW, "token-1")
    accounts.put_not_before(BINH.sub, NOW, "token-2")
    archives.put(SHEET, Archive("ho-so", "queued", NOW))
    queues.send_archiving(SHEET, "ho-so")
    attempts.take("người-và-giờ", 5, LATER)
    effect = Effect(PublishedPlace("71.50", 2), PublishedPlace(None, None))
    step = CaseStep("buoc-1", "opened", OPS.email, NOW, "trùng nhau", LATER, effect=effect)
    signal = Signal("so-a", "", 9, 12, 0.25, 0.001, "copies", flagged=True)
    cases.put(ROUND, Case("so-a", "departments", (signal,), (step,)), 0, act("open_case"))
    closings.put(ROUND, {"respondent_lists": "2026-11-20T06:00:00.000Z"})
    corrections.put(ROUND, correction(), None, act("ask_correction"))
    exemptions.put(ROUND, exemption(), act("ask_exemption"))
    question = ExplanationRequest("1.2", "vì sao?", AN.email, NOW, 1)
    explanation_requests.put(ROUND, "so-a", question, act("ask"))
    incidents.put(ROUND, incident(), 0, act("report"))
    verdict = Verdict("opens", "good", Text("Mở được", "It opens"))
    file = evidence.get(SHEET, "e1")
    inspections.put(SHEET, "e1", file.version_id, file.sha256, [verdict], NOW)
    inspections.uses(file.sha256, Use(SHEET, "e1"))
    mailings.put_sweep(ROUND, Sweep(date(2026, 11, 20), "so-a", done=False))
    mailings.record_nudge(ROUND, "so-b/departments/leaders", None, NOW)
    member_reminders.claim(ROUND, MemberReminder(AN.email, "2026-11-20", 3, OPS.email, NOW))
    asked = Objection("so-a", "1.2", 1, "chưa đúng", ("o1",), EDITOR.email, NOW, {"count": 1})
    objections.add(ROUND, asked, act("object"))
    released = Release(1, 1, ("departments",), OPS.email, NOW, "đủ", 2, {"so-a": ["2.2"]})
    releases.add(ROUND, released, act("release"))
    rulings.put(ROUND, [Ruling("adjustment", "so-a", points="-0.5", reason="muộn", id="x")])
    row = FrameRow("so-a", "1.2", AN.email)
    draw = Draw("hat", Fraction(1, 2), (row,), (row,), 1, SECRETARY.email, NOW)
    second_scores.put_draw(ROUND, draw, Dealing({row.case: BINH.email}, 1), act("draw"))
    signals.put(ROUND, "districts", [signal])
    counts = Counts(6, 6, 6, 5, 1, 0, 1)
    counted = Snapshot("departments", NOW, {("so-b", "leaders", "so-b"): counts})
    snapshots.put(ROUND, counted, snapshots.HOURLY)
    snapshots.claim(ROUND, NOW, NOW)
    contact = Contact("chief", "An", "Trưởng phòng", "024", "an@example.test", NOW.date())
    teams.put_contacts(ROUND, "so-a", [contact], 0)
    teams.put_assignments(ROUND, "so-a", [Assignment("1.2", EDITOR.email, NOW.date())], 0)
    teams.put_notice(ROUND, Notice("mo-so", "so-a", NOW, Text("Đã mở", "Opened")))
    teams.put_person(ROUND, "so-a", EDITOR.email, EDITOR.name)
    teams.put_told(ROUND, ["so-a:mo-so"])


def correction() -> Correction:
    """A correction that waits for a decision."""
    place = ("so-b", "departments", "leaders", 0, "so-b")
    new = "dung-dia-chi@khac.example.test"
    return Correction("c1", *place, "nguoi-1001@example.test", new, EDITOR.email, NOW)


def exemption() -> Exemption:
    """A request that waits for a decision."""
    place = ("so-b", "departments", "leaders")
    return Exemption("x1", *place, "fewer", 2, "ít người", NOW, EDITOR.email)


def incident() -> Incident:
    """A report with a reply."""
    note = IncidentNote("n1", "đang xem", OPS.email, NOW)
    place = ("so-a", "departments", "leaders")
    told = ("other", "không mở được", "024", EDITOR.email)
    return Incident("i1", *place, *told, NOW, (note,))


def results(aws: Aws, patch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Everything is in and sealed, the first drafts are frozen with one vote; a sealing that
    comes again and a provisional publication are queued.
    """
    from chalicelib import clock

    patch.setattr(clock, "now", lambda: AFTER)
    scoring_story.whole(motion_story.with_council())
    council_story.enter()
    asking.drafts(ROUND, "nhap-1", (), SECRETARY, AFTER)
    scoring_story.work(aws)
    agreeing.freeze(ROUND, motion_story.NUMBERS, "họp lần 1", SECRETARY, AFTER)
    agreeing.vote(ROUND, 1, "agree", "", AN, AFTER)
    queues.send_sealing(ROUND, "departments")
    scoring_story.ask("tam-1", "provisional", indexes=["districts"], reason="thử")
    return {}


def submitted(aws: Aws, patch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A unit has sent its report; a letter has come back."""
    box = survey_story.placed(patch)
    survey_story.survey(aws, box)
    survey_story.open_window("self_assessment")
    receipt = sheet_story.send(aws)
    name = invitation_id(ROUND, "departments", "nguoi-1001@example.test")
    back = invitations.find_all([name]).values()
    invitations.change(back, lambda each: told(each, News(1, BOUNCED)))
    return {"receipt": receipts.as_json(receipt), "tokens": box.tokens()}


ALL: dict[str, Play] = {"at_work": at_work, "results": results, "submitted": submitted}
