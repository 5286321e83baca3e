"""A system of the last release is updated where it stands, in the middle of a survey and of a
sheet: what people had open goes on.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from infra import package, stages
from infra.folders import BUILD, PROJECT
from infra.local import deploy, emulator
from infra.local.stack import DOMAIN, NAME, Stack
from infra.package import Package
from infra.release import __main__ as release
from infra.release import changes, executing, uploading
from tests.patience import PATIENCE
from tests.stories.test_secrecy import OPS, QUESTIONS, ROUND, Survey

pytestmark = pytest.mark.exhaustive

EARLIER = next(path.name for path in (PROJECT / "tests/earlier").iterdir() if path.is_dir())
PACKED = "from infra import package; package.build('local', check=False)"
EDITOR = "bien-tap@example.test"
PASSWORD = "Mot-hai-ba-bon-nam-6"
ACCOUNT = f"""
from chalicelib import clock
from chalicelib.actions.people import accounts
from chalicelib.domain.people.accounts import Account
editor = Account("", {EDITOR!r}, "Biên tập", "editor", {ROUND!r}, "so-a")
print(accounts.bootstrap(editor, {PASSWORD!r}, "test", clock.now()).sub)
"""


@pytest.fixture(scope="module")
def earlier() -> Path:
    """The sources of the last release, unpacked."""
    folder = BUILD / "earlier" / EARLIER
    if not folder.exists():
        packed = subprocess.run(
            ["git", "archive", EARLIER], cwd=PROJECT, capture_output=True, check=True
        ).stdout
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
    return folder


def run(folder: Path, program: str, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def stack(earlier: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """The last release's own artefact, deployed."""
    monkeypatch.setattr(changes, "PAUSE", 0.2)
    run(earlier, PACKED)
    made = earlier / "build" / "package" / "local"
    artefact = Package(made / "template.json", tuple(sorted(made.glob("*.zip"))))
    started = emulator.start(emulator.free_port(), emulator.temporary_folder(), keep=False)
    with Stack(started, temporary=True) as running:
        own = {"AppUrl": running.url, "AppDomain": DOMAIN}
        deploy.deploy(running.client, NAME, artefact, own, running.endpoint)
        running.outputs = executing.outputs(running.client("cloudformation"), NAME)
        yield running


def update(stack: Stack) -> None:
    """To this release, by a change set, as `make deploy` does."""
    artefact = package.build("local", check=False)
    address = uploading.upload(stack.client("s3"), uploading.bucket_of("0", "here"), artefact)
    values = {**stages.parameters("local"), "AppUrl": stack.url, "AppDomain": DOMAIN}

    def ask(question: str) -> str:
        return NAME if question.startswith("Type") else "yes"

    release.release(stack.client("cloudformation"), NAME, address, values, only_look=False, ask=ask)


def kept(stack: Stack, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stack.client("dynamodb").scan(TableName=f"{NAME}-{table}")[
        "Items"
    ]
    return found


def test_a_survey_and_a_sheet_go_on_where_the_last_release_left_them(
    stack: Stack, earlier: Path
) -> None:
    survey, editor = Survey(stack), Survey(stack)
    links = iter(survey.invite().items())
    survey.call("POST", f"{OPS}/windows/self_assessment/open", until())
    stack.client("cognito-idp").admin_set_user_password(
        UserPoolId=stack.outputs["UserPoolId"],
        Username=run(earlier, ACCOUNT, stack.function_environment()).strip(),
        Password=PASSWORD,
        Permanent=True,
    )
    signed_in = editor.call("POST", "/api/session", {"email": EDITOR, "password": PASSWORD})
    editor.token = signed_in["access_token"]
    save(editor, "save-0001", 0, 1)
    answers = "1" * QUESTIONS
    first, second, third = next(links), next(links), next(links)
    survey.answer("first", *first, answers)
    opened = survey.call("POST", "/api/respond/open", {"token": second[1]})
    before = {table: kept(stack, table) for table in ("sheets", "responses", "invitations")}

    update(stack)

    assert {table: kept(stack, table) for table in before} == before
    again = survey.call("POST", "/api/respond/open", {"token": first[1]})
    assert again["code"] == "already_answered"
    given = {each["id"]: 2 for each in opened["questions"]}
    survey.call("POST", "/api/respond/answer", {"ballot": opened["ballot"], "answers": given})
    survey.answer("third", *third, answers)
    assert len(kept(stack, "responses")) == 3
    save(editor, "save-0002", 1, 2)
    shown = editor.call("GET", f"/api/units/{ROUND}/so-a/sheet")
    assert "'count': 2" in str(shown)
    survey.seal_and_publish()
    assert stack.http.get(f"/public/v1/rounds/{ROUND}/rankings/departments").ok


def until() -> dict[str, str]:
    return {"until": (datetime.now(UTC) + timedelta(hours=1)).isoformat(), "reason": "thử"}


def save(editor: Survey, number: str, version: int, count: int) -> None:
    entry = {"leaf": "1.2", "version": version, "value": {"count": count}, "explanation": "vì thế"}
    body = {"save_id": number, "entries": [entry]}
    editor.call("POST", f"/api/units/{ROUND}/so-a/sheet", body)
