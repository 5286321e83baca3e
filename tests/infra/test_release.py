"""Plans and deployments, with a small template on a CloudFormation in this process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, NoCredentialsError
from moto import mock_aws

from infra import package, stacks, stages
from infra.package import Package
from infra.release import __main__ as release
from infra.release import changes, edge, executing, filling, places, uploading
from infra.release.changes import Change, ChangeSet
from tests.infra.test_stages import GIVEN

REGION = "ap-southeast-1"
STACK = "par-index-staging"
QUEUE = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 1}}
TABLE = {
    "Type": "AWS::DynamoDB::Table",
    "Properties": {
        "TableName": "kept",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}],
    },
}


class Aws:
    """An account in this process: what is asked of the deployer, and what was shown."""

    def __init__(self) -> None:
        self.s3 = boto3.client("s3", region_name=REGION)
        self.cloudformation = boto3.client("cloudformation", region_name=REGION)
        self.questions: list[str] = []

    def release(
        self, resources: dict[str, Any], answer: str = "yes", *, only_look: bool = False
    ) -> dict[str, str]:
        def ask(question: str) -> str:
            self.questions.append(question)
            return answer

        template = json.dumps({"Resources": resources})
        address = uploading.upload_template(self.s3, "artefacts", template)
        return release.release(
            self.cloudformation, STACK, address, {}, only_look=only_look, ask=ask
        )

    def resources(self) -> set[str]:
        if stacks.status(self.cloudformation, STACK) is None:
            return set()
        found = self.cloudformation.describe_stack_resources(StackName=STACK)["StackResources"]
        return {each["LogicalResourceId"] for each in found}


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    monkeypatch.setattr(changes, "PAUSE", 0)
    with mock_aws():
        yield Aws()


def test_a_first_deployment_shows_what_it_adds_and_what_happens(
    aws: Aws, capsys: pytest.CaptureFixture[str]
) -> None:
    aws.release({"Queue": QUEUE})
    assert aws.resources() == {"Queue"}
    assert aws.questions == ["1 changes. Go on? (yes/no) "]
    shown = capsys.readouterr().out
    assert "+ added" in shown
    assert "CREATE_COMPLETE" in shown


def test_a_plan_changes_nothing_and_leaves_nothing(aws: Aws) -> None:
    aws.release({"Queue": QUEUE}, only_look=True)
    assert stacks.status(aws.cloudformation, STACK) is None
    aws.release({"Queue": QUEUE})
    aws.release({"Queue": QUEUE, "More": QUEUE}, only_look=True)
    assert aws.resources() == {"Queue"}
    assert not aws.cloudformation.list_change_sets(StackName=STACK)["Summaries"][1:]


def test_who_says_no_changes_nothing(aws: Aws) -> None:
    with pytest.raises(SystemExit, match="Nothing was done"):
        aws.release({"Queue": QUEUE}, "no")
    assert aws.resources() == set()


def test_the_same_again_is_nothing_to_do(aws: Aws, capsys: pytest.CaptureFixture[str]) -> None:
    aws.release({"Queue": QUEUE})
    aws.release({"Queue": QUEUE})
    assert len(aws.questions) == 1
    assert "0 changes; nothing was done." in capsys.readouterr().out


def test_where_data_may_go_yes_is_not_enough(aws: Aws, capsys: pytest.CaptureFixture[str]) -> None:
    aws.release({"Queue": QUEUE, "Kept": TABLE})
    with pytest.raises(SystemExit, match="Nothing was done"):
        aws.release({"Queue": QUEUE}, "yes")
    assert aws.resources() == {"Queue", "Kept"}
    assert "Data or the way in may go with: Kept" in capsys.readouterr().out
    aws.release({"Queue": QUEUE}, STACK)
    assert aws.resources() == {"Queue"}


def test_a_deployment_is_not_begun_over_one_that_failed_or_runs() -> None:
    for now, words in {
        "ROLLBACK_COMPLETE": "delete it",
        "UPDATE_ROLLBACK_FAILED": "continue-update-rollback",
        "UPDATE_IN_PROGRESS": "somebody deploys it now",
    }.items():
        with pytest.raises(SystemExit, match=words):
            changes.refuse_unfit(STACK, now)
    for fit in (None, "CREATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", *executing.NEVER_WHOLE):
        changes.refuse_unfit(STACK, fit)


def test_changes_are_told_by_what_they_do_to_a_resource_the_dangerous_first() -> None:
    def changed(name: str, action: str, replaced: str, *properties: str) -> dict[str, Any]:
        return {
            "ResourceChange": {
                "Action": action,
                "LogicalResourceId": name,
                "ResourceType": f"AWS::{'DynamoDB::Table' if name == 'T' else 'SQS::Queue'}",
                "Replacement": replaced,
                "Details": [{"Target": {"Attribute": "Properties", "Name": n}} for n in properties],
            }
        }

    found = changes.read(
        [
            changed("A", "Modify", "False", "Code", "Timeout", "Code"),
            changed("B", "Modify", "Conditional", "Name"),
            changed("T", "Modify", "True", "KeySchema"),
            changed("C", "Add", "False"),
        ]
    )
    assert found == (
        Change("REPLACED", "T", "AWS::DynamoDB::Table", ("KeySchema",)),
        Change("changed", "A", "AWS::SQS::Queue", ("Code", "Timeout")),
        Change("MAY BE REPLACED", "B", "AWS::SQS::Queue", ("Name",)),
        Change("added", "C", "AWS::SQS::Queue"),
    )
    assert [each.is_dangerous for each in found] == [True, False, False, False]
    assert "red" in str(found[0].shown().style)


@pytest.mark.parametrize("kind", ["CertificateManager::Certificate", "WAFv2::WebACL"])
def test_what_the_way_in_stands_on_goes_only_by_the_name_of_the_stack(kind: str) -> None:
    gone = Change("REPLACED", "Before", f"AWS::{kind}")
    proposed = ChangeSet("c", STACK, False, True, (gone,))
    assert not release.agreed(proposed, lambda _: "yes")
    assert release.agreed(proposed, lambda _: STACK)


class Ending:
    """A CloudFormation that comes from one status to its end, with one event on the way."""

    def __init__(
        self, end: str, event: dict[str, Any], outputs: dict[str, str], before: str
    ) -> None:
        self.end, self.event, self.outputs, self.before = end, event, outputs, before
        self.begun = self.stays = False

    def execute_change_set(self, **how: Any) -> None:
        self.begun, self.stays = True, how["DisableRollback"]

    def describe_stacks(self, **_: str) -> Any:
        outputs = [{"OutputKey": key, "OutputValue": text} for key, text in self.outputs.items()]
        now = self.end if self.begun else self.before
        if now in executing.ENDED:
            raise ClientError({"Error": {"Code": now, "Message": "expired"}}, "DescribeStacks")
        return {"Stacks": [{"StackStatus": now, "Outputs": outputs}]}

    def get_paginator(self, _: str) -> Any:
        return self

    def paginate(self, **_: str) -> Any:
        return [{"StackEvents": [self.event] if self.begun else []}]


FIRST = ChangeSet("c", STACK, True, True, ())


def ending(
    end: str, state: str, reason: str, before: str = "REVIEW_IN_PROGRESS", **outputs: str
) -> Ending:
    event = {
        "EventId": "1",
        "Timestamp": datetime(2026, 11, 30, 10, tzinfo=UTC),
        "LogicalResourceId": "Sender",
        "ResourceType": "AWS::SES::EmailIdentity",
        "ResourceStatus": state,
        "ResourceStatusReason": reason,
    }
    return Ending(end, event, outputs, before)


def test_a_deployment_tells_what_happens_and_ends_with_the_records_to_set() -> None:
    told: list[str] = []
    aws = ending(
        "CREATE_COMPLETE", "CREATE_IN_PROGRESS", "waits", DnsB="b TXT 2", DnsA="a MX 1", Other="-"
    )
    outputs = executing.execute(aws, FIRST, lambda line: told.append(str(line)))
    assert [line.split()[:2] for line in told] == [["10:00:00", "CREATE_IN_PROGRESS"]]
    assert told[0].endswith("Sender  waits")
    assert release.records(outputs)[2:] == ["a MX 1", "b TXT 2"]
    assert release.records({"Other": "-"}) == []


def test_what_aws_rolls_back_ends_with_the_reason() -> None:
    aws = ending(
        *("UPDATE_ROLLBACK_COMPLETE", "CREATE_FAILED", "the domain is another stack's"),
        before="UPDATE_COMPLETE",
    )
    with pytest.raises(SystemExit, match="Sender: the domain is another stack's$"):
        executing.execute(aws, FIRST, lambda _: None)
    assert not aws.stays


@pytest.mark.parametrize(
    ("before", "end"),
    [
        ("REVIEW_IN_PROGRESS", "CREATE_FAILED"),
        ("CREATE_FAILED", "UPDATE_FAILED"),
        ("UPDATE_FAILED", "UPDATE_FAILED"),
    ],
)
def test_a_stack_that_never_stood_whole_keeps_what_was_made_and_is_gone_on_with(
    before: str, end: str
) -> None:
    aws = ending(end, "CREATE_FAILED", "no more distributions", before)
    with pytest.raises(SystemExit, match="no more distributions\nWhat was made stays"):
        executing.execute(aws, FIRST, lambda _: None)
    assert aws.stays


@pytest.mark.parametrize("code", executing.ENDED)
def test_a_session_that_ends_while_a_certificate_waits_says_that_the_stack_goes_on(
    code: str,
) -> None:
    aws = ending(code, "CREATE_IN_PROGRESS", "waits for its record")
    with pytest.raises(SystemExit, match=f"{STACK} goes on.*run make deploy again"):
        executing.execute(aws, FIRST, lambda _: None)


def test_files_lie_in_a_private_bucket_of_the_account_and_are_sent_once(
    aws: Aws, tmp_path: Path
) -> None:
    (tmp_path / "deployment.zip").write_bytes(b"all")
    (tmp_path / "inspecting.zip").write_bytes(b"one")
    function = {"Type": "AWS::Serverless::Function"}
    template = {
        "Resources": {
            "Tick": {**function, "Properties": {"CodeUri": "./deployment.zip"}},
            "Inspect": {**function, "Properties": {"CodeUri": "./inspecting.zip"}},
        }
    }
    (tmp_path / "template.json").write_text(json.dumps(template))
    artefact = Package(
        tmp_path / "template.json", (tmp_path / "deployment.zip", tmp_path / "inspecting.zip")
    )
    bucket = uploading.bucket_of("123456789012", REGION)
    addresses = {uploading.upload(aws.s3, bucket, artefact) for _ in range(2)}
    (address,) = addresses
    assert address.startswith(f"https://s3.{REGION}.amazonaws.com/{bucket}/")
    blocked = aws.s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
    assert set(blocked.values()) == {True}
    sent = json.loads(
        aws.s3.get_object(Bucket=bucket, Key=address.rpartition("/")[2])["Body"].read()
    )
    places = [each["Properties"]["CodeUri"] for each in sent["Resources"].values()]
    contents = [
        aws.s3.get_object(Bucket=place["Bucket"], Key=place["Key"])["Body"].read()
        for place in places
    ]
    assert contents == [b"all", b"one"]
    assert len(aws.s3.list_objects_v2(Bucket=bucket)["Contents"]) == 3


@pytest.mark.parametrize("name", ["Par-index", "p" * 38])
def test_a_stack_that_could_not_be_named_is_refused_before_anything_is_packaged(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(package, "build", pytest.fail)
    with pytest.raises(SystemExit, match="cannot be called"):
        release.main(["plan", "--stage", "staging", "--stack", name])


def test_without_a_region_nothing_is_tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    for name in ("AWS_DEFAULT_REGION", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit, match="AWS_REGION"):
        places.session()
    monkeypatch.setenv("AWS_REGION", REGION)
    assert places.session().region_name == REGION


def test_whom_aws_does_not_know_is_told_so() -> None:
    class Refusing:
        def client(self, _: str) -> Any:
            return self

        def get_caller_identity(self) -> Any:
            raise NoCredentialsError

    with pytest.raises(SystemExit, match="does not know who asks: Unable to locate credentials"):
        places.account_of(Refusing())


def test_a_plan_goes_from_the_way_in_to_the_stack_with_every_parameter(
    aws: Aws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = {name: GIVEN[name] for name in ("AppDomain", "MailDomain", "AlarmEmail")}
    built = released("plan", mine, tmp_path, monkeypatch)
    assert built == [{"stage": "staging", **mine, **edge.not_yet("123456789012")}]
    shown = capsys.readouterr().out
    front, _, back = shown.partition("nothing was done.")
    assert "AWS::CertificateManager::Certificate" in front
    assert "AWS::SQS::Queue" in back


def test_after_a_deployment_files_are_asked_for_by_a_name_that_needs_no_record(
    aws: Aws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(filling, "fill", lambda address, _: asked.append(address))
    told = {"EntranceDomain": "d111.cloudfront.example"}
    monkeypatch.setattr(executing, "outputs", lambda *_: told)
    released("deploy", GIVEN, tmp_path, monkeypatch)
    assert asked == ["https://d111.cloudfront.example"]
    assert aws.resources() == {"Queue"}


def released(
    act: str, given: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> list[dict[str, str]]:
    """Have a small template planned or deployed; with what it was asked to be built."""
    monkeypatch.setenv("AWS_REGION", REGION)
    (folder / "deployment.zip").write_bytes(b"all")
    template = {
        "Parameters": {name: {"Type": "String"} for name in stages.parameters("staging", GIVEN)},
        "Resources": {"Queue": QUEUE},
    }
    (folder / "template.json").write_text(json.dumps(template))
    built: list[dict[str, str]] = []

    def build(stage: str, *, given: dict[str, str]) -> Package:
        built.append({"stage": stage, **given})
        return Package(folder / "template.json", (folder / "deployment.zip",))

    monkeypatch.setattr(package, "build", build)
    (folder / "mine.json").write_text(json.dumps(given))
    release.main([act, "--stage", "staging", "--given", str(folder / "mine.json"), "--yes"])
    return built
