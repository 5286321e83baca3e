"""One load on a running stack: set up, let the crowd loose, verify, reckon."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chalicelib.domain.instants import to_text
from infra import environment
from infra.demo.casting import first_passwords
from infra.demo.client import Site, Visitor, segment
from infra.demo.operations import Operations
from infra.folders import BUILD, PROJECT
from infra.local.patience import PATIENCE
from infra.local.stack import DOMAIN, Stack
from tests.load.limits import Limits
from tests.load.reckoning import Request, reckoned

FOLDER = BUILD / "load"
LOCUST = FOLDER / "locust"
_SETTLE = 6  # seconds until no warm function keeps an older copy of the timetable
_WARM = 24  # copies of the function that are there before the crowd comes
_ROLES = ("editor", "editor", "leader")


@dataclass(frozen=True, slots=True)
class Scale:
    """A scenario's size: how many units or letters, its limits, seconds between two acts of one
    person.
    """

    number: int
    limits: Limits
    pause: float


def last_hour(stack: Stack, scale: Scale, round_id: str) -> dict[str, Any]:
    """The last hour of the self-assessment: `scale.number` units, three people each."""
    given = prepared(stack, "last_hour", round_id, scale.number)
    site, ops = site_of(stack), operations(stack, round_id)
    people = enrolled(stack, site, ops, given)
    begins = time.time() + _SETTLE
    seconds = scale.limits.seconds
    closes = float(round(begins + seconds))
    until = {"until": to_text(datetime.fromtimestamp(closes, UTC)), "reason": "thử tải / load"}
    ops.visitor.post(f"/rounds/{segment(round_id)}/windows/self_assessment/open", until)
    for at, person in enumerate(people):
        # A unit in four runs into the lock; the others submit in the second half.
        unit = at // len(_ROLES)
        person["left"] = 0 if unit % 4 == 3 else seconds * (0.5 - 0.4 * (unit % 7) / 7)
    plan = {"round": round_id, "people": people, "begins": begins, "closes": closes}
    return _loosed(stack, "last_hour", scale, plan)


def first_hour(stack: Stack, scale: Scale, round_id: str) -> dict[str, Any]:
    """The first hour after `scale.number` letters."""
    links = prepared(stack, "first_hour", round_id, scale.number)
    people = [{"seed": at} for at in range(scale.limits.people)]
    begins = time.time()
    closes = begins + scale.limits.seconds
    plan = {"round": round_id, "people": people, "begins": begins, "closes": closes}
    more = {"links": links, "letters": len(links)}
    return _loosed(stack, "first_hour", scale, {**plan, **more})


def prepared(stack: Stack, scenario: str, round_id: str, number: int) -> Any:
    """What `tests.load.preparing` tells; the crowd's environment is there as well."""
    environment.prepare(LOCUST, Path(__file__).with_name("requirements.txt"))
    return _told(stack, "tests.load.preparing", scenario, round_id, str(number))


def _told(stack: Stack, module: str, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=PROJECT,
        env=stack.function_environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def site_of(stack: Stack) -> Site:
    return Site(stack.endpoint, f"{DOMAIN}:{stack.emulator.port}")


def operations(stack: Stack, round_id: str) -> Operations:
    ops = stack.ops()
    return Operations(Visitor(site_of(stack), ops.email, ops.password, "/api/ops"), round_id)


def enrolled(
    stack: Stack, site: Site, ops: Operations, given: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The people of each unit, who have changed their first passwords already."""
    wanted = [
        {
            "email": f"tai-{unit_at:03}-{at}@example.test",
            "name": "Cán bộ",
            "role": role,
            "unit": unit,
        }
        for unit_at, unit in enumerate(given)
        for at, role in enumerate(_ROLES)
    ]
    ops.create_accounts(wanted)
    passwords = _passwords(stack, {account["email"] for account in wanted})
    visitors = [Visitor(site, each["email"], passwords[each["email"]], "") for each in wanted]
    with ThreadPoolExecutor(_WARM) as pool:
        list(pool.map(Visitor.sign_in, visitors))
    return [
        {
            **account,
            "seed": account["email"],
            "password": visitor.password,
            "values": given[account["unit"]],
        }
        for account, visitor in zip(wanted, visitors, strict=True)
    ]


def _passwords(stack: Stack, emails: set[str]) -> dict[str, str]:
    deadline = time.monotonic() + PATIENCE
    while emails - (found := first_passwords(stack.messages())).keys():
        if time.monotonic() > deadline:
            raise SystemExit("The letters with the first passwords did not come.")
        time.sleep(0.5)
    return found


def _loosed(stack: Stack, scenario: str, scale: Scale, plan: Mapping[str, Any]) -> dict[str, Any]:
    """The crowd does its work; what was kept is verified; SystemExit if the crowd ends early."""
    limits = asdict(scale.limits)
    told = {
        "scenario": scenario,
        "limits": limits,
        "pause": scale.pause,
        "endpoint": stack.endpoint,
        "host": f"{DOMAIN}:{stack.emulator.port}",
        "arriving": scale.limits.seconds / 4,
        **plan,
    }
    folder = FOLDER / scenario
    requests = crowd(folder, told)
    kept = _told(stack, "tests.load.verifying", scenario, str(folder))
    size = {"number": scale.number, **limits, "pause": scale.pause}
    return {"scale": size, **reckoned(requests), "verified": kept}


def crowd(folder: Path, plan: Mapping[str, Any]) -> Sequence[Request]:
    """Let the crowd of a plan loose; every request that it made."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / "plan.json"
    path.touch(mode=0o600)  # passwords of the local stack's people
    path.write_text(json.dumps(plan), encoding="utf-8")
    with (folder / "log").open("w") as log:
        done = subprocess.run(
            [LOCUST / "bin" / "python", "-m", "tests.load.crowd", path],
            cwd=PROJECT,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=log,
            stderr=log,
            check=False,
        )
    said = (folder / "log").read_text(encoding="utf-8")
    if done.returncode or "Traceback" in said:
        raise SystemExit(f"The crowd came to grief:\n{said[-3000:]}")
    lines = (folder / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    return [Request(**json.loads(line)) for line in lines]
