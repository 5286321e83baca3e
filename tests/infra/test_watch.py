"""Somebody is woken by what fails, waits or did not happen; what the gateway notes names nobody."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from chalice.package import YAMLTemplateSerializer

from infra.folders import WATCH
from tests.fake_aws import template

WATCHING: dict[str, dict[str, Any]] = YAMLTemplateSerializer().load_template(
    WATCH.read_text(encoding="utf-8")
)["Resources"]
RESOURCES = {**template()["Resources"], **WATCHING}
ALARMS = {
    name: each["Properties"]
    for name, each in RESOURCES.items()
    if each.get("Type") == "AWS::CloudWatch::Alarm"
}
FUNCTIONS = ("APIHandler", "Tick", "Mail", "Feedback", "Publish", "Inspect")


def watched() -> set[tuple[str, str]]:
    """What alarms look at, as (metric, what it is of)."""
    return {
        (alarm["MetricName"], json.dumps(each["Value"]))
        for alarm in ALARMS.values()
        for each in alarm.get("Dimensions", [])
    }


@pytest.mark.parametrize("name", ALARMS)
def test_every_alarm_wakes_somebody_on_aws_and_says_what_happened(name: str) -> None:
    alarm = ALARMS[name]
    assert alarm["AlarmActions"] == [{"Ref": "AlarmNews"}]
    assert alarm["AlarmDescription"]
    assert RESOURCES[name]["Condition"] == "OnAws"


def test_alarms_go_to_the_address_of_the_stage() -> None:
    mail = WATCHING["AlarmNewsByMail"]["Properties"]
    assert mail["TopicArn"] == {"Ref": "AlarmNews"}
    assert (mail["Protocol"], mail["Endpoint"]) == ("email", {"Ref": "AlarmEmail"})
    (statement,) = WATCHING["AlarmsMayAnnounce"]["Properties"]["PolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert statement["Action"] == "sns:Publish"


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("metric", ["Errors", "Throttles"])
def test_a_function_that_fails_or_finds_no_room_is_an_alarm(function: str, metric: str) -> None:
    assert (metric, json.dumps({"Ref": function})) in watched()


def test_no_function_is_without_alarms() -> None:
    kept = {name.removesuffix("Logs") for name in template()["Resources"] if name.endswith("Logs")}
    assert kept == set(FUNCTIONS)


def test_what_waits_among_the_dead_letters_is_an_alarm() -> None:
    dead = [name for name in RESOURCES if name.endswith("DeadLetters")]
    assert len(dead) == 4
    for name in dead:
        of = json.dumps({"Fn::GetAtt": [name, "QueueName"]})
        assert ("ApproximateNumberOfMessagesVisible", of) in watched()


def test_a_tick_that_does_not_run_is_an_alarm_though_nothing_is_counted() -> None:
    alarm = ALARMS["TickMissingAlarm"]
    assert alarm["TreatMissingData"] == "breaching"
    assert alarm["ComparisonOperator"] == "LessThanThreshold" and alarm["Threshold"] == 1
    assert alarm["Period"] * alarm["EvaluationPeriods"] <= 600


def test_failures_of_the_api_are_counted_under_the_name_it_has() -> None:
    api = {**template()["Resources"]["RestAPI"]["Properties"]}
    assert api["Name"] == api["DefinitionBody"]["info"]["title"] == {"Ref": "AWS::StackName"}
    assert ("5XXError", json.dumps({"Ref": "AWS::StackName"})) in watched()


def test_letters_that_bounce_or_annoy_wake_somebody_before_the_mail_service_acts() -> None:
    """It reviews an account at 5 % and 0.1 %."""
    assert ALARMS["BounceRateAlarm"]["Threshold"] < 0.05
    assert ALARMS["ComplaintRateAlarm"]["Threshold"] < 0.001


def test_the_gateway_notes_neither_who_asked_nor_what_stood_in_the_address() -> None:
    """The function notes the route; its request's id leads there."""
    (condition, setting, otherwise) = WATCHING["RestAPI"]["Properties"]["AccessLogSetting"][
        "Fn::If"
    ]
    assert (condition, otherwise) == ("OnAws", {"Ref": "AWS::NoValue"})
    noted = set(re.findall(r"\$context\.([\w.]+)", setting["Format"]))
    assert noted == {
        "requestId",
        "requestTime",
        "httpMethod",
        "status",
        "error.responseType",
        "responseLength",
        "responseLatency",
        "integrationLatency",
        "integrationStatus",
        "integration.requestId",
    }
    assert json.loads(setting["Format"])["function_request"] == "$context.integration.requestId"
    assert WATCHING["ApiAccessLogs"]["Properties"]["RetentionInDays"] == 90


def test_the_gateway_may_write_its_log_before_a_stage_names_it() -> None:
    """Without a role in the account's settings AWS refuses the stage."""
    assert WATCHING["ApiAccessLogs"]["DependsOn"] == "GatewayMayLog"
    role = WATCHING["GatewayMayLog"]["Properties"]["CloudWatchRoleArn"]
    assert role == {"Fn::GetAtt": ["GatewayRole", "Arn"]}


def test_the_gateway_holds_back_a_flood() -> None:
    (setting,) = WATCHING["RestAPI"]["Properties"]["MethodSettings"]["Fn::If"][1]
    assert (setting["ResourcePath"], setting["HttpMethod"]) == ("/*", "*")
    assert 0 < setting["ThrottlingRateLimit"] <= setting["ThrottlingBurstLimit"] <= 1000


def test_money_is_told_before_it_is_spent_and_publications_cannot_be_removed() -> None:
    budget = WATCHING["Spending"]
    assert budget["Condition"] == "OnAws"
    told = budget["Properties"]["NotificationsWithSubscribers"]
    assert {each["Notification"]["NotificationType"] for each in told} == {"ACTUAL", "FORECASTED"}
    for each in told:
        assert each["Subscribers"] == [
            {"SubscriptionType": "EMAIL", "Address": {"Ref": "AlarmEmail"}}
        ]
    publications = RESOURCES["Publications"]["Properties"]
    (condition, lock, _) = publications["ObjectLockConfiguration"]["Fn::If"]
    assert (condition, lock["Rule"]["DefaultRetention"]["Mode"]) == ("OnAws", "GOVERNANCE")


def test_the_dashboard_is_json_of_metrics_that_exist() -> None:
    body = WATCHING["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    widgets = json.loads(body)["widgets"]
    assert len(widgets) == 4
    names = set(re.findall(r"\$\{(\w+)[.}]", body.replace("AWS::", "AWS")))
    assert {name for name in names if not name.startswith("AWS")} <= {*RESOURCES, *FUNCTIONS}
