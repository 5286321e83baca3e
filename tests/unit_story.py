"""A unit's work through the API, for tests: fill the sheet, attach evidence, approve, sign,
submit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.small_round import ROUND, VALUES

UNIT = f"/api/units/{ROUND}/so-a"
FILE: dict[str, Any] = {"name": "Kế hoạch số 12.pdf", "size": 1000, "type": "application/pdf"}
REPORT: dict[str, Any] = {"name": "Báo cáo đã ký.pdf", "size": 1000, "type": "application/pdf"}


def save(
    site: Site, *changes: dict[str, Any], save_id: str = "save-0001", token: str = ""
) -> Answer:
    """Save leaves as an editor."""
    return site.call(
        "POST",
        f"{UNIT}/sheet",
        {"save_id": save_id, "entries": list(changes)},
        token or site.editor(),
    )


def sheet(site: Site) -> Any:
    """The sheet as the editor sees it."""
    return site.done("GET", f"{UNIT}/sheet", token=site.editor())


def attach(
    site: Site,
    aws: Aws,
    content: bytes,
    leaves: Iterable[str],
    name: str = FILE["name"],
    type_: str = FILE["type"],
) -> Answer:
    """Ask for a form, put the bytes where it leads, confirm."""
    wanted = {"files": [FILE | {"name": name, "type": type_}]}
    form = site.done("POST", f"{UNIT}/evidence/forms", wanted, site.editor())["forms"][0]
    aws.client("s3").put_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"], Key=form["fields"]["key"], Body=content
    )
    return site.call(
        "POST",
        f"{UNIT}/evidence",
        {"evidence": form["evidence"], "leaves": list(leaves)},
        site.editor(),
    )


def complete(site: Site, aws: Aws, pdf: bytes) -> None:
    """Fill every leaf; a file for two of them, explanations for the others that need one."""
    save(site, *({"leaf": leaf, "value": value, "version": 0} for leaf, value in VALUES.items()))
    attach(site, aws, pdf, ["1.1.1", "1.1.2"])
    save(
        site,
        {"leaf": "2.2", "explanation": "bản giấy", "version": 0},
        {"leaf": "2.1.2", "explanation": "chưa ký", "version": 1},
        save_id="save-0002",
    )


def approve(site: Site, save_id: str = "approve-1") -> Any:
    """Approve what there is."""
    version = sheet(site)["version"]
    return site.done(
        "POST", f"{UNIT}/approve", {"save_id": save_id, "version": version}, site.leader()
    )


def upload_report(site: Site, aws: Aws, content: bytes) -> Answer:
    """Upload the signed report and confirm it."""
    form = site.done("POST", f"{UNIT}/report/forms", REPORT, site.editor())
    aws.client("s3").put_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"], Key=form["fields"]["key"], Body=content
    )
    return site.call("POST", f"{UNIT}/report", {"evidence": form["evidence"]}, site.editor())


def submit(site: Site, save_id: str = "submit-01") -> Answer:
    """Send it."""
    return site.call("POST", f"{UNIT}/submit", {"save_id": save_id}, site.editor())


def send(site: Site, aws: Aws, pdf: bytes) -> Any:
    """All of it, from the empty sheet to the receipt."""
    complete(site, aws, pdf)
    approve(site)
    upload_report(site, aws, pdf)
    return submit(site).json
