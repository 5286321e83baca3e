"""No function has a right that its code does not use, and none uses one that it lacks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from chalicelib.api import ROUTE_MODULES
from tests.infra.rights_walk import Right, rights
from tests.infra.source_walk import reached, sources
from tests.infra.test_rights import POLICIES

JOBS = ("tick", "mail", "feedback", "publish", "inspect")
# What Lambda itself does with a function's role.
OF_A_QUEUE = {
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ChangeMessageVisibility",
}
OF_LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}
KEPT_FOR_GOOD = ("AuditTable", "SheetsTable", "ResultsTable", "EvidenceTable", "RulingsTable")
DELETING = {"dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "s3:DeleteObject"}


# A path that the walk sees and no run takes: `scheduling` puts locks on sheets for windows of
# sheets alone, and the publisher asks it to note a sealing.
NEVER = {"publish": {("dynamodb:UpdateItem", "SheetsTable")}}


def starts(function: str) -> Iterator[tuple[str, str]]:
    """Where a function begins: all routes and what serves them, or the handler of a job."""
    if function != "api":
        yield f"chalicelib.jobs.{function}", "handle"
        return
    named = {f"chalicelib.api.{module}" for module in ROUTE_MODULES}
    for module, source in sources().items():
        if module in named or module.startswith("chalicelib.api.serving"):
            yield from ((module, name) for name in source.known)


@cache
def used(function: str) -> frozenset[Right]:
    return frozenset(rights(starts(function)) - NEVER.get(function, set()))


def held(function: str) -> set[Right]:
    return {
        (action, resource)
        for statement in POLICIES[function]
        for action in statement["Action"]
        for resource in _resources(action, statement["Resource"])
        if action not in OF_A_QUEUE | OF_LOGS
    }


def _resources(action: str, said: Any) -> set[str]:
    """By name in the template, without paths within a bucket; those of senders and secrets, which
    tests of their own look at, are `*`.
    """
    if action.startswith(("ses:", "secretsmanager:")):
        return {"*"}
    names = set()
    for each in said if isinstance(said, list) else [said]:
        match each:
            case {"Fn::GetAtt": [name, _]}:
                names.add(name)
            case {"Fn::Sub": text}:
                names.update(re.findall(r"\$\{(\w+)\.Arn\}", text))
            case text:
                names.add(text)
    return names


@pytest.mark.parametrize("function", ["api", *JOBS])
def test_a_function_has_every_right_that_its_code_uses(function: str) -> None:
    assert sorted(used(function) - held(function)) == []


@pytest.mark.parametrize("function", ["api", *JOBS])
def test_a_function_has_no_right_that_its_code_does_not_use(function: str) -> None:
    assert sorted(held(function) - used(function)) == []


@pytest.mark.parametrize("function", ["api", *JOBS])
def test_no_function_deletes_an_act_a_sheet_a_publication_or_a_box(function: str) -> None:
    rulings = {("dynamodb:BatchWriteItem", "RulingsTable")} if function == "api" else set()
    deleting = {
        (action, resource)
        for action, resource in held(function) - rulings
        if action in DELETING and resource in (*KEPT_FOR_GOOD, "Publications", "Boxes", "Drafts")
    }
    assert deleting == set()


def test_the_api_counts_answers_and_reads_none() -> None:
    (counting,) = [each for each in POLICIES["api"] if each["Sid"] == "CountAnswers"]
    assert counting["Condition"] == {"StringEquals": {"dynamodb:Select": "COUNT"}}
    of_answers = {
        name for module, name in reached(starts("api")) if module == "chalicelib.store.answers"
    }
    assert "count" in of_answers and not of_answers & {"list_answers", "list_keys", "empty"}


@pytest.mark.parametrize("function", JOBS)
def test_lambda_takes_messages_of_the_functions_own_queue_alone(function: str) -> None:
    taken = [
        (set(each["Action"]), each["Resource"]["Fn::GetAtt"][0])
        for each in POLICIES[function]
        if set(each["Action"]) & OF_A_QUEUE
    ]
    queue = {"inspect": "EvidenceQueue"}.get(function, f"{function.title()}Queue")
    assert taken == ([] if function == "tick" else [(OF_A_QUEUE, queue)])


def test_the_walk_sees_what_is_known_to_happen() -> None:
    """Were it blind, it would find no right to be missing."""
    assert ("dynamodb:BatchWriteItem", "ResponsesTable") in used("publish")
    assert ("dynamodb:DeleteItem", "RespondentsTable") in used("tick")
    assert ("dynamodb:PutItem", "ResponsesTable") in used("api")
    assert ("s3:PutObject", "Publications") in used("publish")
    assert ("sqs:SendMessage", "MailQueue") in used("mail")
    assert not {right for right in used("mail") if right[1] in ("ResponsesTable", "Boxes")}
    assert len(json.dumps(sorted(used("api")))) > 1000
