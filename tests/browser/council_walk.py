"""One unit of a deployed round with a council, and everybody who acts in it at a browser."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import requests
from playwright.sync_api import Browser, Page, expect

from chalicelib.domain.instants import to_text
from infra.local.stack import NAME
from tests.documents import signing
from tests.patience import PATIENCE
from tests.site import PASSWORD, Site, deployed_site
from tests.small_round import document, unit_rows

if TYPE_CHECKING:
    from infra.local.stack import Stack

ROUND = "mot-vong-2026"
UNIT, FILE = f"/api/units/{ROUND}/so-a", "Kế hoạch số 12.pdf"
EDITOR, MEMBER, SECRETARY = "so-a-1@example.test", "an@example.test", "thu-ky@example.test"
DESK, PHONE = 1280, 390


@dataclass(slots=True)
class Walk:
    """`visit` opens a page as somebody; `problems` collects what went wrong in a script."""

    stack: Stack
    browser: Browser
    site: Site = field(init=False)
    problems: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """The round is loaded, so-a has sent its sheet with a file, the first pass is open."""
        self.site = deployed_site(self.stack, ROUND)
        body = {"round": _two_criteria(), "units": unit_rows()[:1]}
        self.site.done("PUT", f"/api/ops/rounds/{ROUND}", body, self.site.by_ops)
        self.site.account(MEMBER, "council")
        self.site.account(SECRETARY, "secretariat")
        self.open("self_assessment")
        self._send()
        self.open("appraisal_first")

    def open(self, window: str) -> None:
        """Operations staff open a window for an hour."""
        self.site.open(window, to_text(datetime.now(UTC) + timedelta(hours=1)))

    def end(self, window: str) -> None:
        """The window has closed a minute ago, as if the hour had passed."""
        key = {"round": {"S": ROUND}, "item": {"S": "timetable"}}
        place: dict[str, Any] = {"TableName": f"{NAME}-rounds", "Key": key}
        client = self.stack.client("dynamodb")
        content = json.loads(client.get_item(**place)["Item"]["content"]["S"])
        for name, before in (("opens", 2), ("closes", 1), ("at", 2)):
            instant = to_text(datetime.now(UTC) - timedelta(minutes=before))
            content["openings"][window][name] = instant
        client.update_item(
            **place,
            UpdateExpression="SET content = :content ADD version :one",
            ExpressionAttributeValues={":content": {"S": json.dumps(content)}, ":one": {"N": "1"}},
        )

    def visit(self, address: str, email: str, width: int = DESK, password: str = PASSWORD) -> Page:
        """The page of somebody who signs in on the way to it."""
        page = self.browser.new_context(
            base_url=self.stack.url,
            viewport={"width": width, "height": 900},
            timezone_id="Asia/Ho_Chi_Minh",
        ).new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda said: self._note(said.text))
        page.goto(address)
        page.get_by_label("Địa chỉ thư công vụ").fill(email)
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.locator("#menu")).to_be_attached()
        return page

    def _note(self, said: str) -> None:
        if "Content Security" in said:
            self.problems.append(said)

    def _send(self) -> None:
        """Fill in, attach, approve, sign and send."""
        values = {"1.2": {"count": 3}, "2.1.1": {"breaches": 1}}
        entries = [{"leaf": code, "value": value, "version": 0} for code, value in values.items()]
        self._post("sheet", {"save_id": "save-0001", "entries": entries})
        self._upload("evidence", {"files": [_file(FILE)]}, {"leaves": ["1.2"]})
        version = self.site.done("GET", f"{UNIT}/sheet", token=self.site.editor())["version"]
        approval = {"save_id": "approve-1", "version": version}
        self.site.done("POST", f"{UNIT}/approve", approval, self.site.leader())
        self._upload("report", _file("Báo cáo đã ký.pdf"), {})
        self._post("submit", {"save_id": "submit-01"})

    def _upload(self, place: str, wanted: dict[str, Any], about: dict[str, Any]) -> None:
        made = self._post(f"{place}/forms", wanted)
        (form,) = made.get("forms", [made])
        content = {"file": ("a.pdf", signing.plain())}
        requests.post(form["url"], data=form["fields"], files=content, timeout=PATIENCE)
        self._post(place, {"evidence": form["evidence"], **about})

    def _post(self, place: str, body: dict[str, Any]) -> Any:
        return self.site.done("POST", f"{UNIT}/{place}", body, self.site.editor())


def _file(name: str) -> dict[str, Any]:
    return {"name": name, "size": len(signing.plain()), "type": "application/pdf"}


def _two_criteria() -> dict[str, Any]:
    """The small round with a council, one index and two criteria, and without a survey."""
    made = {**document(), "id": ROUND, "council": None}
    index = {**made["indexes"][0], "groups": [], "questions": []}
    one, two, *_ = index["areas"]
    criteria = [one["criteria"][1], two["criteria"][0]["leaves"][0]]
    area = {"code": "1", "title": one["title"], "criteria": criteria}
    index["areas"] = [area]
    return {**made, "indexes": [index]}
