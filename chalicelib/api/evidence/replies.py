"""What the routes of evidence answer with."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import Answer, Digest, LocalDate, Text


class Form(Answer):
    """A form: POST `fields`, then the file as `file`, as multipart/form-data to `url`."""

    evidence: str
    url: str
    fields: dict[str, str]
    expires_at: AwareDatetime


class Forms(Answer):
    """One form a file."""

    forms: list[Form]


class Verdict(Answer):
    """One finding of the inspection, in words."""

    kind: Literal[
        "readable",
        "signature",
        "signer",
        "trust",
        "signed_at",
        "changed_after",
        "date_in_year",
        "effective",
        "duplicate",
    ]
    outcome: Literal["good", "warning", "bad", "unknown"]
    text: Text


class EvidenceFile(Answer):
    """A confirmed file; `sha256` in hex. `version` counts the changes of what is said of it.

    A quarantined file stays on record and counts as no evidence; so does one that is not official.
    """

    evidence: str
    name: str
    size: int
    sha256: Digest
    version_id: str
    leaves: list[str]
    uploaded_at: AwareDatetime
    uploaded_by: str
    official: bool
    number: str
    date: LocalDate | None
    issuer: str
    effective: LocalDate | None
    version: int
    removed_at: AwareDatetime | None
    state: Literal["waiting", "inspected", "quarantined"]
    verdicts: list[Verdict]


class Archive(Answer):
    """The archive of a unit's evidence: how far it is, and, once done, a link good for five
    minutes.
    """

    state: Literal["none", "queued", "running", "done", "failed"]
    files: int
    bytes: int
    url: str | None
    expires_at: AwareDatetime | None


class EvidenceFiles(Answer):
    """A unit's confirmed files."""

    files: list[EvidenceFile]


class Link(Answer):
    """A download link and the instant it ends."""

    url: str
    expires_at: AwareDatetime
