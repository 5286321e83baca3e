"""What differs between the stages, in the templates that CloudFormation would get."""

from __future__ import annotations

import json
import platform
import re
import sys
from typing import Any

import pytest

from infra import lint, package, stages
from infra.folders import PROJECT, alone
from tests.fake_aws import template

GIVEN = {
    "AppDomain": "chi-so.example.org",
    "MailDomain": "thu.example.org",
    "AlarmEmail": "truc@example.org",
    "CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/0b1f-2c3d",
    "WebAclArn": "arn:aws:wafv2:us-east-1:123456789012:global/webacl/par/0b1f-2c3d",
}
PROTECTED = ("staging", "production")
NOWHERE = object()
# Names that live inside something whose own name is the stack's or made by AWS.
INSIDE = {
    "AWS::ApiGateway::Stage": "StageName",
    "AWS::Cognito::UserPoolClient": "ClientName",
    "AWS::CloudWatch::Alarm": "MetricName",
}


def made(stage: str) -> dict[str, Any]:
    """The template of a stage as CloudFormation reads it. That of production is linted, forms and
    all, in test_package.py, and the others differ from it in values alone.
    """
    given = GIVEN if stage in PROTECTED else {}
    built = package.build(stage, check=False, given=given)
    with alone("package"):
        plain = lint.translate(built.template).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(plain)
    return found


@pytest.fixture(scope="module")
def templates() -> dict[str, dict[str, Any]]:
    return {stage: made(stage) for stage in stages.STAGES}


class Settled:
    """A template when nobody gives a parameter: its conditions and parameters decided."""

    def __init__(self, whole: dict[str, Any]) -> None:
        self.conditions = whole["Conditions"]
        self.values = {name: each["Default"] for name, each in whole["Parameters"].items()}
        self.resources: dict[str, dict[str, Any]] = {
            name: self.decided(resource)
            for name, resource in whole["Resources"].items()
            if "Condition" not in resource or self.holds(resource["Condition"])
        }

    def holds(self, condition: Any) -> bool:
        match condition:
            case str(name):
                return self.holds(self.conditions[name])
            case {"Fn::Not": [inner]}:
                return not self.holds(inner)
            case {"Fn::Equals": [one, other]}:
                return bool(self.decided(one) == self.decided(other))
        raise AssertionError(condition)

    def decided(self, value: Any) -> Any:
        match value:
            case {"Fn::If": [condition, yes, no]}:
                return self.decided(yes if self.holds(condition) else no)
            case {"Ref": "AWS::NoValue"}:
                return NOWHERE
            case {"Ref": name} if name in self.values:
                return self.values[name]
            case dict():
                pairs = {key: self.decided(inner) for key, inner in value.items()}
                return {key: inner for key, inner in pairs.items() if inner is not NOWHERE}
            case list():
                return [inner for inner in map(self.decided, value) if inner is not NOWHERE]
        return value


def settled(templates: dict[str, dict[str, Any]], stage: str) -> dict[str, dict[str, Any]]:
    return Settled(templates[stage]).resources


def of_type(resources: dict[str, dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    return {name: each for name, each in resources.items() if each["Type"] == kind}


@pytest.mark.parametrize("stage", PROTECTED)
def test_a_stage_on_aws_is_protected_though_nobody_gives_a_parameter(
    templates: dict[str, dict[str, Any]], stage: str
) -> None:
    resources = settled(templates, stage)
    tables = of_type(resources, "AWS::DynamoDB::Table")
    assert len(tables) >= 14
    for name, table in tables.items():
        properties = table["Properties"]
        assert properties["DeletionProtectionEnabled"] is True
        recovery = properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
        assert recovery is (name != "ResponsesTable")
    (pool,) = of_type(resources, "AWS::Cognito::UserPool").values()
    assert pool["Properties"]["DeletionProtection"] == "ACTIVE"
    buckets = set(of_type(resources, "AWS::S3::Bucket"))
    plain = of_type(resources, "AWS::S3::BucketPolicy").values()
    assert {policy["Properties"]["Bucket"]["Ref"] for policy in plain} == buckets
    for policy in plain:
        (statement,) = policy["Properties"]["PolicyDocument"]["Statement"]
        assert statement["Effect"] == "Deny"
        assert statement["Condition"] == {"Bool": {"aws:SecureTransport": False}}
    for function in of_type(resources, "AWS::Lambda::Function").values():
        variables = function["Properties"]["Environment"]["Variables"]
        assert variables["STAGE"] == stage
        assert (variables["MAIL_BEGINS"], variables["MAIL_LIMITS"]) == ("trial", "account")
        assert variables["APP_URL"] == "https://chi-so.example.org"
    assert resources["RestAPI"]["Properties"]["BinaryMediaTypes"] == ["*~1*"]
    assert not [name for name in resources if name.startswith("Local")]


@pytest.mark.parametrize("stage", PROTECTED)
def test_no_other_stage_can_be_made_of_its_template(
    templates: dict[str, dict[str, Any]], stage: str
) -> None:
    assert templates[stage]["Parameters"]["Env"]["AllowedValues"] == [stage]
    (rule,) = templates[stage]["Rules"].values()
    assert len(rule["Assertions"]) == 4


def test_this_machine_has_nothing_that_only_aws_needs(templates: dict[str, dict[str, Any]]) -> None:
    resources = settled(templates, "local")
    assert "LocalDomain" in resources
    kinds = {each["Type"] for each in resources.values()}
    assert not kinds & {"AWS::CloudWatch::Alarm", "AWS::S3::BucketPolicy"}
    stage = resources["RestAPIv1Stage"]["Properties"]
    assert not stage.keys() & {"AccessLogSetting", "MethodSettings"}


def test_staging_and_production_differ_in_their_name_and_what_lasts_or_costs_alone(
    templates: dict[str, dict[str, Any]],
) -> None:
    staging, production = (settled(templates, stage) for stage in PROTECTED)
    text = json.dumps(staging, sort_keys=True).replace("staging", "production")
    assert text.count('"RecoveryPeriodInDays": "7"') == 13
    for of_staging, of_production in (
        ('InDays": "7"', 'InDays": "35"'),
        ('"Days": "1", "Mode"', '"Days": "1825", "Mode"'),
        ('"Amount": "50"', '"Amount": "200"'),
    ):
        assert of_staging in text
        text = text.replace(of_staging, of_production)
    assert _without_versions(text) == _without_versions(json.dumps(production, sort_keys=True))


def _without_versions(text: str) -> str:
    """A deployment is called after what is in it."""
    return re.sub(r"RestAPIDeployment\w+|RestApi deployment id: \w+", "", text)


def test_a_first_deployment_that_fails_leaves_nothing_in_the_way_of_the_next(
    templates: dict[str, dict[str, Any]],
) -> None:
    kept = {
        name: resource.get("DeletionPolicy")
        for name, resource in templates["production"]["Resources"].items()
        if resource.get("DeletionPolicy") or resource.get("UpdateReplacePolicy")
    }
    assert {"AuditTable", "Evidence", "UserPool", "LinkSecret"} <= set(kept)
    assert set(kept.values()) == {"RetainExceptOnCreate"}


def test_two_stacks_of_one_account_and_region_share_no_name(
    templates: dict[str, dict[str, Any]],
) -> None:
    """The mail domain alone must differ by choice."""
    fixed = {}
    for name, resource in settled(templates, "production").items():
        for key, value in resource.get("Properties", {}).items():
            is_named = key.endswith("Name") and INSIDE.get(resource["Type"]) != key
            if is_named and not re.search(r'AWS::StackName|"(Ref|Fn::Sub)"', json.dumps(value)):
                fixed[name] = key
    assert fixed == {}
    (tick,) = of_type(templates["production"]["Resources"], "AWS::Scheduler::Schedule").values()
    assert "Name" not in tick["Properties"]
    (sender,) = of_type(templates["production"]["Resources"], "AWS::SES::EmailIdentity").values()
    assert sender["Properties"]["EmailIdentity"] == {"Ref": "MailDomain"}


@pytest.mark.parametrize("missing", GIVEN)
@pytest.mark.parametrize("stage", PROTECTED)
def test_what_only_the_deployer_knows_must_be_given(stage: str, missing: str) -> None:
    given = {name: value for name, value in GIVEN.items() if name != missing}
    with pytest.raises(SystemExit, match=f"{stage} needs to know: {missing}"):
        package.build(stage, given=given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AppDomain", "app.localhost"),
        ("AppDomain", "https://chi-so.example.org"),
        ("AppDomain", "Chi-So.example.org"),
        ("MailDomain", "par-index.test"),
        ("MailDomain", "vn"),
        ("AlarmEmail", "truc"),
        ("AlarmEmail", "truc@localhost"),
        ("CertificateArn", "arn:aws:acm:ap-southeast-1:123456789012:certificate/0b1f"),
        ("WebAclArn", "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/par/0b1f"),
    ],
)
def test_a_name_that_cannot_be_right_is_refused(name: str, value: str) -> None:
    with pytest.raises(SystemExit, match=f"{name} cannot be right"):
        stages.parameters("production", {**GIVEN, name: value})


@pytest.mark.parametrize("name", ["Env", "BinType", "Unknown"])
def test_what_protects_a_stage_cannot_be_given(name: str) -> None:
    with pytest.raises(SystemExit, match=f"production decides on these itself: {name}"):
        stages.parameters("production", {**GIVEN, name: "local"})


def test_the_defaults_of_the_source_are_those_of_this_machine() -> None:
    declared = template()["Parameters"].items()
    assert stages.parameters("local") == {name: str(each["Default"]) for name, each in declared}


def test_stages_and_their_parameters_are_the_same_everywhere() -> None:
    files = {path.stem for path in stages.PARAMETERS.glob("*.json")}
    config = json.loads((PROJECT / ".chalice" / "config.json").read_text(encoding="utf-8"))
    assert files == set(stages.STAGES) == set(config["stages"])


@pytest.mark.parametrize(("system", "machine"), [("linux", "aarch64"), ("darwin", "x86_64")])
def test_an_artefact_for_aws_is_made_where_its_libraries_run(
    monkeypatch: pytest.MonkeyPatch, system: str, machine: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    with pytest.raises(SystemExit, match=f"cannot be made on {system} {machine}"):
        package.build("production", given=GIVEN)


@pytest.mark.parametrize(
    "name", ["Par-index", "par_index", "1par", "par--index", "par-", "p" * 38, ""]
)
def test_a_stack_whose_buckets_could_not_be_named_is_refused(name: str) -> None:
    with pytest.raises(SystemExit, match="cannot be called"):
        stages.check_stack(name)


def test_the_longest_name_of_a_stack_still_names_its_buckets() -> None:
    longest = "p" * stages.STACK_LENGTH
    stages.check_stack(longest)
    buckets = [
        each["Properties"]["BucketName"]["Fn::Sub"]
        for each in of_type(template_resources(), "AWS::S3::Bucket").values()
    ]
    names = [
        name.replace("${AWS::StackName}", longest).replace("${AWS::AccountId}", "1" * 12)
        for name in buckets
    ]
    assert max(map(len, names)) == 63


def template_resources() -> dict[str, dict[str, Any]]:
    return {name: each for name, each in template()["Resources"].items() if "Type" in each}
