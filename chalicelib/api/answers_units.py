"""What the routes of units and of the council answer with."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, StringConstraints

from chalicelib.api.answer_parts import Answer, Points, Text, Window

Submission = Literal["on_time", "late", "not_submitted"]
LocalDate = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class UnitName(Answer):
    """A unit and its name."""

    id: str
    name: Text


class Filled(Answer):
    """How much of a sheet is done."""

    leaves: int
    filled: int
    needs_explanation: int


class UnitState(Answer):
    """Where a unit stands."""

    round: str
    index: str
    unit: UnitName
    title: Text
    windows: dict[str, Window]
    submitted_at: AwareDatetime | None
    receipt: str | None
    submission: Submission
    progress: Filled
    locked_since: AwareDatetime | None
    locked_reason: Text | None
    lists: dict[str, dict[str, Any]] = {}


class Criteria(Answer):
    """The criteria tree as it was loaded (contract §2); each leaf has `applies`."""

    index: str
    title: Text
    illustrative: bool
    areas: list[dict[str, Any]]


class Entry(Answer):
    """A leaf as saved; `points` is what the rule gives for `value`."""

    value: Any
    points: Points | None
    explanation: str
    estimated: bool
    version: int
    saved_at: AwareDatetime | None
    saved_by: str


class UnitEntry(Entry):
    """A leaf of the unit's own sheet, with the ids of its evidence."""

    evidence: list[str] = []


class Total(Answer):
    """Points reached, and the most there are."""

    points: Points
    maximum: Points


class Totals(Total):
    """The same for each area."""

    areas: dict[str, Total]


class Sheet(Answer):
    """Everything a unit has saved; the texts of its report stand under `report:difficulties` and `report:proposals`."""

    version: int
    locks_at: AwareDatetime
    submitted_at: AwareDatetime | None
    receipt: str | None
    entries: dict[str, UnitEntry]
    totals: Totals


class SavedEntry(Answer):
    """What a save made of a leaf; members it did not touch are left out."""

    version: int
    value: Any = None
    points: Points | None = None
    explanation: str | None = None
    estimated: bool | None = None
    comment: str | None = None


class Saved(Answer):
    """An accepted save."""

    save_id: str
    saved_at: AwareDatetime
    locks_at: AwareDatetime
    entries: dict[str, SavedEntry]


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

    kind: Literal["readable", "signature", "signer", "trust", "signed_at", "changed_after", "date_in_year", "duplicate"]
    outcome: Literal["good", "warning", "bad", "unknown"]
    text: Text


class EvidenceFile(Answer):
    """A confirmed file; `sha256` in hex. `version` counts the changes of what is said of it.

    A quarantined file stays on record and counts as no evidence; so does one that is not official.
    """

    evidence: str
    name: str
    size: int
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
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
    """The archive of a unit's evidence: how far it is, and, once done, a link good for five minutes."""

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


class CouncilUnit(Answer):
    """How far the appraisal of a unit is."""

    unit: str
    name: Text
    index: str
    submitted_at: AwareDatetime | None
    submission: Submission
    appraised: int
    leaves: int


class CouncilUnits(Answer):
    """Every unit of the round."""

    units: list[CouncilUnit]


class Appraisal(Answer):
    """A leaf as appraised in one pass."""

    value: Any
    points: Points | None
    comment: str
    version: int
    saved_at: AwareDatetime | None
    saved_by: str


class CouncilSheet(Answer):
    """A unit's own entries and evidence, and both passes of its appraisal by leaf."""

    unit: str
    submitted_at: AwareDatetime | None
    entries: dict[str, Entry]
    evidence: list[EvidenceFile]
    appraisals: dict[Literal["1", "2"], dict[str, Appraisal]]
