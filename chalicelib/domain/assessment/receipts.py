"""Receipts: the proof that a unit gets after “Gửi đi”, which anyone who has it can check later.

A receipt has the digests of everything that was sent and of the signed report, and a MAC under the
secret of this deployment, with its own prefix. So a genuine one is known without stored data.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from chalicelib.domain import json_values
from chalicelib.domain.instants import from_text, to_text

ON_TIME, LATE, NOT_SUBMITTED = "on_time", "late", "not_submitted"
STANDS, REOPENED, REPLACED = "stands", "reopened", "replaced"


@dataclass(frozen=True, slots=True)
class Receipt:
    """`digest` and `report_sha256` are hex, `report_version` is the stored version of the report,
    `receipt` the number for people (see `number_of`).
    """

    round: str
    unit: str
    submitted_at: datetime
    on_time: bool
    digest: str
    report_sha256: str
    report_version: str
    receipt: str
    signature: str = ""


def number_of(digest: str) -> str:
    """A number that people can read out: the first 16 digits of the digest in groups of four."""
    return "-".join(digest[start : start + 4].upper() for start in range(0, 16, 4))


def as_json(receipt: Receipt) -> dict[str, Any]:
    """The receipt as the unit gets it."""
    return {**asdict(receipt), "submitted_at": to_text(receipt.submitted_at)}


def from_json(document: Mapping[str, Any]) -> Receipt:
    """The receipt of its JSON."""
    submitted_at = from_text(document["submitted_at"])
    return json_values.of(Receipt, {**document, "submitted_at": submitted_at})


def signed(receipt: Receipt, key: bytes) -> Receipt:
    """The receipt with its signature."""
    return replace(receipt, signature=_mac(receipt, key))


def is_genuine(receipt: Receipt, key: bytes) -> bool:
    """Whether this deployment issued the receipt, exactly as it is."""
    return hmac.compare_digest(receipt.signature.encode(), _mac(receipt, key).encode())


def _mac(receipt: Receipt, key: bytes) -> str:
    content = {name: value for name, value in as_json(receipt).items() if name != "signature"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (
        urlsafe_b64encode(hmac.digest(key, f"receipt\n{text}".encode(), "sha256"))
        .rstrip(b"=")
        .decode()
    )


def is_on_time(missed: datetime | None, loaded_at: datetime | None) -> bool:
    """Whether a submission is on time; `missed` is the deadline that had passed when its window was
    opened again.

    An extension moves the deadline; in a window that was opened again after closing, every
    submission is late. A deadline up to `loaded_at` does not count, so that an old round can be
    replayed.
    """
    return missed is None or (loaded_at is not None and missed <= loaded_at)


def submission(receipt: Receipt | None) -> str:
    """`on_time`, `late` or `not_submitted`; a reopened sheet keeps the state of its last
    submission.
    """
    if receipt is None:
        return NOT_SUBMITTED
    return ON_TIME if receipt.on_time else LATE


def as_query(receipt: Receipt) -> str:
    """The receipt as the query of a web address, short enough for a QR code. Its number is left
    out, since the digest gives it.
    """
    return urlencode(
        {
            "r": receipt.round,
            "u": receipt.unit,
            "t": to_text(receipt.submitted_at),
            "o": int(receipt.on_time),
            "d": receipt.digest,
            "p": receipt.report_sha256,
            "v": receipt.report_version,
            "s": receipt.signature,
        },
        safe=":",
    )


def approval_query(round_id: str, unit: str, digest: str) -> str:
    """An approval as the query of a web address: the names of a receipt's, without a signature."""
    return urlencode({"r": round_id, "u": unit, "d": digest})


def state_of(held: Receipt, latest: Receipt | None, submitted: bool) -> str:
    """`stands`, `reopened` or `replaced` for a genuine receipt. `latest` is the last receipt of
    its unit, `submitted` whether the sheet is locked as it was sent.
    """
    if latest is None or held.signature != latest.signature:
        return REPLACED
    return STANDS if submitted else REOPENED


def with_states(issued: Iterable[Receipt], submitted: bool) -> list[tuple[Receipt, str]]:
    """All receipts of a unit, newest first, each with its state; `submitted` says whether the sheet
    is locked as it was sent.

    The latest is `stands`, or `reopened` while its sheet is open again. Earlier ones are
    `replaced`; they are still genuine.
    """
    newest = sorted(issued, key=lambda receipt: receipt.submitted_at, reverse=True)
    latest = STANDS if submitted else REOPENED
    return [(receipt, REPLACED if place else latest) for place, receipt in enumerate(newest)]
