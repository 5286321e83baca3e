"""A document signed in the order of decree 30/2020 (the leader signs, the clerk numbers, the body
signs), by programs that are not ours, counts as evidence and as report; altered copies do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from chalicelib import clock as real_clock
from chalicelib.actions.evidence import inspecting
from chalicelib.documents import signatures
from chalicelib.domain.evidence import inspection
from chalicelib.store import evidence
from tests.documents.signing_elsewhere import (
    Step,
    alter,
    crop,
    damage,
    drop,
    rewrite,
    run,
    sign,
    stamp,
)
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import ROUND
from tests.unit_story import approve, attach, complete, submit, upload_report

pytestmark = pytest.mark.long

LEADER, BODY = sign("Lãnh đạo (thử)"), sign("Cơ quan (thử)")
ISSUED = (LEADER, stamp(), BODY)
ALTERED: dict[str, Sequence[Step]] = {
    "a byte": (*ISSUED, alter()),
    "stamped after the last signature": (*ISSUED, stamp()),
    "page rewritten": (*ISSUED, rewrite()),
    "page rewritten and signed again": (LEADER, rewrite(), BODY),
    "page cropped and signed again": (LEADER, stamp(), crop(), BODY),
    "signature damaged": (*ISSUED, damage()),
    "signatures removed": (*ISSUED, drop()),
    "stamped after the only signature": (LEADER, stamp()),
}


def test_every_signer_is_named_and_trusted_and_the_stamp_is_told(tmp_path: Path) -> None:
    paper = run(tmp_path, *ISSUED)
    judged = signatures.judged(paper.content, (paper.root,), "Asia/Ho_Chi_Minh")
    found = {each.kind: each for each in judged}
    assert {kind: each.outcome for kind, each in found.items()} == {
        "signature": "good",
        "signer": "good",
        "trust": "good",
        "signed_at": "warning",
        "changed_after": "good",
    }
    assert "1. Lãnh đạo (thử); 2. Cơ quan (thử)" in found["signer"].text.vi
    assert "1 dấu" in found["changed_after"].text.vi


@pytest.mark.parametrize("steps", ALTERED.values(), ids=ALTERED)
def test_an_altered_copy_is_told(tmp_path: Path, steps: Sequence[Step]) -> None:
    paper = run(tmp_path, *steps)
    assert inspection.is_bad(signatures.judged(paper.content, (paper.root,), "Asia/Ho_Chi_Minh"))


def test_it_counts_as_evidence_and_as_report(
    open_: Site, aws: Aws, pdf: bytes, tmp_path: Path
) -> None:
    content = run(tmp_path, *ISSUED).content
    complete(open_, aws, pdf)
    assert state_of(open_, aws, content) == "inspected"
    approve(open_)
    kept = upload_report(open_, aws, content).json
    told = {each["kind"]: each["outcome"] for each in kept["verdicts"]}
    assert told["signature"] == told["changed_after"] == "good"
    assert submit(open_).status == 200


@pytest.mark.parametrize("name", ["a byte", "stamped after the last signature"])
def test_an_altered_copy_counts_as_neither(
    open_: Site, aws: Aws, pdf: bytes, tmp_path: Path, name: str
) -> None:
    content = run(tmp_path, *ALTERED[name]).content
    complete(open_, aws, pdf)
    assert state_of(open_, aws, content) == "quarantined"
    approve(open_)
    refused = upload_report(open_, aws, content)
    assert {code for _, code in refused.problems} == {"signature_broken"}
    assert submit(open_).code == "report_missing"


def state_of(site: Site, aws: Aws, content: bytes) -> str:
    """What becomes of a file that is attached and inspected."""
    made = attach(site, aws, content, ["2.2"], "Kế hoạch đã ký.pdf").json
    bucket, sheet = aws.environment["EVIDENCE_BUCKET"], f"{ROUND}/so-a"
    for stored in aws.client("s3").list_object_versions(Bucket=bucket, Prefix=sheet)["Versions"]:
        inspecting.inspect(stored["Key"], stored["VersionId"], real_clock.now())
    return evidence.get(sheet, made["evidence"]).state
