"""The application: everything API Gateway and the event sources may call."""
# ruff: noqa: E402

from __future__ import annotations

import gc

# What a cold start makes lives as long as the process; looking for rubbish in it takes a fifth of the start.
gc.disable()

from chalice.app import Chalice

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
from chalicelib.jobs import feedback, inspect, mail, publish, tick

app = Chalice(app_name="par-index")
# Bytes encode themselves (serving.Binary); what is listed here Chalice refuses to clients without an Accept header.
app.api.binary_types = ["application/octet-stream"]
for audience in (account, ops_accounts, ops_cases, ops_faults, ops_lists, ops_progress, ops_questionnaires, unit_cases,
                 unit_faults, unit_progress, unit_team, ops_letters, unit_letters,
                 council, documentation, ops_rankings, ops_rounds, ops_survey, ops_units, pages, public, receipts,
                 respondents, session, unit_evidence, unit_lists, unit_reports, unit_supplement, units):
    app.register_blueprint(audience.routes)
for job in (feedback, inspect, mail, publish, tick):
    app.register_blueprint(job.jobs)

gc.freeze()
gc.enable()
