"""Drafting: compute the rankings from what is stored and keep them as numbered drafts, for
operations staff and the secretariat; members see one once it is frozen.

The same inputs give the same draft: a number is used up only when an input or the engine changed.
Two who draft at once write the same number, which one of them gets; the other then finds that
nothing has changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from chalicelib.actions.results import gathering
from chalicelib.actions.rounds import current
from chalicelib.actions.survey import sealing
from chalicelib.aws import drafts as files
from chalicelib.domain.bundles.bundle import Bundle
from chalicelib.domain.bundles.files import digest, pack, unpack
from chalicelib.domain.bundles.writing import MIN_PUBLIC, public_bundle, write_bundle
from chalicelib.domain.errors import Conflict, InputsChanged, Problem
from chalicelib.domain.instants import to_text
from chalicelib.domain.results.draft_changes import changed_inputs, changed_units
from chalicelib.domain.results.drafts import Draft, gap_groups, outcome
from chalicelib.domain.results.gaps import gaps_of
from chalicelib.domain.results.intervals import intervals_of
from chalicelib.domain.results.publications import compute
from chalicelib.domain.results.ranking_files import to_csv, to_json
from chalicelib.domain.results.rankings import ENGINE, Ranking
from chalicelib.store import drafts as store
from chalicelib.store import results
from chalicelib.store.results import Job

ATTEMPTS = 5
# So many changed inputs of a draft are kept one by one; beyond that they are only counted.
MOST_CHANGES = 1000

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Inputs:
    """The files that a publication would be computed from now, and which indexes are sealed."""

    round: str
    files: Files
    sealed: frozenset[str]

    @cached_property
    def digest(self) -> str:
        """inputs_digest, sha256 hex."""
        return digest(self.files)

    @cached_property
    def rankings(self) -> dict[str, Ranking]:
        """The ranking of every index; Invalid if the inputs break a rule."""
        return compute(self.files)


def gathered(round_id: str, now: datetime) -> Bundle:
    """What is stored now, with explanations only where `inputs_of` keeps them."""
    texts = current.get(round_id, now).min_answers < MIN_PUBLIC
    return gathering.gather(round_id, now, texts=texts)


def inputs_of(bundle: Bundle) -> Files:
    """The files that a ranking is computed from: those of the public bundle, where there may be
    one (contract §3). The intervals are computed here, from what the other files say.
    """
    whole = replace(bundle, intervals=intervals_of(bundle))
    return public_bundle(whole) if bundle.round.min_answers >= MIN_PUBLIC else write_bundle(whole)


def draft(
    round_id: str, indexes: Iterable[str], by: str, cause: str, now: datetime
) -> dict[str, tuple[Draft, bool]]:
    """The draft of each of these indexes from what is stored now, and whether it is new.

    `cause` says what it is for. Invalid if the inputs break a rule of a bundle.
    """
    indexes = tuple(indexes)
    sealed = frozenset(index for index in indexes if sealing.is_sealed(round_id, index))
    inputs = Inputs(round_id, inputs_of(gathered(round_id, now)), sealed)
    return {index: _draft(inputs, index, by, cause, now) for index in indexes}


def run(job: Job, now: datetime) -> str:
    """Carry out a job of drafts; run again, it finds them made."""
    made = draft(job.round, job.indexes, job.by, job.reason, now)
    numbers = {index: found.number for index, (found, _) in made.items()}
    new = tuple(index for index, (_, is_new) in made.items() if is_new)
    results.put_job(replace(job, state="done", drafts=numbers, made=new))
    return "done"


def _draft(inputs: Inputs, index: str, by: str, cause: str, now: datetime) -> tuple[Draft, bool]:
    for _ in range(ATTEMPTS):
        latest = store.find_latest(inputs.round, index)
        if latest and latest.is_of(inputs.digest, ENGINE):
            return latest, False
        new = _composed(
            inputs,
            index,
            latest,
            Draft(
                inputs.round,
                index,
                latest.number + 1 if latest else 1,
                inputs.digest,
                ENGINE,
                to_text(now),
                by,
                cause,
                outcome(inputs.rankings[index], index in inputs.sealed),
            ),
        )
        if store.add(new):
            return new, True
    raise Conflict(
        "Nhiều người cùng tính dự thảo; hãy thử lại.",
        "Several people are computing drafts at once; please try again.",
    )


def _composed(inputs: Inputs, index: str, latest: Draft | None, new: Draft) -> Draft:
    """The draft with its files written; their keys have the digest of their content, so that no
    run writes over another's.
    """
    ranking = inputs.rankings[index]
    computed = to_json(ranking)
    details: dict[str, Any] = {"gaps": gap_groups(gaps_of(e.score for e in ranking.entries))}
    changed: dict[str, int] = {}
    if latest:
        units = changed_units(json.loads(read(latest, "ranking.json")), json.loads(computed))
        every = changed_inputs(unpack(read(latest, "inputs.zip")), inputs.files)
        own = {entry.score.unit.id for entry in ranking.entries} | {""}
        mine = [asdict(change) for change in every if change.unit in own]
        details |= {"inputs": mine[:MOST_CHANGES], "units": units}
        changed = {"inputs": len(mine), "elsewhere": len(every) - len(mine), "units": len(units)}
    contents = {
        "ranking.json": computed,
        "ranking.csv": to_csv(ranking),
        "inputs.zip": pack(inputs.files),
        "details.json": json.dumps(details, ensure_ascii=False).encode(),
    }
    folder = f"{inputs.round}/{index}"
    keys = {
        name: f"{folder}/{hashlib.sha256(content).hexdigest()}/{name}"
        for name, content in contents.items()
    }
    for name, content in contents.items():
        files.put(keys[name], content)
    return replace(new, files=keys, since=latest.number if latest else None, changed=changed)


def read(of: Draft, name: str) -> bytes:
    """A file of a draft: `ranking.json`, `ranking.csv`, `inputs.zip` or `details.json`."""
    return files.get(of.files[name])


def require_current(round_id: str, numbers: Mapping[str, int], bundle: Bundle) -> list[Draft]:
    """These drafts by index; InputsChanged, with each input that changed since, unless they are
    what `bundle` (what is stored now) would give again. NotFound.
    """
    drafts = [store.get(round_id, index, number) for index, number in numbers.items()]
    now = inputs_of(bundle)
    problems: dict[str, Problem] = {}
    for each in drafts:
        if each.inputs_digest != digest(now):
            for change in changed_inputs(unpack(read(each, "inputs.zip")), now):
                problem = change.as_problem()
                problems.setdefault(problem.en, problem)
        if each.engine != ENGINE:
            vi = f"Dự thảo {each.number} do phiên bản {each.engine} tính"
            en = f"Draft {each.number} was computed by {each.engine}"
            problems[en] = Problem("engine", vi, en, "input_changed")
    if problems:
        raise InputsChanged(errors=problems.values())
    return drafts
