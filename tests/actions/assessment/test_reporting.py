"""Reporting: a report bears the digest of its approval only while that holds, and leads to its
check.
"""

from __future__ import annotations

import io
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from docx import Document

from chalicelib.actions.assessment import checking_receipts, reporting
from chalicelib.domain.assessment import receipts
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.instants import from_text
from chalicelib.domain.rounds.rulings import Ruling
from tests import scoring_story
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW

SOON = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
@told_once
def _filled(aws: Aws) -> None:
    story.load()
    story.fill()


def printed() -> str:
    """Every text of the DOCX file."""
    document = Document(io.BytesIO(reporting.docx(story.place())))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_draft_becomes_the_approved_report_and_after_an_edit_a_draft_again() -> None:
    assert reporting.report(story.place()).approval is None
    approval = story.approve()
    assert reporting.report(story.place()).approval == approval
    story.save("1.2", value={"count": 1})
    assert reporting.report(story.place()).approval is None


def test_the_file_bears_the_digest_only_while_the_approval_holds() -> None:
    digest = story.approve().digest
    assert digest in printed()
    story.save("1.2", value={"count": 1})
    assert digest not in printed()


def test_the_signed_report_goes_with_the_approval_with_what_its_inspection_found(aws: Aws) -> None:
    story.approve()
    assert reporting.report(story.place()).signed is None
    story.sign(aws)
    signed = reporting.report(story.place()).signed
    assert signed is not None and signed.verdicts is not None
    assert [verdict.kind for verdict in signed.verdicts] == ["readable", "signature"]


def test_what_is_submitted_stays_approved_and_what_is_opened_again_is_a_draft(aws: Aws) -> None:
    story.approve()
    story.sign(aws)
    receipt = story.submit()
    approval = reporting.report(story.place()).approval
    assert approval is not None and approval.digest == receipt.digest
    story.reopen(SOON)
    assert reporting.report(story.place(SOON)).approval is None


def test_a_leaf_that_does_not_apply_is_neither_missing_nor_counted() -> None:
    story.save("1.2", value=None)
    before = reporting.report(story.place())
    scoring_story.rule(Ruling("not_applicable", "so-a", leaf="1.2", reason="không có"))
    after = reporting.report(story.place())
    assert [problem.at for problem in before.missing] == ["1.2"] and after.missing == []
    assert {line.code: line.applies for line in after.report.lines}["1.2"] is False


def test_the_address_of_a_receipt_holds_all_that_its_check_needs(aws: Aws) -> None:
    story.approve()
    story.sign(aws)
    receipt = story.submit()
    asked = dict(parse_qsl(urlsplit(reporting.proof(receipt)["check"]).fragment))
    held = Receipt(
        asked["r"],
        asked["u"],
        from_text(asked["t"]),
        asked["o"] == "1",
        asked["d"],
        asked["p"],
        asked["v"],
        receipts.number_of(asked["d"]),
        asked["s"],
    )
    checked = checking_receipts.receipt(held, "", SOON)
    assert checked is not None and checked.state == "stands"


def test_the_address_on_a_print_leads_to_the_approval_it_was_printed_for() -> None:
    approval = story.approve()
    address = reporting.address_of_approval(story.place(), approval.digest)
    asked = dict(parse_qsl(urlsplit(address).fragment))
    checked = checking_receipts.approval(asked["r"], asked["u"], asked["d"], "", SOON)
    assert checked is not None and checked.approval == approval
