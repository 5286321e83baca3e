from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infra.local.stack import Stack
    from tests.fake_aws import Aws


def test_the_in_process_world_has_everything_the_functions_are_told_of(aws: Aws) -> None:
    assert "none" not in aws.environment.values() and "None" not in aws.environment.values()
    assert len(aws.client("dynamodb").list_tables()["TableNames"]) == 14
    for bucket in ("EVIDENCE_BUCKET", "PUBLICATIONS_BUCKET", "BOXES_BUCKET"):
        assert (
            aws.client("s3").get_bucket_versioning(Bucket=os.environ[bucket])["Status"] == "Enabled"
        )
    for queue in ("MAIL_QUEUE_URL", "PUBLISH_QUEUE_URL"):
        aws.client("sqs").send_message(QueueUrl=os.environ[queue], MessageBody="{}")


def test_the_deployed_system_answers_under_its_own_name(stack: Stack) -> None:
    assert stack.http.get("/public/v1/rounds").ok
    assert stack.http.get(f"{stack.url}/public/v1/rounds").ok


def test_what_the_gateway_itself_refuses_is_a_problem_too(stack: Stack) -> None:
    answer = stack.http.get("/no/such/page")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"
