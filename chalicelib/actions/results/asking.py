"""Asking for results: drafts to be computed, and a publication now or at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.actions.results import agreeing, awaiting, drafting, publishing
from chalicelib.actions.rounds import current
from chalicelib.actions.survey import sealing
from chalicelib.aws import queues
from chalicelib.domain.bundles.bundle import Bundle
from chalicelib.domain.errors import Conflict, Invalid, Problem
from chalicelib.domain.instants import to_text
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.results.drafts import Draft, is_typed, to_type
from chalicelib.domain.results.gaps import gaps
from chalicelib.store import audit
from chalicelib.store import results as store
from chalicelib.store.results import DRAFTS, SCHEDULED, Job


@dataclass(frozen=True, slots=True)
class Wanted:
    """The publication that operations staff ask for; no indexes means all of the round, or those
    of `drafts`.

    `confirmed` has a reason for each gap by its name (`unit/leaf`), `confirm_gaps` one reason for
    all gaps. `drafts` names the draft of each index; without it, what is stored when the job runs
    is published. `typed` confirms that units drop out (`drafts.to_type`). `at` is the instant of
    publication, None for now.
    """

    indexes: tuple[str, ...]
    status: str
    reason: str = ""
    confirm_gaps: str = ""
    confirmed: Mapping[str, str] = field(default_factory=dict)
    drafts: Mapping[str, int] = field(default_factory=dict)
    typed: str = ""
    at: datetime | None = None


def drafts(round_id: str, job_id: str, indexes: Sequence[str], by: Account, now: datetime) -> Job:
    """Queue the drafts of these indexes, or of all; Invalid names an unknown index."""
    job = Job(
        round_id,
        job_id,
        _known(round_id, indexes, now),
        "",
        "asked",
        by.email,
        asked_at=to_text(now),
        kind=DRAFTS,
    )
    store.put_job(job)
    queues.send_results_job(round_id, job_id)
    return job


def publication(round_id: str, job_id: str, wanted: Wanted, by: Account, now: datetime) -> Job:
    """Queue a publication, or set the instant of one.

    Invalid names each gap of a final one that is not confirmed with a reason, an unknown index, a
    second publication without a reason, or what was not typed; Conflict if a final one has ballots
    that are not sealed or decisions that are open (each is named), or if another waits for its
    instant; NotAgreed if the council has not agreed to the drafts of a final one; InputsChanged if
    a draft is not of the current inputs.
    """
    indexes = _indexes(round_id, wanted, now)
    _require_none_waits(round_id, indexes)
    motion = agreeing.require_agreed(round_id, wanted.status, wanted.drafts, now)
    awaiting.require_decided(round_id, wanted.status, indexes, now)
    one_by_one = wanted.status == "final" and not wanted.confirm_gaps.strip()
    confirmed: list[tuple[str, str]] = []
    if wanted.drafts or one_by_one:
        bundle = drafting.gathered(round_id, now)
        _require_typed(drafting.require_current(round_id, wanted.drafts, bundle), wanted.typed)
        if one_by_one:
            confirmed = _confirmed(bundle, indexes, wanted.confirmed)
    publishing.require_reason(round_id, indexes, wanted.reason)
    job = Job(
        round_id,
        job_id,
        indexes,
        wanted.status,
        wanted.reason,
        by.email,
        asked_at=to_text(now),
        state=SCHEDULED if wanted.at else "queued",
        drafts=dict(wanted.drafts),
        due_at=to_text(wanted.at) if wanted.at else "",
    )
    store.put_job(job)
    first, *more = [*audit.in_parts(confirmed)] or [[]]
    for number, part in enumerate(more, 2):
        also = {"job": job_id, "confirmed": _by_reason(part)}
        audit.record(round_id, now, by.email, "confirm_gaps", str(number), wanted.reason, also)
    details = {
        "status": wanted.status,
        "confirm_gaps": wanted.confirm_gaps,
        "job": job_id,
        "confirmed": _by_reason(first),
        "drafts": job.drafts,
        "due_at": job.due_at,
        **({"motion": motion} if motion else {}),
    }
    audit.record(round_id, now, by.email, "publish", ",".join(indexes), wanted.reason, details)
    if not wanted.at:
        queues.send_results_job(round_id, job_id)
    return job


def cancel(round_id: str, job_id: str, reason: str, by: Account, now: datetime) -> Job:
    """Call off a publication whose instant has not come; NotFound, or Conflict if it is no longer
    waiting for it.
    """
    job = store.get_job(round_id, job_id)
    if job.state == SCHEDULED:
        job = store.move_job(replace(job, state="cancelled"), SCHEDULED)
    if job.state != "cancelled":
        raise Conflict(
            "Lần công bố này không còn chờ đến giờ nên không hủy được.",
            "This publication is no longer waiting for its time, so it cannot be called off.",
        )
    audit.record(round_id, now, by.email, "cancel_publication", job_id, reason)
    return job


def _known(round_id: str, indexes: Sequence[str], now: datetime) -> tuple[str, ...]:
    """These indexes, or all of the round; Invalid names each that it has not."""
    known = [index.id for index in current.get(round_id, now).indexes]
    if unknown := [index for index in indexes if index not in known]:
        raise Invalid(
            errors=[
                Problem("indexes", f"Không có bộ chỉ số {index}", f"There is no index {index}")
                for index in unknown
            ]
        )
    return tuple(indexes) or tuple(known)


def _indexes(round_id: str, wanted: Wanted, now: datetime) -> tuple[str, ...]:
    indexes = _known(round_id, wanted.indexes or tuple(wanted.drafts), now)
    problems = []
    if wanted.drafts and set(indexes) != set(wanted.drafts):
        problems.append(
            Problem(
                "drafts",
                "Hãy chọn một dự thảo cho mỗi bộ chỉ số được công bố",
                "Choose one draft for each index that is published",
            )
        )
    if wanted.at and not wanted.drafts:
        problems.append(
            Problem(
                "at", "Hẹn giờ công bố cần chọn dự thảo", "A publication at a set time needs drafts"
            )
        )
    if wanted.at and wanted.at <= now:
        problems.append(Problem("at", "Giờ công bố đã qua", "The time of publication has passed"))
    if problems:
        raise Invalid(errors=problems)
    asked = [
        index
        for index in indexes
        if current.get(round_id, now).index(index).questions
        and not sealing.is_sealed(round_id, index)
    ]
    if asked and wanted.status == "final":
        raise Conflict(
            f"Chưa niêm phong phiếu điều tra: {', '.join(asked)}. Hãy đóng điều tra rồi niêm"
            " phong.",
            f"The ballots are not sealed: {', '.join(asked)}. Close the survey, then seal them.",
        )
    return indexes


def _require_none_waits(round_id: str, indexes: tuple[str, ...]) -> None:
    """A publication in between would make the one that waits a second one, which needs a reason."""
    waiting = {
        index
        for job in store.list_jobs(round_id)
        if job.state == SCHEDULED
        for index in job.indexes
    }
    if both := sorted(waiting.intersection(indexes)):
        raise Conflict(
            f"Đã hẹn giờ công bố {', '.join(both)}; hãy hủy hẹn trước.",
            f"A time is set for publishing {', '.join(both)}; call that off first.",
        )


def _require_typed(named: Sequence[Draft], typed: str) -> None:
    outcomes = [each.outcome for each in named]
    if is_typed(typed, outcomes):
        return
    vi, en = to_type(outcomes)
    dropping = sum(len(each.drop_outs) for each in outcomes)
    why_vi, why_en = (
        (f"{dropping} đơn vị không được xếp hạng", f"{dropping} units are not ranked")
        if dropping
        else ("điều tra không có phiếu nào được tính", "no answer of a survey counts")
    )
    raise Invalid(
        errors=[
            Problem(
                "typed",
                f"Gõ “{vi}” để xác nhận: {why_vi}",
                f"Type “{en}” to confirm: {why_en}",
                "not_typed",
            )
        ]
    )


def _confirmed(
    bundle: Bundle, indexes: tuple[str, ...], reasons: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Each gap's name after the reason that confirms it; Invalid names those without one."""
    confirmed, missing = [], []
    for gap in gaps(bundle, indexes):
        if reason := reasons.get(gap.at, "").strip():
            confirmed.append((reason, gap.at))
        else:
            missing.append(gap)
    if missing:
        raise Invalid(
            "Còn thiếu dữ liệu; hãy bổ sung, hoặc xác nhận kèm lý do rồi công bố.",
            "Data is missing; supply it, or confirm with a reason and publish.",
            missing,
        )
    return confirmed


def _by_reason(confirmed: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for reason, name in confirmed:
        names.setdefault(reason, []).append(name)
    return names
