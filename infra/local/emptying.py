"""Empty a deployed stack between tests, which is a hundred times faster than deploying it anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

AT_ONCE = 25  # what one BatchWriteItem takes


def empty(
    client: Callable[[str], Any], stack: str, outputs: dict[str, str], keep: str = ""
) -> None:
    """Delete every row, object version, message and account of the stack named `stack`, but for the
    account `keep`.
    """
    dynamodb, sqs = client("dynamodb"), client("sqs")
    for queue in ("MailQueueUrl", "FeedbackQueueUrl", "PublishQueueUrl"):
        sqs.purge_queue(QueueUrl=outputs[queue])
    for table in dynamodb.list_tables()["TableNames"]:
        if table.startswith(f"{stack}-"):
            _empty_table(dynamodb, table, keep)
    for bucket in ("EvidenceBucket", "PublicationsBucket", "DraftsBucket", "BoxesBucket"):
        _empty_bucket(client("s3"), outputs[bucket])
    _empty_pool(client("cognito-idp"), outputs["UserPoolId"], keep)


def _empty_table(dynamodb: Any, table: str, keep: str) -> None:
    if not dynamodb.scan(TableName=table, Limit=1)["Items"]:
        return
    keys = [
        key["AttributeName"]
        for key in dynamodb.describe_table(TableName=table)["Table"]["KeySchema"]
    ]
    names = {f"#k{at}": key for at, key in enumerate(keys)}
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table, ProjectionExpression=", ".join(names), ExpressionAttributeNames=names
    )
    rows = [
        {"DeleteRequest": {"Key": row}}
        for page in pages
        for row in page["Items"]
        if row.get("sub") != {"S": keep}
    ]
    for start in range(0, len(rows), AT_ONCE):
        dynamodb.batch_write_item(RequestItems={table: rows[start : start + AT_ONCE]})


def _empty_bucket(s3: Any, bucket: str) -> None:
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        found = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        objects = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found]
        if objects:
            s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})


def _empty_pool(cognito: Any, pool: str, keep: str) -> None:
    for page in cognito.get_paginator("list_users").paginate(UserPoolId=pool):
        for user in page["Users"]:
            if keep not in [attribute["Value"] for attribute in user["Attributes"]]:
                cognito.admin_delete_user(UserPoolId=pool, Username=user["Username"])
