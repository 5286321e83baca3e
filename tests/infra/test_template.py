from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.api.serving import problems
from chalicelib.aws import evidence_files
from chalicelib.domain.errors import Unavailable
from infra.folders import PROJECT
from tests.fake_aws import template
from tests.patience import PATIENCE

KEYS = {
    "rounds": ["round", "item"],
    "units": ["round", "unit"],
    "accounts": ["sub"],
    "attempts": ["attempt"],
    "sheets": ["sheet", "item"],
    "evidence": ["sheet", "evidence"],
    "rulings": ["round", "ruling"],
    "assignments": ["round", "version"],
    "respondents": ["list", "row"],
    "invitations": ["invitation"],
    "quotas": ["quota"],
    "responses": ["box", "response"],
    "results": ["ranking", "item"],
    "audit": ["round", "entry"],
}
ON_AWS = {"Fn::If": ["OnAws", True, False]}
CONFIG = json.loads((PROJECT / ".chalice" / "config.json").read_text(encoding="utf-8"))
FUNCTIONS = CONFIG["lambda_functions"]
POLICIES = sorted(PROJECT.glob(".chalice/policy-*.json"))
# Where images arrive; a copy of each is the record.
ARRIVED = {"Fn::Sub": "${Evidence.Arn}/arriving/*"}


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    """The properties of every resource of a type, by logical name."""
    resources = template()["Resources"].items()
    return {
        name: resource["Properties"] for name, resource in resources if resource.get("Type") == kind
    }


def tables() -> dict[str, dict[str, Any]]:
    made = of_type("AWS::DynamoDB::Table").values()
    return {
        table["TableName"]["Fn::Sub"].removeprefix("${AWS::StackName}-"): table for table in made
    }


def statements(name: str) -> list[dict[str, Any]]:
    text = (PROJECT / ".chalice" / f"policy-{name}.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["Statement"]
    return found


def actions_on(name: str, resource: str) -> set[str]:
    """What the function may do to the resource with this logical name."""
    touching = [
        each for each in statements(name) if f'"{resource}"' in json.dumps(each["Resource"])
    ]
    return {action for each in touching for action in each["Action"]}


def test_every_table_has_its_keys_and_grows_by_itself() -> None:
    found = {
        name: [key["AttributeName"] for key in table["KeySchema"]]
        for name, table in tables().items()
    }
    assert found == KEYS
    assert {table["BillingMode"] for table in tables().values()} == {"PAY_PER_REQUEST"}


def test_on_aws_no_table_can_be_deleted_and_all_but_the_answers_can_be_recovered() -> None:
    for name, table in tables().items():
        assert table["DeletionProtectionEnabled"] == ON_AWS
        recovery = table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
        assert recovery == (False if name == "responses" else ON_AWS)
        assert "StreamSpecification" not in table


def test_no_bucket_is_public_and_every_one_keeps_old_versions() -> None:
    buckets = of_type("AWS::S3::Bucket")
    assert set(buckets) == {"Evidence", "Publications", "Drafts", "Boxes"}
    for bucket in buckets.values():
        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}


def test_evidence_is_uploaded_from_the_application_only() -> None:
    rules = of_type("AWS::S3::Bucket")["Evidence"]["CorsConfiguration"]["CorsRules"]
    assert [(rule["AllowedOrigins"], rule["AllowedMethods"]) for rule in rules] == [
        ([{"Ref": "AppUrl"}], ["POST"])
    ]


@pytest.mark.parametrize("name", ["Mail", "Feedback", "Publish"])
def test_a_message_waits_for_its_worker_and_is_set_aside_when_it_keeps_failing(name: str) -> None:
    queue = of_type("AWS::SQS::Queue")[f"{name}Queue"]
    assert queue["VisibilityTimeout"] >= 6 * FUNCTIONS[name.lower()]["lambda_timeout"]
    assert queue["RedrivePolicy"]["deadLetterTargetArn"] == {
        "Fn::GetAtt": [f"{name}DeadLetters", "Arn"]
    }
    (event,) = template()["Resources"][name]["Properties"]["Events"].values()
    assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_only_the_mail_worker_may_be_called_again_by_what_it_queued_itself() -> None:
    """Lambda stops a chain of about 16; letters of a large round wait longer than that."""
    functions = [
        (name, resource["Properties"].get("RecursiveLoop"))
        for name, resource in template()["Resources"].items()
        if "Type" not in resource
    ]
    assert {name for name, loop in functions if loop == "Allow"} == {"Mail"}


def test_every_failure_of_the_gateway_is_told_as_a_problem_that_says_when_to_try_again() -> None:
    api = template()["Resources"]["RestAPI"]["Properties"]
    told = api["DefinitionBody"]["x-amazon-apigateway-gateway-responses"]
    # Where no other type is named, this one gives its status and text to all, time-outs too.
    assert {kind for kind in told if "4XX" not in kind} <= {
        "DEFAULT_5XX",
        "MISSING_AUTHENTICATION_TOKEN",
        "REQUEST_TOO_LARGE",
        "THROTTLED",
    }
    failed = told["DEFAULT_5XX"]
    problem = json.loads(failed["responseTemplates"]["application/json"])
    assert failed["statusCode"] == problem["status"] == problems.status_of(Unavailable) == 503
    assert problem["code"] == Unavailable.code
    headers = failed["responseParameters"]
    assert headers["gatewayresponse.header.Content-Type"] == f"'{problems.CONTENT_TYPE}'"
    assert headers["gatewayresponse.header.Retry-After"] == f"'{problems.RETRY_AFTER[503]}'"


def test_passwords_are_checked_by_our_own_sign_in_only() -> None:
    client = of_type("AWS::Cognito::UserPoolClient")["UserPoolClient"]
    assert client["ExplicitAuthFlows"] == ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    pool = of_type("AWS::Cognito::UserPool")["UserPool"]
    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"]
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 12


def test_refresh_tokens_rotate_with_a_short_grace() -> None:
    """Cognito rotates in `GetTokensFromRefreshToken` only, and refuses the older flow beside it."""
    client = of_type("AWS::Cognito::UserPoolClient")["UserPoolClient"]
    rotation = client["RefreshTokenRotation"]
    assert rotation["Feature"] == "ENABLED" and 0 < rotation["RetryGracePeriodSeconds"] <= 60
    assert "ALLOW_REFRESH_TOKEN_AUTH" not in client["ExplicitAuthFlows"]
    assert client["EnableTokenRevocation"]


def test_parameters_default_to_this_machine() -> None:
    defaults = {name: parameter["Default"] for name, parameter in template()["Parameters"].items()}
    assert defaults["Env"] == "local" and defaults["BinType"] == "*/*"
    assert defaults["AppUrl"] == f"http://{defaults['AppDomain']}:4599"


def test_every_function_has_a_policy_of_its_own_and_none_is_written_by_guesswork() -> None:
    assert CONFIG["autogen_policy"] is False
    files = {CONFIG["iam_policy_file"], *(each["iam_policy_file"] for each in FUNCTIONS.values())}
    assert files == {path.name for path in POLICIES}
    assert CONFIG["lambda_timeout"] <= 29  # what API Gateway waits for


def test_only_a_busy_machine_that_plays_aws_may_take_longer_and_then_answers_itself() -> None:
    stages = CONFIG["stages"]
    assert [name for name, changed in stages.items() if changed] == ["local"]
    patient = stages["local"]["lambda_functions"]["api_handler"]["lambda_timeout"]
    assert CONFIG["lambda_timeout"] < patient < PATIENCE


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_a_policy_names_its_actions_and_resources(path: Any) -> None:
    declared = {*template()["Resources"], "Rounds"}
    for statement in json.loads(path.read_text(encoding="utf-8"))["Statement"]:
        assert not [action for action in statement["Action"] if "*" in action]
        named = statement["Resource"]
        resources = named if isinstance(named, list) else [named]
        for resource in resources:
            if resource == "*":
                assert statement[
                    "Condition"
                ]  # mail is narrowed by its sender or its region, not by a resource
            else:
                assert resource.get("Fn::GetAtt", ["Rounds"])[0] in declared


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_no_function_may_destroy_a_record(path: Any) -> None:
    held = {
        action
        for statement in json.loads(path.read_text(encoding="utf-8"))["Statement"]
        for action in statement["Action"]
        if statement["Resource"] != ARRIVED
    }
    assert not [
        action for action in held if action.startswith(("s3:Delete", "cognito-idp:AdminDelete"))
    ]
    assert not held & {
        "dynamodb:DeleteTable",
        "dynamodb:UpdateTable",
        "s3:PutBucketPolicy",
        "s3:PutBucketVersioning",
    }


def test_images_with_the_place_where_they_were_taken_are_deleted_where_they_arrive_alone() -> None:
    rules = of_type("AWS::S3::Bucket")["Evidence"]["LifecycleConfiguration"]["Rules"]
    (rule,) = [each for each in rules if "Prefix" in each]
    assert {"Fn::Sub": "${Evidence.Arn}/" + rule["Prefix"] + "*"} == ARRIVED
    assert evidence_files.is_arriving(rule["Prefix"])
    assert (rule["ExpirationInDays"], rule["NoncurrentVersionExpiration"]["NoncurrentDays"]) == (
        1,
        1,
    )
    assert {
        action
        for statement in statements("api")
        for action in statement["Action"]
        if statement["Resource"] == ARRIVED
    } == {"s3:DeleteObjectVersion"}


def test_a_file_that_never_arrived_is_told_from_one_that_may_not_be_read() -> None:
    # Without the right to list a bucket S3 answers 403, not 404, for a key that is not there.
    for function in ("api", "inspect"):
        assert "s3:ListBucket" in actions_on(function, "Evidence")


def test_no_function_has_a_table_that_no_store_keeps() -> None:
    stores = "".join(
        path.read_text(encoding="utf-8") for path in (PROJECT / "chalicelib" / "store").glob("*.py")
    )
    assert [name for name in tables() if f'tables.name("{name}")' not in stores] == []


def test_the_mail_worker_is_far_from_the_answers_and_the_tick_only_has_them_backed_up() -> None:
    assert actions_on("mail", "ResponsesTable") == set()
    assert actions_on("tick", "ResponsesTable") <= {
        "dynamodb:CreateBackup",
        "dynamodb:DeleteBackup",
    }
    assert actions_on("mail", "Boxes") == actions_on("tick", "Boxes") == set()


def test_what_becomes_of_letters_comes_back_and_neither_opening_nor_clicking_is_followed() -> None:
    (destination,) = of_type("AWS::SES::ConfigurationSetEventDestination").values()
    followed = set(destination["EventDestination"]["MatchingEventTypes"])
    assert {"delivery", "bounce", "complaint"} <= followed
    assert not followed & {"open", "click"}
    assert "TrackingOptions" not in of_type("AWS::SES::ConfigurationSet")["LetterEvents"]


def test_the_mail_service_keeps_no_list_of_addresses_that_would_outlive_their_erasing() -> None:
    (letters,) = of_type("AWS::SES::ConfigurationSet").values()
    # Without the member, or without a value, the account's list would be used.
    assert letters["SuppressionOptions"] == {"SuppressedReasons": []}


def test_feedback_touches_nothing_but_invitations() -> None:
    held = {
        json.dumps(each["Resource"])
        for each in statements("feedback")
        if "dynamodb" in each["Action"][0]
    }
    assert held == {json.dumps([{"Fn::GetAtt": ["InvitationsTable", "Arn"]}])}


@pytest.mark.parametrize("bucket", ["Publications", "Drafts"])
def test_what_is_published_or_drafted_is_written_by_the_publisher_alone(bucket: str) -> None:
    writers = {
        path.stem
        for path in POLICIES
        for each in statements(path.stem.removeprefix("policy-"))
        if bucket in json.dumps(each["Resource"]) and "s3:PutObject" in each["Action"]
    }
    assert writers == {"policy-publish"}
