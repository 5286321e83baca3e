"""HTTP: only this floor knows of statuses, headers, sign-in and request bodies.

In a room, a file of routes has the name of its audience (`unit`, `council`, `ops`, `public`, …).
Beside it are `bodies` (what routes take), `replies` (what they send) and `views` (domain values as
JSON). `serving` has what every request goes through.
"""

from __future__ import annotations

# Every module of routes. A cold start imports these; bodies and replies are imported when a request
# needs them.
ROUTE_MODULES = (
    "openapi",
    "pages",
    "rounds.ops",
    "rounds.ops_questionnaires",
    "rounds.ops_unit_windows",
    "people.account",
    "people.ops",
    "people.ops_incidents",
    "people.session",
    "people.unit_incidents",
    "assessment.ops",
    "assessment.public_receipts",
    "assessment.unit",
    "assessment.unit_submission",
    "assessment.unit_supplement",
    "assessment.unit_team",
    "evidence.ops",
    "evidence.unit",
    "evidence.unit_replacing",
    "appraisal.council",
    "appraisal.council_assignments",
    "appraisal.council_acceptances",
    "appraisal.council_criteria",
    "appraisal.council_consistency",
    "appraisal.council_not_applicable",
    "appraisal.council_objections",
    "appraisal.council_releases",
    "appraisal.council_requests",
    "appraisal.council_rulings",
    "appraisal.council_second_scores",
    "appraisal.unit_not_applicable",
    "appraisal.unit_objections",
    "appraisal.unit_results",
    "appraisal.council_progress",
    "appraisal.council_workbook",
    "lists.ops",
    "lists.unit",
    "letters.ops",
    "letters.unit",
    "survey.ops",
    "survey.ops_progress",
    "survey.respondent",
    "survey.unit_progress",
    "integrity.ops",
    "integrity.ops_dishonesty",
    "integrity.unit",
    "results.ops",
    "results.ops_drafts",
    "results.council_drafts",
    "results.council_motions",
    "results.public",
    "results.public_versions",
)
