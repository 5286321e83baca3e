"""Rights against what AWS asks for, by its table of actions for the mail service."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infra.folders import PROJECT

POLICIES = {
    path.stem.removeprefix("policy-"): json.loads(path.read_text(encoding="utf-8"))["Statement"]
    for path in PROJECT.glob(".chalice/policy-*.json")
}
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html, seen
# 2026-11: the condition keys of each action (of ours alone), and that each of them asks for an
# identity and a configuration set.
KEYS = {
    "ses:SendEmail": {"ses:FromAddress", "ses:FromDisplayName", "ses:Recipients"},
    "ses:SendBulkEmail": set(),
    "ses:SendBulkTemplatedEmail": {"ses:FromAddress", "ses:FromDisplayName", "ses:Recipients"},
}
SENDING = [
    (name, statement)
    for name, statements in POLICIES.items()
    for statement in statements
    if set(statement["Action"]) & set(KEYS)
]


def test_who_sends_many_letters_at_once_may_do_so_by_the_older_name_too() -> None:
    """SES checks both for one call of `SendBulkEmail`."""
    held = {
        name: {action for each in statements for action in each["Action"] if "ses:Send" in action}
        for name, statements in POLICIES.items()
    }
    many = {"ses:SendBulkEmail", "ses:SendBulkTemplatedEmail"}
    assert {name: actions for name, actions in held.items() if actions} == {
        "api": {"ses:SendEmail"},
        "mail": many,
        "tick": many,
    }


@pytest.mark.parametrize(("name", "statement"), SENDING)
def test_letters_leave_from_our_domain_and_with_our_configuration_alone(
    name: str, statement: dict[str, Any]
) -> None:
    resources = [each["Fn::Sub"].rpartition(":")[2] for each in statement["Resource"]]
    assert {"identity/${MailDomain}", "configuration-set/${LetterEvents}"} <= set(resources)
    assert set(resources[2:]) <= {"template/*"}


@pytest.mark.parametrize(("name", "statement"), SENDING)
def test_a_condition_is_one_that_the_action_knows(name: str, statement: dict[str, Any]) -> None:
    """One that it does not know never holds, or with `IfExists` always."""
    used = {key for keys in statement.get("Condition", {}).values() for key in keys}
    for action in statement["Action"]:
        assert used <= KEYS[action]
        assert used or "ses:FromAddress" not in KEYS[action]


def test_the_tick_alone_deletes_single_items_and_from_the_lists_alone() -> None:
    held = [
        (name, statement["Resource"])
        for name, statements in POLICIES.items()
        for statement in statements
        if "dynamodb:DeleteItem" in statement["Action"]
    ]
    assert held == [("tick", [{"Fn::GetAtt": ["RespondentsTable", "Arn"]}])]
