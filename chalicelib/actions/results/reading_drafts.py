"""Reading drafts: what is seen of them: by operations staff and the secretariat, and by members of
the council once they are frozen.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from chalicelib.actions.results import drafting
from chalicelib.actions.rounds import current
from chalicelib.domain.instants import from_text
from chalicelib.domain.results.drafts import Draft
from chalicelib.store import drafts as store
from chalicelib.store import results
from chalicelib.store.results import DRAFTS, Job

# So many drafts of an index are listed; an older one is found by its number.
MOST = 20
MOST_JOBS = 10


def list_drafts(round_id: str, now: datetime) -> list[dict[str, Any]]:
    """The newest drafts of every index, index by index; NotFound if there is no such round."""
    indexes = current.get(round_id, now).indexes
    return [
        as_json(draft) for index in indexes for draft in store.list_drafts(round_id, index.id, MOST)
    ]


def list_jobs(round_id: str) -> list[dict[str, Any]]:
    """The last jobs of drafts, latest first."""
    jobs = sorted(results.list_jobs(round_id, DRAFTS), key=lambda job: job.asked_at, reverse=True)
    return [job_as_json(job) for job in jobs[:MOST_JOBS]]


def show(round_id: str, index: str, number: int) -> dict[str, Any]:
    """A draft with its ranking, its gaps by criterion and effect, and what changed since the one
    before; NotFound.
    """
    draft = store.get(round_id, index, number)
    details = json.loads(drafting.read(draft, "details.json"))
    return {
        **as_json(draft),
        "gap_groups": details["gaps"],
        "inputs": details.get("inputs", []),
        "units": details.get("units", []),
        "ranking": json.loads(drafting.read(draft, "ranking.json")),
    }


def as_json(draft: Draft) -> dict[str, Any]:
    """What a draft would bring, in totals, and where it comes from."""
    outcome = draft.outcome
    return {
        "index": draft.index,
        "draft": draft.number,
        "at": from_text(draft.at),
        "by": draft.by,
        "cause": draft.cause,
        "inputs_digest": f"sha256:{draft.inputs_digest}",
        "engine": draft.engine,
        "since": draft.since,
        "changed": {"inputs": 0, "elsewhere": 0, "units": 0, **draft.changed},
        "statuses": dict(outcome.statuses),
        "bands": dict(outcome.bands),
        "gaps": {"not_ranked": 0, "counts_zero": 0, **outcome.gaps},
        "drop_outs": list(outcome.drop_outs),
        "survey": outcome.survey,
    }


def job_as_json(job: Job) -> dict[str, Any]:
    """The job as those see it who asked for drafts; `made` are the indexes with a new one."""
    return {
        "job": job.id,
        "state": job.state,
        "cause": job.reason,
        "by": job.by,
        "asked_at": from_text(job.asked_at),
        "indexes": list(job.indexes),
        "drafts": job.drafts,
        "made": list(job.made),
        "problem": job.problem,
    }
