from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from infra.local import mailbox
from infra.local.session import Http
from infra.local.stack import NAME, Stack

if TYPE_CHECKING:
    from pathlib import Path

    from infra.package import Package

ROW = {"round": {"S": "r"}, "item": {"S": "kept"}}
TABLE = f"{NAME}-rounds"


@pytest.fixture(scope="session")
def artefact(deployed: Stack) -> Package:
    return deployed.artefact


def rows(stack: Stack) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stack.client("dynamodb").scan(TableName=TABLE)["Items"]
    return found


def test_what_was_accepted_is_there_after_a_stop_and_a_start(tmp_path: Path, artefact: Package) -> None:
    with Stack.start(folder=tmp_path, artefact=artefact) as stack:
        account = stack.ops()
        stack.client("dynamodb").put_item(TableName=TABLE, Item=ROW)
        stack.client("s3").put_object(Bucket=stack.outputs["EvidenceBucket"], Key="a.pdf", Body=b"%PDF")
        letters = stack.messages()
        port = stack.emulator.port
    with Stack.start(port, tmp_path, artefact) as stack:
        assert rows(stack) == [ROW]
        kept = stack.client("s3").get_object(Bucket=stack.outputs["EvidenceBucket"], Key="a.pdf")
        assert kept["Body"].read() == b"%PDF"
        assert stack.ops() == account
        assert stack.messages() == letters
        assert stack.http.get("/public/v1/rounds").ok


def test_state_that_is_only_half_there_is_thrown_away(tmp_path: Path, artefact: Package) -> None:
    with Stack.start(folder=tmp_path, artefact=artefact) as stack:
        stack.client("dynamodb").put_item(TableName=TABLE, Item=ROW)
        port = stack.emulator.port
    (tmp_path / "state" / "dynamodb.json").unlink()
    with Stack.start(port, tmp_path, artefact) as stack:
        assert rows(stack) == []
        assert stack.http.get("/public/v1/rounds").ok


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
    return {"To": ["nguoi-0001@example.test"], "Subject": subject, "BodyText": body, "Timestamp": 0.0}


def test_links_in_letters_can_be_clicked_and_nothing_in_them_runs() -> None:
    page = mailbox.render([letter(body="<script>x</script> http://app.localhost:1/s?a=1&b=2#token.x")], "")
    assert "<script>" not in page
    assert '<a href="http://app.localhost:1/s?a=1&amp;b=2#token.x">' in page


def test_letters_are_found_by_recipient_and_subject() -> None:
    assert "Khác" not in mailbox.render([letter("Khác"), letter("Mời trả lời")], "mời TRẢ")
    assert "2 letters" in mailbox.render([letter(), letter()], "nguoi-0001")
