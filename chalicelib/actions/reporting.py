"""The report on the self-assessment: its content, its digest as a code to scan, its printed form."""

from __future__ import annotations

import json

from chalicelib.actions.saving import Place
from chalicelib.documents import qr
from chalicelib.domain import receipts
from chalicelib.domain.receipts import Receipt


def code_of_digest(at: Place, digest: str) -> str:
    """The digest of an approved sheet as a QR image (`data:` address)."""
    return qr.data_uri(seal_text(at, digest))


def seal_text(at: Place, digest: str) -> str:
    """What the QR code of an approved sheet says."""
    return f"PARINDEX {at.round.id}/{at.unit.id} sha256:{digest}"


def code_of_receipt(receipt: Receipt) -> str:
    """The whole receipt as a QR image (`data:` address): what it says can be sent to the check as it is."""
    return qr.data_uri(json.dumps(receipts.as_json(receipt), ensure_ascii=False, separators=(",", ":")))
