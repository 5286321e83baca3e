"""Every module of routes, by the audience it serves."""

from __future__ import annotations

from chalicelib.api import (
    account,
    council,
    documentation,
    ops_accounts,
    ops_cases,
    ops_faults,
    ops_letters,
    ops_lists,
    ops_progress,
    ops_questionnaires,
    ops_rankings,
    ops_rounds,
    ops_survey,
    ops_units,
    pages,
    public,
    receipts,
    respondents,
    session,
    unit_cases,
    unit_evidence,
    unit_faults,
    unit_letters,
    unit_lists,
    unit_progress,
    unit_reports,
    unit_supplement,
    unit_team,
    units,
)

EVERY = (
    account, council, documentation, ops_accounts, ops_cases, ops_faults, ops_letters, ops_lists, ops_progress,
    ops_questionnaires, ops_rankings, ops_rounds, ops_survey, ops_units, pages, public, receipts, respondents, session,
    unit_cases, unit_evidence, unit_faults, unit_letters, unit_lists, unit_progress, unit_reports, unit_supplement,
    unit_team, units,
)
