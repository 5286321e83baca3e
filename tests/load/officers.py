"""The last hour of the self-assessment: two editors and a leader of every unit, and the lock.

Editors save a criterion or two at a time, upload evidence, look at the progress; what a colleague
saved meanwhile they save again over the new version. Leaders approve and submit near the end; one
unit in four never does. After the lock everybody tries once more.
"""

from __future__ import annotations

import time
import uuid
from typing import Any

import gevent

from infra.demo.pdfs import scanned_pdf
from tests.load.asking import Person, Reply

_PDFS = [scanned_pdf("Tài liệu kiểm chứng", f"load/{number}", 1) for number in range(4)]
_NAME, _REPORT = "Tài liệu kiểm chứng.pdf", "Báo cáo đã ký.pdf"
_REFUSED = (409, 412)
_AFTER = 0.2  # seconds after the lock; the crowd and the stack have one clock
_APPROVALS = 5


class Officer(Person):
    """An editor, or a leader, of one unit; `own` has the unit and the values it has given."""

    def on_start(self) -> None:
        """Sign in."""
        super().on_start()
        self.path = f"/api/units/{self.plan.told['round']}/{self.own['unit']}"
        self.closes: float = self.plan.told["closes"]
        self.versions: dict[str, int] = {}
        self.sign_in()

    def visit(self) -> None:
        """The hour, and a moment more."""
        if not self.token:  # the lock came before the sign-in
            return
        self.read()
        (self.lead if self.own["role"] == "leader" else self.edit)()
        gevent.sleep(max(0.0, self.closes + _AFTER - time.time()))
        self.save(self.some_leaves(1))
        self.want_form()

    def read(self) -> None:
        """What the workspace asks for when it is opened."""
        self.look()
        self.insist("read criteria", "GET", f"{self.path}/criteria")
        self.read_sheet()
        self.insist("read evidence", "GET", f"{self.path}/evidence")

    def look(self) -> None:
        """How far the unit is."""
        self.insist("read progress", "GET", self.path)

    def read_sheet(self) -> None:
        """All that is saved, and the versions of it."""
        entries = self.insist("read sheet", "GET", f"{self.path}/sheet").json.get("entries", {})
        self.versions |= {leaf: each["version"] for leaf, each in entries.items()}

    def edit(self) -> None:
        """Save after save until the unit is about to submit, or the window closes."""
        while self.is_open() and self.own["unit"] not in self.plan.quiet:
            drawn = self.random.random()
            if drawn < 0.08:
                self.attach()
            elif drawn < 0.2:
                self.look()
            else:
                self.save(self.some_leaves(self.random.randint(1, 3)))
            self.rest(self.plan.told["pause"])

    def lead(self) -> None:
        """Look on; when it is time, approve, have the signed report uploaded, submit."""
        while time.time() < self.closes - self.own["left"]:
            self.rest(self.plan.told["pause"])
            self.look()
        if self.own["left"]:
            self.plan.quiet.add(self.own["unit"])
            for _ in range(_APPROVALS):
                if self.approve() or not self.is_open():
                    break
                self.rest(1)

    def is_open(self) -> bool:
        """Whether the window is still open."""
        return time.time() < self.closes

    def some_leaves(self, number: int) -> list[str]:
        """A few of the unit's criteria, all of its people's at random."""
        return self.random.sample(sorted(self.own["values"]), number)

    def save(self, leaves: list[str]) -> None:
        """Save; where a colleague was faster, take the new version and save again."""
        for _ in range(3):
            save = str(uuid.uuid4())
            entries: list[dict[str, Any]] = [
                {
                    "leaf": leaf,
                    "version": self.versions.get(leaf, 0),
                    "value": self.own["values"][leaf],
                    "explanation": save,
                }
                for leaf in leaves
            ]
            body = {"save_id": save, "entries": entries}
            reply = self.insist("save", "POST", f"{self.path}/sheet", body, _REFUSED)
            self.note("save", save, reply, leaves=leaves)
            if reply.outcome == "kept":
                saved = reply.json["entries"]
                self.versions |= {leaf: each["version"] for leaf, each in saved.items()}
            if reply.status != 412:
                return
            for problem in reply.json.get("errors", ()):
                self.versions[problem["at"]] = problem["theirs"]["version"]

    def want_form(self) -> dict[str, Any] | None:
        """A form for one PDF; None if it was refused."""
        content = self.random.choice(_PDFS)
        wanted = {"name": _NAME, "size": len(content), "type": "application/pdf"}
        path = f"{self.path}/evidence/forms"
        reply = self.insist("form for evidence", "POST", path, {"files": [wanted]}, _REFUSED)
        if reply.outcome != "kept":
            return None
        self.upload(form := reply.json["forms"][0], _NAME, content)
        return dict(form)

    def attach(self) -> None:
        """Upload evidence and say what it is for."""
        if form := self.want_form():
            body = {"evidence": form["evidence"], "leaves": self.some_leaves(1)}
            reply = self.insist("confirm evidence", "POST", f"{self.path}/evidence", body, _REFUSED)
            self.note("file", form["evidence"], reply)

    def approve(self) -> bool:
        """Approve, upload the report, submit; False if any of it was refused."""
        version = self.insist("read approval", "GET", f"{self.path}/approval").json.get(
            "version", 0
        )
        save = str(uuid.uuid4())
        body = {"save_id": save, "version": version}
        reply = self.insist("approve", "POST", f"{self.path}/approve", body, _REFUSED)
        self.note("approve", save, reply)
        if reply.outcome != "kept":  # somebody's last save came in between, or the lock
            return False
        content = _PDFS[0]
        wanted = {"name": _REPORT, "size": len(content), "type": "application/pdf"}
        form = self.insist("form for report", "POST", f"{self.path}/report/forms", wanted, _REFUSED)
        if form.outcome != "kept":
            return False
        self.upload(form.json, _REPORT, content)
        given = {"evidence": form.json["evidence"]}
        report = self.insist("confirm report", "POST", f"{self.path}/report", given, _REFUSED)
        if report.outcome != "kept":
            return False
        save = str(uuid.uuid4())
        asked = {"save_id": save}
        reply = self.insist("submit", "POST", f"{self.path}/submit", asked, _REFUSED)
        self.note("submit", save, reply, receipt=reply.json.get("receipt", ""))
        return reply.outcome == "kept"

    def note(self, act: str, name: str, reply: Reply, **more: Any) -> None:
        """What was to be kept of this unit, and whether it was."""
        code = reply.json.get("code", "") if reply.outcome == "refused" else ""
        unit, sent = self.own["unit"], reply.sent
        outcome = reply.outcome
        self.plan.note(act=act, unit=unit, id=name, outcome=outcome, code=code, sent=sent, **more)
