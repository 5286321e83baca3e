"""The whole template by way of change sets, on an emulator of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from infra import package, stacks, stages
from infra.local import emulator
from infra.local.stack import DOMAIN, NAME, Stack
from infra.release import __main__ as release
from infra.release import changes, doctor, executing, uploading
from infra.release.judging import BAD, GOOD, Finding


@pytest.fixture
def stack() -> Iterator[Stack]:
    started = emulator.start(emulator.free_port(), emulator.temporary_folder(), keep=False)
    with Stack(started, temporary=True) as running:
        yield running


def test_a_stack_is_planned_deployed_left_alone_and_examined(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(changes, "PAUSE", 0.2)
    cloudformation = stack.client("cloudformation")
    artefact = package.build("local", check=False)
    address = uploading.upload(stack.client("s3"), uploading.bucket_of("0", "here"), artefact)
    values = {**stages.parameters("local"), "AppUrl": stack.url, "AppDomain": DOMAIN}

    def shown(*, only_look: bool) -> str:
        release.release(
            cloudformation, NAME, address, values, only_look=only_look, ask=lambda _: "yes"
        )
        return capsys.readouterr().out

    assert "AWS::DynamoDB::Table" in shown(only_look=True)
    assert stacks.status(cloudformation, NAME) is None
    assert "CREATE_COMPLETE" in shown(only_look=False)
    assert stack.http.get("/api/health").ok
    assert shown(only_look=False) == "0 changes; nothing was done.\n"

    found = {
        finding.what: finding.outcome
        for finding in doctor.examine(doctor.Place(stack.client, NAME, lambda _: (200, "")))
    }
    assert found["the stack is CREATE_COMPLETE"] == GOOD
    assert found["this machine's clock agrees with AWS's"] == GOOD
    # What protects a stage is missing here, and is noticed.
    assert found["nobody gets alarms"] == found["nobody can sign in yet"] == BAD
    assert [what for what in found if what.startswith("no recovery to a point in time: Accounts")]
    stack.outputs = executing.outputs(cloudformation, NAME)
    stack.ops()
    again = doctor.examine(doctor.Place(stack.client, NAME, lambda _: (200, "")))
    assert Finding(GOOD, "operations staff have an account") in list(again)
