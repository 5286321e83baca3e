from __future__ import annotations

import io
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.api.serving import problems
from chalicelib.api.serving.serve import SECURITY_HEADERS
from chalicelib.domain.errors import Unavailable
from infra import package
from infra.folders import PROJECT
from infra.local import mailbox
from infra.local.emulator import free_port
from infra.local.session import Http
from infra.local.stack import NAME, Stack
from tests.local_run import KEPT, command, running_system
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from infra.package import Package

ROW = {"round": {"S": "r"}, "item": {"S": "kept"}}
TABLE = f"{NAME}-rounds"


@pytest.fixture(scope="module")
def artefact() -> Package:
    return package.build("local", check=False)


def rows(stack: Stack) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stack.client("dynamodb").scan(TableName=TABLE)["Items"]
    return found


def test_what_was_accepted_is_there_after_a_stop_and_a_start(
    tmp_path: Path, deployed: Stack
) -> None:
    port = free_port()
    with running_system(tmp_path, port) as (stack, first):
        stack.client("dynamodb").put_item(TableName=TABLE, Item=ROW)
        stack.client("s3").put_object(
            Bucket=deployed.outputs["EvidenceBucket"], Key="a.pdf", Body=b"%PDF"
        )
    with running_system(tmp_path, port) as (stack, second):
        assert second == first  # the same addresses, account and password
        assert rows(stack) == [ROW]
        kept = stack.client("s3").get_object(Bucket=deployed.outputs["EvidenceBucket"], Key="a.pdf")
        assert kept["Body"].read() == b"%PDF"
        assert "PAR INDEX" in stack.messages()[0]["Subject"]
        assert stack.http.get("/public/v1/rounds").ok
        second_system = subprocess.run(
            command(tmp_path, free_port()),
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert second_system.returncode == 1
        assert f"http://app.localhost:{port}/" in second_system.stderr


def lose_tables(folder: Path) -> None:
    with closing(sqlite3.connect(folder / KEPT)) as database, database:
        database.execute("DELETE FROM kept WHERE place = 'services' AND name = 'dynamodb'")


def interrupt_first_deployment(folder: Path) -> None:
    (folder / "deployed").unlink()
    with closing(sqlite3.connect(folder / KEPT)) as database, database:
        database.execute("DELETE FROM kept WHERE name NOT IN ('cognito', 'sqs', 'secretsmanager')")


@pytest.mark.parametrize("lose", [lose_tables, interrupt_first_deployment])
def test_state_that_is_only_half_there_is_thrown_away(
    tmp_path: Path, artefact: Package, lose: Callable[[Path], None]
) -> None:
    with Stack.start(folder=tmp_path, artefact=artefact) as stack:
        stack.client("dynamodb").put_item(TableName=TABLE, Item=ROW)
        port = stack.emulator.port
    lose(tmp_path)
    with Stack.start(port, tmp_path, artefact) as stack:
        assert rows(stack) == []
        assert stack.http.get("/public/v1/rounds").ok


@pytest.fixture(scope="module")
def broken(artefact: Package) -> Iterator[Stack]:
    """A system of its own, whose functions may be replaced by bad ones."""
    with Stack.start(artefact=artefact) as stack:
        yield stack


@pytest.mark.parametrize(
    "body",
    ["import time; time.sleep(60)", "import os; os._exit(1)", "raise ValueError"],
    ids=["times out", "dies", "raises"],
)
def test_a_function_that_fails_is_told_as_a_problem(broken: Stack, body: str) -> None:
    function = broken._resource("APIHandler")
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", f"def app(event, context):\n    {body}\n")
    functions = broken.client("lambda")
    functions.update_function_configuration(FunctionName=function, Timeout=1)
    functions.update_function_code(FunctionName=function, ZipFile=code.getvalue())
    answer = broken.http.get("/public/v1/rounds")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.status_code == answer.json()["status"] == 503
    assert answer.json()["code"] == Unavailable.code
    assert answer.headers["Retry-After"] == str(problems.RETRY_AFTER[503])


def test_what_the_gateway_and_the_function_refuse_is_told_alike(stack: Stack) -> None:
    asked = {
        ("GET", "/none"): (404, "not_found"),
        ("OPTIONS", "/none/a"): (404, "not_found"),
        ("GET", "/api//health"): (404, "not_found"),
        ("GET", "/api%2Fhealth"): (404, "not_found"),
        ("OPTIONS", "/api/health"): (405, "method_not_allowed"),
        ("PUT", "/"): (405, "method_not_allowed"),
        ("POST", "/public/v1/rounds"): (405, "method_not_allowed"),
        ("DELETE", "/api/respond/open"): (405, "method_not_allowed"),
        ("GET", "/public/v1/rounds/none/rankings/none"): (404, "not_found"),
    }
    for (method, path), told in asked.items():
        answer = stack.http.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == told
        assert answer.headers["Content-Type"] == problems.CONTENT_TYPE
        assert {"title_en", "detail", "detail_en"} <= answer.json().keys()
        assert all(answer.headers[name] == value for name, value in SECURITY_HEADERS.items())
    head = stack.http.request("HEAD", "/public/v1/rounds")
    assert (head.status_code, head.content) == (200, b"")


def test_emptying_leaves_the_deployment_and_the_ops_account(stack: Stack) -> None:
    ops = stack.ops()
    stack.client("dynamodb").put_item(TableName=TABLE, Item=ROW)
    bucket = stack.outputs["EvidenceBucket"]
    for body in (b"1", b"2"):
        stack.client("s3").put_object(Bucket=bucket, Key="a", Body=body)
    stack.client("s3").delete_object(Bucket=bucket, Key="a")
    stack.clean()
    assert rows(stack) == []
    assert "Versions" not in stack.client("s3").list_object_versions(Bucket=bucket)
    assert stack.messages() == []
    users = stack.client("cognito-idp").list_users(UserPoolId=stack.outputs["UserPoolId"])["Users"]
    assert [user["Username"] for user in users] == [ops.sub]


def test_secure_cookies_go_back_to_localhost_as_in_a_browser() -> None:
    session = Http("http://127.0.0.1:1", "app.localhost:1")
    session.cookies.set("refresh", "x", domain="app.localhost.local", secure=True)
    assert "http" in session.cookies.get_policy().secure_protocols  # type: ignore[attr-defined]


def letter(subject: str = "Mời trả lời", body: str = "") -> dict[str, Any]:
    return {
        "To": ["nguoi-0001@example.test"],
        "Subject": subject,
        "BodyText": body,
        "Timestamp": 0.0,
    }


def test_links_in_letters_can_be_clicked_and_nothing_in_them_runs() -> None:
    page = mailbox.render(
        [letter(body="<script>x</script> http://app.localhost:1/s?a=1&b=2#token.x")], ""
    )
    assert "<script>" not in page
    assert '<a href="http://app.localhost:1/s?a=1&amp;b=2#token.x">' in page


def test_letters_are_found_by_recipient_and_subject() -> None:
    assert "Khác" not in mailbox.render([letter("Khác"), letter("Mời trả lời")], "mời TRẢ")
    assert "2 letters" in mailbox.render([letter(), letter()], "nguoi-0001")
