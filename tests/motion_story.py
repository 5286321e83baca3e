"""The meeting of the council step by step, over HTTP: freeze, vote, papers, approval."""

from __future__ import annotations

from typing import Any

from tests.documents import signing
from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.small_round import ROUND, document

MOTIONS = f"/api/council/{ROUND}/motions"
MEMBERS = ("an@example.test", "binh@example.test", "chu-tich@example.test")
SECRETARY = "thu-ky@example.test"
AGREE, ABSTAIN = {"choice": "agree"}, {"choice": "abstain"}
DISAGREE = {"choice": "disagree", "reason": "còn thiếu số liệu"}
NUMBERS = {"departments": 1, "districts": 1}


def with_council(**rule: str) -> dict[str, Any]:
    """The small round with a council, of the default rule if none is given."""
    changed = document()
    changed["council"] = rule or None
    return changed


def enter(site: Site) -> None:
    """Two members, the chair and the secretariat get their accounts."""
    for email in MEMBERS[:2]:
        site.account(email, "council")
    site.account(MEMBERS[2], "chair")
    site.account(SECRETARY, "secretariat")


def freeze(site: Site, drafts: dict[str, int] | None = None) -> Answer:
    """The secretariat freezes these drafts."""
    body = {"drafts": drafts or NUMBERS}
    return site.call("POST", MOTIONS, body, site.tokens[SECRETARY])


def vote(site: Site, email: str, body: dict[str, str], motion: int = 1) -> Answer:
    """Somebody votes."""
    return site.call("POST", f"{MOTIONS}/{motion}/votes", body, site.tokens[email])


def lift(site: Site, motion: int = 1) -> Answer:
    """The secretariat lifts the freeze."""
    path = f"{MOTIONS}/{motion}/lift"
    return site.call("POST", path, {"reason": "sửa số liệu"}, site.tokens[SECRETARY])


def uploaded(site: Site, aws: Aws, name: str = "bien-ban.pdf", content: bytes = b"") -> str:
    """The secretariat uploads a paper; the id of its form."""
    body = {"name": name, "size": 10, "type": "application/pdf"}
    form = site.done("POST", f"{MOTIONS}/1/papers/forms", body, site.tokens[SECRETARY])
    aws.client("s3").put_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"],
        Key=form["fields"]["key"],
        Body=content or signing.plain(),
    )
    return str(form["evidence"])


def approve(site: Site, evidence: str, date: str = "2026-11-20") -> Answer:
    """The secretariat records the approval of the report."""
    body = {"number": "12/QĐ-BNV", "date": date, "evidence": evidence}
    return site.call("POST", f"{MOTIONS}/1/approval", body, site.tokens[SECRETARY])


def agreed(site: Site) -> None:
    """The first drafts are frozen and two of three members agree."""
    assert freeze(site).status == 201
    for email in MEMBERS[:2]:
        assert vote(site, email, AGREE).status == 200
