"""Request bodies. What a model refuses is a 422 that names every error; the round's own rules are the domain's."""

from __future__ import annotations

from datetime import date as LocalDate  # noqa: N812  a field is named date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from chalicelib.api.schemas_faults import *  # noqa: F403
from chalicelib.api.schemas_letters import *  # noqa: F403
from chalicelib.api.schemas_lists import *  # noqa: F403
from chalicelib.api.schemas_reports import *  # noqa: F403
from chalicelib.api.schemas_survey import *  # noqa: F403  one place where bodies are looked up
from chalicelib.api.schemas_team import *  # noqa: F403
from chalicelib.domain.changes import KEEP, Change

SaveId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
Short = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, min_length=1)]
Email = Annotated[str, StringConstraints(max_length=254, strip_whitespace=True, to_lower=True)]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$", strip_whitespace=True)]


class Body(BaseModel):
    """A body takes the members it names and no others, so that a misspelt one is told, not dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SignIn(Body):
    """An e-mail address and its password."""

    email: Email
    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class NewPassword(Body):
    """The answer to a first sign-in: its challenge, and the password to use from now on."""

    email: Email
    challenge: Annotated[str, StringConstraints(min_length=20, max_length=4096)]
    new_password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class SecondFactor(Body):
    """The answer to a sign-in with a second factor: its challenge, and the code that the authenticator shows."""

    email: Email
    challenge: Annotated[str, StringConstraints(min_length=20, max_length=4096)]
    code: Code


class ChangePassword(Body):
    """Put a new password in the old one's place."""

    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]
    new_password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class ConfirmSecondFactor(Body):
    """A code that shows that the authenticator holds the secret."""

    code: Code


class Because(Body):
    """The reason of an act."""

    reason: Reason


class LoadRound(Body):
    """A round (contract §2) and its units, one object a row."""

    round: dict[str, Any]
    units: list[dict[str, Any]]


class OpenWindow(Body):
    """Open a window now, until an instant with an offset."""

    until: AwareDatetime
    reason: Reason


class CloseWindow(Body):
    """Close a window now, which means in ten seconds."""

    reason: Reason


class NewAccount(Body):
    """An officer who gets an account."""

    email: Email
    name: Short
    role: Literal["editor", "leader", "council", "ops"]
    unit: Short = ""
    areas: list[Short] = []


class NewAccounts(Body):
    """Some officers."""

    accounts: Annotated[list[NewAccount], Field(min_length=1, max_length=25)]


class NewRuling(Body):
    """A ruling of ops; which members it needs depends on its kind."""

    kind: Literal["external", "not_applicable", "exclusion", "void", "adjustment", "previous"]
    unit: Short
    leaf: Short = ""
    value: Any = None
    points: Short = ""
    id: Annotated[str, StringConstraints(max_length=100)] = ""
    index: Short = ""
    rank: int = 0
    reason: Annotated[str, StringConstraints(max_length=2000)] = ""
    public: bool = False
    withdrawn: bool = False


class NewRulings(Body):
    """Some rulings."""

    rulings: Annotated[list[NewRuling], Field(min_length=1, max_length=1000)]


class LeafChange(Body):
    """What a save wants for one leaf; a member left out stays as it is, null clears it."""

    leaf: Short
    version: Annotated[int, Field(ge=0)]
    value: Any = None
    explanation: str | None = None
    estimated: bool | None = None

    def change(self) -> Change:
        """The change for the domain."""
        given = self.model_fields_set
        return Change(self.leaf, self.version, self.value if "value" in given else KEEP,
                      self.explanation if "explanation" in given else KEEP,
                      self.estimated if "estimated" in given else KEEP)


class SaveSheet(Body):
    """A save of many leaves at once, under an id that makes its repetition harmless."""

    save_id: SaveId
    entries: Annotated[list[LeafChange], Field(min_length=1, max_length=1000)]


class LeafAppraisal(Body):
    """The council's value and comment for one leaf."""

    leaf: Short
    version: Annotated[int, Field(ge=0)]
    value: Any = None
    comment: str | None = None

    def change(self) -> Change:
        """The change for the domain, where the comment takes the place of the explanation."""
        given = self.model_fields_set
        return Change(self.leaf, self.version, self.value if "value" in given else KEEP,
                      self.comment if "comment" in given else KEEP)


class SaveAppraisals(Body):
    """A save of the council, in one of the two passes."""

    save_id: SaveId
    round_pass: Annotated[Literal[1, 2], Field(alias="pass")]
    entries: Annotated[list[LeafAppraisal], Field(min_length=1, max_length=1000)]


class WantedFile(Body):
    """A file about to be uploaded: its name, size in bytes and type."""

    name: Annotated[str, StringConstraints(max_length=1000)]
    size: int
    type: Short


class WantForms(Body):
    """Ask for upload forms."""

    files: Annotated[list[WantedFile], Field(min_length=1, max_length=20)]


class DescribedFile(Body):
    """Which leaves a file serves, and what document it is; only an issued one is official."""

    leaves: Annotated[list[Short], Field(min_length=1, max_length=300)]
    official: bool = True
    number: Short = ""
    date: LocalDate | None = None
    issuer: Short = ""
    effective: LocalDate | None = None


class ConfirmFile(DescribedFile):
    """Say that a file was uploaded, which leaves it serves and what document it is."""

    evidence: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class DescribeFile(DescribedFile):
    """Say anew what a file is; `version` is the one you saw."""

    version: Annotated[int, Field(ge=0)]


class Nothing(Body):
    """No member is needed; a `save_id` is taken."""

    save_id: SaveId | None = None


class Submit(Body):
    """Send the self-assessment."""

    save_id: SaveId


class Publish(Body):
    """Ask for a publication; `confirm_gaps` is the reason for publishing although something is missing."""

    status: Literal["provisional", "final"]
    indexes: list[Short] = []
    reason: Annotated[str, StringConstraints(max_length=2000)] = ""
    confirm_gaps: Annotated[str, StringConstraints(max_length=2000)] = ""
