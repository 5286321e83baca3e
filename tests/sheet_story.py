"""A unit's work through the use cases, for tests: fill the sheet, attach evidence, approve, sign,
submit.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from chalicelib.actions import places
from chalicelib.actions.assessment import approving, saving, submitting
from chalicelib.actions.evidence import attaching
from chalicelib.actions.evidence.attaching import Upload
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import scheduling
from chalicelib.domain.assessment.approvals import Approval, SignedReport
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit, sheets
from tests import scoring_story, survey_story
from tests.documents import signing
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, OPS

KEY = f"{ROUND}/so-a"
LEADER = Account("ld-1", "lanh-dao@example.test", "Lãnh đạo", "leader", ROUND, "so-a")
PDF = Upload("Kế hoạch số 12.pdf", 1000, "application/pdf")
LATER = survey_story.LATER


def load() -> None:
    """Load the small round; units assess themselves for an hour."""
    survey_story.load()
    survey_story.open_window("self_assessment")


def place(now: datetime = NOW, unit: str = "so-a", kind: str = "self_assessment") -> Place:
    """The place of a sheet."""
    return places.place(ROUND, unit, kind, now)


def sheet() -> Sheet:
    """The sheet of so-a as it is in the store."""
    return sheets.get(KEY)


def acts() -> list[tuple[str, str, str]]:
    """The act, its subject and who did it, for everything on record, oldest first."""
    return [(act.act, act.subject, act.by) for act in audit.list_acts(ROUND)]


def save(
    leaf: str, save_id: str = "save-0002", now: datetime = NOW, version: int = 1, **parts: Any
) -> Save:
    """An editor saves one leaf."""
    changes = [Change(leaf, version, **parts)]
    return saving.save(place(now), save_id, changes, EDITOR.email, now)


def fill() -> None:
    """Every value, and an explanation wherever evidence is required."""
    scoring_story.assess("so-a")
    save("2.2", "save-0001", version=0, explanation="bản giấy")


def upload(
    aws: Aws, file_id: str, content: bytes = b"", at: Place | None = None, now: datetime = NOW
) -> None:
    """Ask for a form under that id and put the bytes where it leads."""
    (form,) = attaching.forms(at or place(now), [PDF], EDITOR.email, lambda: file_id, now)
    put(aws, form["fields"]["key"], content)


def put(aws: Aws, key: str, content: bytes = b"") -> None:
    """Put bytes into the bucket of the evidence; one empty page if none are given."""
    bucket = aws.environment["EVIDENCE_BUCKET"]
    aws.client("s3").put_object(Bucket=bucket, Key=key, Body=content or signing.plain())


def attach(
    aws: Aws, file_id: str = "e1", leaf: str = "1.1.1", kind: str = "self_assessment"
) -> EvidenceFile:
    """Upload a file and confirm it for one leaf."""
    at = place(kind=kind)
    upload(aws, file_id, at=at)
    return attaching.confirm(at, file_id, [leaf], Paper(), NOW)


def approve(save_id: str = "approve-1", now: datetime = NOW) -> Approval:
    """The leader approves what there is."""
    return approving.approve(place(now), save_id, sheet().version, LEADER, now)


def sign(aws: Aws, file_id: str = "r1", content: bytes = b"", now: datetime = NOW) -> SignedReport:
    """Upload the signed report and record it."""
    form = approving.report_form(place(now), PDF, EDITOR.email, lambda: file_id, now)
    put(aws, form["fields"]["key"], content)
    return approving.take_report(place(now), file_id, EDITOR.email, now)


def submit(save_id: str = "submit-01", now: datetime = NOW) -> Receipt:
    """An editor submits."""
    return submitting.submit(place(now), save_id, EDITOR.email, now)


def send(aws: Aws) -> Receipt:
    """All of it, from the empty sheet to the receipt."""
    fill()
    approve()
    sign(aws)
    return submit()


def reopen(now: datetime = NOW, until: datetime = LATER + timedelta(hours=1)) -> None:
    """Operations staff open the sheet of so-a again."""
    scheduling.open_for_unit(ROUND, "so-a", "self_assessment", until, "bổ sung", OPS, now)


def send_again(aws: Aws, now: datetime) -> Receipt:
    """Approve, sign and submit a sheet that is open again, under new ids."""
    approve("approve-2", now)
    sign(aws, "r2", signing.signed(), now)
    return submit("submit-02", now)
