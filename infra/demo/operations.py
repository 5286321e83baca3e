"""What the operations staff do: load, open, close, rule, invite, seal, draft, publish."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from infra.demo.client import Refused, Visitor, segment
from infra.demo.inputs import Inputs
from infra.local.patience import PATIENCE

_REASON = "Chạy lại kỳ đánh giá để trình diễn / replay"


@dataclass(frozen=True, slots=True)
class Operations:
    """A signed-in member of the operations staff at work on one round."""

    visitor: Visitor
    round: str

    def load(self, inputs: Inputs) -> dict[str, Any]:
        """Load the round and its units; the answer counts units and leaves."""
        body = {"round": inputs.document, "units": list(inputs.units)}
        return dict(self.visitor.put(self._path(), body))

    def create_accounts(self, accounts: Sequence[dict[str, Any]]) -> int:
        """Create accounts, 25 a call; returns how many the server made."""
        made = 0
        for part in _parts(accounts, 25):
            made += len(self.visitor.post(self._path("accounts"), {"accounts": part})["created"])
        return made

    def open(self, window: str) -> None:
        """Open a window from now; the replay closes it by itself."""
        until = _text(datetime.now(UTC) + timedelta(hours=12))
        self.visitor.post(
            self._path("windows", window, "open"), {"until": until, "reason": _REASON}
        )

    def close(self, *windows: str) -> datetime:
        """Close windows "now", which means in 10 seconds; returns the instant at which the last one
        closes.
        """
        bodies = [
            self.visitor.post(self._path("windows", window, "close"), {"reason": _REASON})
            for window in windows
        ]
        return max(datetime.fromisoformat(body["closes"]) for body in bodies)

    def rule(self, rulings: Sequence[dict[str, Any]]) -> int:
        """Save rulings, 1000 a call; returns how many the server saved."""
        return sum(
            self.visitor.put(self._path("rulings"), {"rulings": part})["saved"]
            for part in _parts(rulings, 1000)
        )

    def list_people(self, index: str, group: str, rows: Sequence[dict[str, str]]) -> None:
        """Put the list that the authority itself keeps for a group."""
        self.visitor.put(
            f"{self._path('lists', group)}?index={segment(index)}", {"respondents": list(rows)}
        )

    def send_lists(self) -> int:
        """Send the authority's lists; returns how many of them name anybody."""
        sent: dict[str, int] = self.visitor.post(self._path("lists", "send"), {})["groups"]
        return sum(people > 0 for people in sent.values())

    def invite(self) -> int:
        """Queue an invitation for everybody on a sent list who has none."""
        return int(self.visitor.post(self._path("invite"), {})["queued"])

    def survey(self) -> dict[str, dict[str, Any]]:
        """Participation by index, counted now or within the last ten seconds: listed, invited,
        sent, answered.
        """
        return dict(self.visitor.post(self._path("progress", "refresh"), {})["indexes"])

    def seal(self, index: str) -> None:
        """Seal the ballots of an index; it waits for the moment from which that is allowed, and
        until it is done.
        """
        self._when_allowed(self._path("seal"), {"index": index, "reason": _REASON})
        deadline = time.monotonic() + PATIENCE
        while not self.visitor.get(self._path())["sealed"][index]:
            if time.monotonic() > deadline:
                raise TimeoutError(f"the ballots of {index} are still not sealed")
            time.sleep(0.5)

    def draft(self) -> dict[str, int]:
        """Compute drafts; the number of each index's."""
        job = self.visitor.post(self._path("drafts"), {})["job"]
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            jobs = self.visitor.get(self._path("drafts"))["jobs"]
            found = next(each for each in jobs if each["job"] == job)
            if found["state"] == "done":
                return dict(found["drafts"])
            if found["state"] == "failed":
                raise RuntimeError(f"drafting failed: {found['problem']}")
            time.sleep(0.5)
        raise TimeoutError(f"drafting job {job} did not finish within {PATIENCE} s")

    def publish(self, drafts: dict[str, int]) -> tuple[list[str], int]:
        """Publish these drafts as final; returns the published paths and how many gaps had to be
        confirmed.
        """
        gaps = 0
        body = {"status": "final", "drafts": drafts, "typed": self._typed(drafts)}
        try:
            job = self.visitor.post(self._path("rankings"), body)["job"]
        except Refused as refused:
            if refused.status != 422:
                raise
            gaps = len(refused.problem.get("errors", []))
            job = self.visitor.post(self._path("rankings"), body | {"confirm_gaps": _REASON})["job"]
        return self._finished(job), gaps

    def _typed(self, drafts: dict[str, int]) -> str:
        """What confirms that units drop out of these drafts, or that nobody answered."""
        shown = [
            self.visitor.get(self._path("drafts", index, str(number)))
            for index, number in drafts.items()
        ]
        dropping = sum(len(draft["drop_outs"]) for draft in shown)
        return str(dropping) if dropping else "no answers"

    def _finished(self, job: str) -> list[str]:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            state = self.visitor.get(self._path("rankings", "jobs", job))
            if state["state"] == "done":
                return list(state["published"])
            if state["state"] == "failed":
                raise RuntimeError(f"publishing failed: {state.get('problem')}")
            time.sleep(0.5)
        raise TimeoutError(f"publishing job {job} did not finish within {PATIENCE} s")

    def _when_allowed(self, path: str, body: dict[str, Any]) -> Any:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.visitor.post(path, body)
            except Refused as refused:
                if refused.code != "window_closed" or time.monotonic() > deadline:
                    raise
                time.sleep(1)

    def _path(self, *steps: str) -> str:
        return "/".join(("/rounds", *map(segment, (self.round, *steps))))


def wait_until(instant: datetime) -> None:
    """Sleep until the instant has passed, and a blink more."""
    time.sleep(max(0.0, (instant - datetime.now(UTC)).total_seconds()) + 0.2)


def _text(instant: datetime) -> str:
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _parts(items: Sequence[dict[str, Any]], size: int) -> list[list[dict[str, Any]]]:
    return [list(items[start : start + size]) for start in range(0, len(items), size)]
