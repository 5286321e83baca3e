"""Every module of routes, by the audience that its name tells."""

from __future__ import annotations

from chalicelib.api import openapi, pages
from chalicelib.api.appraisal import council
from chalicelib.api.assessment import ops as ops_sheets
from chalicelib.api.assessment import public_receipts, unit_submission, unit_supplement, unit_team
from chalicelib.api.assessment import unit as unit_sheet
from chalicelib.api.evidence import unit as unit_evidence
from chalicelib.api.integrity import ops as ops_cases
from chalicelib.api.integrity import unit as unit_cases
from chalicelib.api.letters import ops as ops_letters
from chalicelib.api.letters import unit as unit_letters
from chalicelib.api.lists import ops as ops_lists
from chalicelib.api.lists import unit as unit_lists
from chalicelib.api.people import account, ops_incidents, session, unit_incidents
from chalicelib.api.people import ops as ops_accounts
from chalicelib.api.results import ops as ops_rankings
from chalicelib.api.results import public
from chalicelib.api.rounds import ops as ops_rounds
from chalicelib.api.rounds import ops_questionnaires, ops_unit_windows
from chalicelib.api.survey import ops as ops_survey
from chalicelib.api.survey import ops_progress, respondent, unit_progress

EVERY = (
    account,
    council,
    openapi,
    ops_accounts,
    ops_cases,
    ops_incidents,
    ops_letters,
    ops_lists,
    ops_progress,
    ops_questionnaires,
    ops_rankings,
    ops_rounds,
    ops_survey,
    ops_unit_windows,
    ops_sheets,
    pages,
    public,
    public_receipts,
    respondent,
    session,
    unit_cases,
    unit_evidence,
    unit_incidents,
    unit_letters,
    unit_lists,
    unit_progress,
    unit_submission,
    unit_supplement,
    unit_team,
    unit_sheet,
)
