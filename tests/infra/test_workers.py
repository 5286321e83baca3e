from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from infra.local import emulator
from infra.local.stack import Stack
from tests.local_run import children, running
from tests.patience import eventually

if TYPE_CHECKING:
    from pathlib import Path

BUSY = """
import pathlib, time

def app(event, context):
    pathlib.Path(event["mark"]).touch()
    time.sleep(3600)
"""
ANYBODY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {"Service": "lambda.amazonaws.com"},
        },
    }
)


def test_a_function_that_is_busy_ends_with_the_server_however_that_ends(tmp_path: Path) -> None:
    stack = Stack(emulator.start(emulator.free_port(), tmp_path, keep=False))
    server = stack.emulator.process
    assert server
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", BUSY)
    role = stack.client("iam").create_role(RoleName="any", AssumeRolePolicyDocument=ANYBODY)
    functions = stack.client("lambda")
    functions.create_function(
        FunctionName="busy",
        Runtime="python3.11",
        Handler="app.app",
        Role=role["Role"]["Arn"],
        Code={"ZipFile": code.getvalue()},
        Timeout=900,
    )
    mark = tmp_path / "busy"
    functions.invoke(
        FunctionName="busy", InvocationType="Event", Payload=json.dumps({"mark": str(mark)})
    )
    eventually(mark.exists)
    workers = set(children(server.pid))
    assert workers
    server.kill()
    server.wait()
    eventually(lambda: not workers & {number for number, _ in running()})
