"""What routes answer with: the models that `answers=` names. They write the OpenAPI document, and
tests hold every real answer against them; at run time nothing is validated twice.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from chalicelib.api.answer_parts import Answer, Text, Window
from chalicelib.api.answers_accounts import (
    Accounts,
    AccountsPreview,
    AccountState,
    NewSecondFactor,
    OwnAccount,
)
from chalicelib.api.answers_cases import CaseFile, CaseFiles, IndexSignals, UnitCase
from chalicelib.api.answers_council import CouncilSheet, CouncilUnits
from chalicelib.api.answers_evidence import Archive, EvidenceFile, EvidenceFiles, Form, Forms, Link
from chalicelib.api.answers_letters import (
    AddressCorrection,
    AddressCorrections,
    HandedLink,
    ListedPeople,
    Mailing,
    MailQuota,
    Nudged,
    Revoked,
)
from chalicelib.api.answers_lists import (
    CarriedQuestionnaires,
    GroupList,
    KeptList,
    KeptLists,
    ListException,
    ListExceptions,
    ListPreview,
    ListsState,
    QuestionnaireChanges,
    QuestionnaireDocument,
    Questionnaires,
    SentLists,
)
from chalicelib.api.answers_ops import (
    CreatedAccounts,
    LoadedRound,
    PublicationJob,
    PublicationJobs,
    Rounds,
    RoundState,
    RoundUnits,
    Rulings,
    RulingsPreview,
    SavedRulings,
    UnitOverview,
)
from chalicelib.api.answers_progress import (
    Progress,
    ReportedFault,
    ReportedFaults,
    RoundProgress,
    SurveyState,
    UnitFaults,
)
from chalicelib.api.answers_receipts import CheckedApproval, CheckedReceipt, Receipt, Receipts
from chalicelib.api.answers_reports import Approval, Approved, Report, SignedReport, WorkbookPreview
from chalicelib.api.answers_supplement import Supplement, SupplementState
from chalicelib.api.answers_team import (
    Assignments,
    CarriedOver,
    CarryOvers,
    Contacts,
    History,
    Notices,
    People,
)
from chalicelib.api.answers_units import Criteria, Saved, Sheet, UnitState
from chalicelib.api.schemas_survey import AnswerReceipt, Invited, Questionnaire, Sealed

__all__ = [
    "CaseFile",
    "CaseFiles",
    "IndexSignals",
    "UnitCase",
    "Assignments",
    "CarriedOver",
    "CarryOvers",
    "Contacts",
    "History",
    "Notices",
    "People",
    "AccountState",
    "Accounts",
    "AccountsPreview",
    "PublicationJobs",
    "RoundUnits",
    "Rulings",
    "RulingsPreview",
    "UnitOverview",
    "NewSecondFactor",
    "OwnAccount",
    "Archive",
    "ReportedFault",
    "ReportedFaults",
    "RoundProgress",
    "UnitFaults",
    "GroupList",
    "KeptLists",
    "ListException",
    "ListExceptions",
    "ListPreview",
    "ListsState",
    "CarriedQuestionnaires",
    "QuestionnaireChanges",
    "QuestionnaireDocument",
    "Questionnaires",
    "AddressCorrection",
    "AddressCorrections",
    "HandedLink",
    "ListedPeople",
    "MailQuota",
    "Mailing",
    "Nudged",
    "Revoked",
    "AnswerReceipt",
    "Approval",
    "Approved",
    "CheckedApproval",
    "CheckedReceipt",
    "CouncilSheet",
    "CouncilUnits",
    "CreatedAccounts",
    "Criteria",
    "EvidenceFile",
    "EvidenceFiles",
    "Form",
    "Forms",
    "Health",
    "Invited",
    "KeptList",
    "Link",
    "LoadedRound",
    "Problem",
    "Progress",
    "PublicationJob",
    "PublishedRounds",
    "Questionnaire",
    "Receipt",
    "Receipts",
    "Report",
    "Rounds",
    "RoundState",
    "Saved",
    "SavedRulings",
    "Sealed",
    "SentLists",
    "Session",
    "Sheet",
    "SignedReport",
    "SurveyState",
    "Supplement",
    "SupplementState",
    "UnitState",
    "Window",
    "WorkbookPreview",
]


class Health(Answer):
    """Requests reach the application."""

    status: Literal["ok"]


class Fault(BaseModel):
    """One thing that is wrong: where, and what to do. A clash also has `yours` and `theirs`."""

    model_config = ConfigDict(extra="allow")
    at: str
    code: str
    detail: str
    detail_en: str


class Problem(Answer):
    """Why a request was refused (RFC 9457), in Vietnamese and in English; nothing was changed."""

    type: str
    title: str
    title_en: str
    status: int
    code: str
    detail: str
    detail_en: str
    challenge: Annotated[
        str | None, Field(description="with codes of sign-in that ask for an answer")
    ] = None
    errors: list[Fault] = []


class SignedIn(Answer):
    """Who is signed in."""

    email: str
    name: str
    role: Literal["editor", "leader", "council", "ops"]
    round: str
    unit: str


class Session(Answer):
    """A sign-in: the bearer token and its life in seconds."""

    access_token: str
    expires_in: int
    account: SignedIn


class PublishedRanking(Answer):
    """The latest version of a ranking, and where it lies."""

    index: str
    title: Text
    version: int
    status: Literal["provisional", "final"]
    illustrative: bool
    published_at: AwareDatetime
    href: str


class PublishedRound(Answer):
    """A round that has published."""

    round: str
    title: Text
    year: int
    rankings: list[PublishedRanking]


class PublishedRounds(Answer):
    """Rounds that have published, newest year first."""

    rounds: list[PublishedRound]
