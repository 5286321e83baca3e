"""What a function does under its own role, where only the deployed system asks for rights."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.folders import PROJECT
from infra.local.emulator import REGION
from infra.local.stack import NAME
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from infra.local.stack import Stack

# A survey whose final ranking was published long ago, with a correction, as `Stack` beside it.
LONG_AGO = """
from chalicelib.domain.letters.corrections import Correction
from chalicelib.store import audit, corrections, results
from tests import survey_story as story
from tests.small_round import NOW, ROUND
story.load()
story.put(None, "council", story.people(0, 6, "so-a"))
story.put("so-b", "leaders", story.people(6, 6))
story.send(None, "so-b")
asked = Correction("c1", "authority", "departments", "council", 0, "so-a", "cu@example.test",
                   "moi@example.test", "ops@example.test", NOW)
corrections.put(ROUND, asked, None, audit.act_of(ROUND, NOW, "ops", "ask_correction", "1"))
results.record_version(results.Version(
    ROUND, "departments", 1, "final", "2020-01-01T03:00:00.000Z", None, None, "j", finished=True))
"""
# All that is known of the people listed.
PEOPLE = """
from chalicelib.store import corrections, list_claims, respondents
from tests.small_round import ROUND
places = [("authority", "departments", "council"), ("so-b", "departments", "leaders")]
people = [row for _, rows in respondents.list_rows(ROUND, places) for row in rows]
print(len(people), [row for row in people if row.name or row.email],
      corrections.list_corrections(ROUND),
      list_claims.list_claims(ROUND, "departments", ["nguoi-0001@example.test"]))
"""
LETTER = {"Subject": "Thư", "Text": "Thư", "Html": "Thư"}


def beside(stack: Stack, program: str) -> str:
    """What a program prints that runs beside the deployed system, with every right."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env=stack.function_environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def own_client(stack: Stack, function: str, service: str) -> Any:
    """A client with the rights of a function, and no more."""
    arn = stack.client("lambda").get_function_configuration(FunctionName=stack._resource(function))[
        "Role"
    ]
    role = stack.client("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
    session = boto3.Session(
        role["AccessKeyId"], role["SecretAccessKey"], role["SessionToken"], region_name=REGION
    )
    return session.client(service, endpoint_url=stack.endpoint)


def kept(stack: Stack, table: str) -> str:
    return str(stack.client("dynamodb").scan(TableName=f"{NAME}-{table}")["Items"])


def test_the_tick_erases_names_addresses_corrections_and_claims(stack: Stack) -> None:
    beside(stack, LONG_AGO)
    assert "nguoi-0001@example.test" in beside(stack, PEOPLE)
    stack.tick()
    assert "erase_respondents" in kept(stack, "audit")
    assert beside(stack, PEOPLE) == "12 [] [] {}\n"


def send(stack: Stack, sender: str, function: str = "Mail", configuration: str = "letters") -> Any:
    return own_client(stack, function, "sesv2").send_bulk_email(
        FromEmailAddress=sender,
        ConfigurationSetName=f"{NAME}-{configuration}",
        DefaultContent={"Template": {"TemplateContent": LETTER, "TemplateData": "{}"}},
        BulkEmailEntries=[{"Destination": {"ToAddresses": ["a@example.test"]}}],
    )


@pytest.mark.parametrize("function", ["Mail", "Tick"])
def test_letters_go_out_under_our_own_address_and_configuration_alone(
    stack: Stack, function: str
) -> None:
    ours = stack.function_environment()["MAIL_FROM"]
    (told,) = send(stack, ours, function)["BulkEmailEntryResults"]
    assert told["Status"] == "SUCCESS"
    for wrong in ({"sender": f"x{ours}"}, {"sender": "a@elsewhere.test"}, {"configuration": "x"}):
        with pytest.raises(ClientError) as refused:
            send(stack, **{"sender": ours, "function": function, **wrong})
        assert refused.value.response["Error"]["Code"] == "AccessDeniedException"


def test_the_api_sends_single_letters_and_no_other_function_does(stack: Stack) -> None:
    ours = stack.function_environment()["MAIL_FROM"]
    letter = {
        "FromEmailAddress": ours,
        "ConfigurationSetName": f"{NAME}-letters",
        "Destination": {"ToAddresses": ["a@example.test"]},
        "Content": {"Simple": {"Subject": {"Data": "Thư"}, "Body": {"Text": {"Data": "Thư"}}}},
    }
    assert own_client(stack, "APIHandler", "sesv2").send_email(**letter)["MessageId"]
    for function in ("Mail", "Tick"):
        with pytest.raises(ClientError, match="ses:SendEmail"):
            own_client(stack, function, "sesv2").send_email(**letter)


def test_the_tick_backs_up_the_answers_and_forgets_that_and_may_restore_nothing(
    stack: Stack,
) -> None:
    tick, name = own_client(stack, "Tick", "dynamodb"), f"{NAME}-responses"
    made = tick.create_backup(TableName=name, BackupName="kept")["BackupDetails"]["BackupArn"]
    assert made in [each["BackupArn"] for each in tick.list_backups()["BackupSummaries"]]
    api = own_client(stack, "APIHandler", "dynamodb")
    for refused, asked in (
        (tick.create_backup, {"TableName": f"{NAME}-invitations", "BackupName": "copy"}),
        (tick.restore_table_from_backup, {"TargetTableName": "copy", "BackupArn": made}),
        (api.delete_backup, {"BackupArn": made}),
    ):
        with pytest.raises(ClientError, match="not authorized"):
            refused(**asked)
    tick.delete_backup(BackupArn=made)
