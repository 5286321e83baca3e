"""The accounts that a replay leaves behind: one for each role, each tried by signing in with it."""

from __future__ import annotations

from dataclasses import dataclass

from infra.demo.casting import Cast
from infra.demo.client import Visitor, segment
from infra.demo.inputs import Inputs
from infra.demo.operations import Operations
from infra.local.introduction import Account
from infra.local.running import OPERATIONS

_ROLES = {
    "ops": OPERATIONS,
    "editor": "Cán bộ nhập liệu của đơn vị · editor of a unit",
    "leader": "Lãnh đạo đơn vị · leader of a unit",
    "council": "Thành viên Hội đồng thẩm định · council member",
    "secretariat": "Tổ Thư ký của Hội đồng thẩm định · the council's secretariat",
}
_ONLY_API = "  (API, chưa có trang · no page yet)"


@dataclass(frozen=True, slots=True)
class Job:
    """What somebody has here: a page, if there is one, and what this role reads of the API."""

    role: str
    visitor: Visitor
    page: str
    reads: str
    unit: str = ""


def accounts(inputs: Inputs, ops: Operations, cast: Cast, url: str) -> list[Account]:
    """An account for each role that took part, editor and leader of one unit.

    AssertionError or Refused where one cannot do what it is introduced for.
    """
    names = {row["unit"]: row["name_vi"] for row in inputs.units}
    return [
        Account(
            role=_ROLES[job.role],
            email=job.visitor.email,
            password=tried(job, inputs.round),
            page=f"{url}{job.page or job.reads}" + ("" if job.page else _ONLY_API),
            round=inputs.round,
            unit=names.get(job.unit, ""),
        )
        for job in _jobs(inputs.round, ops, cast)
    ]


def _jobs(round_id: str, ops: Operations, cast: Cast) -> list[Job]:
    here = segment(round_id)
    unit = next(iter(cast.leaders or cast.editors))
    sheet = f"/api/units/{here}/{segment(unit)}"
    jobs = [
        Job("ops", ops.visitor, "/progress", f"/api/ops/rounds/{here}"),
        Job("editor", cast.editors[unit].visitor, "/work", sheet, unit),
    ]
    if unit in cast.leaders:
        jobs.append(Job("leader", cast.leaders[unit].visitor, "/work", sheet, unit))
    reads = f"/api/council/{here}/units"
    jobs += [Job("council", each.visitor, "/council", reads) for each in cast.council[:1]]
    assigns = f"/api/council/{here}/assignments"
    return [*jobs, Job("secretariat", cast.secretariat.visitor, "/council/assignments", assigns)]


def tried(job: Job, round_id: str) -> str:
    """The password that is good now, with which somebody new has just signed in."""
    job.visitor.sign_in()  # whoever had nothing to do has a first password still
    site, email, password = job.visitor.site, job.visitor.email, job.visitor.password
    session = site.json("POST", "/api/session", {"email": email, "password": password})
    account = session["account"]
    wanted = (job.role, job.unit, "" if job.role == "ops" else round_id)
    found = (account["role"], account["unit"], account["round"])
    if found != wanted:
        raise AssertionError(f"{email} is {found}, introduced as {wanted}")
    for path in filter(None, (job.page, job.reads)):
        site.send("GET", path, token=session["access_token"])
    return password
