"""The way in: what CloudFront keeps and passes on, and whom the application then believes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from chalice.package import YAMLTemplateSerializer
from moto import mock_aws

import app  # noqa: F401  every route declares itself
from chalicelib.api import pages
from chalicelib.api.serving import serve
from chalicelib.api.serving.requests import Request, Route
from chalicelib.api.serving.routing import ROUTES
from chalicelib.pages import assets
from infra import stages
from infra.folders import EDGE, ENTRANCE
from infra.release import __main__ as release
from infra.release import edge
from tests.fake_aws import template
from tests.small_round import NOW

LOADED = YAMLTemplateSerializer().load_template(ENTRANCE.read_text(encoding="utf-8"))
FRONT: dict[str, Any] = LOADED["Resources"]["Entrance"]["Properties"]["DistributionConfig"]
KEPT: dict[str, Any] = LOADED["Resources"]["PagesAreKept"]["Properties"]["CachePolicyConfig"]
BEFORE = json.loads(edge.template())
FIREWALL: dict[str, Any] = BEFORE["Resources"]["Firewall"]["Properties"]


def test_addresses_and_the_cookies_path_are_those_of_the_root() -> None:
    (origin,) = FRONT["Origins"]
    assert origin["OriginPath"] == "/v1"
    assert FRONT["Aliases"] == [{"Ref": "AppDomain"}]


def test_the_stack_tells_the_name_that_answers_before_the_record_stands() -> None:
    told = LOADED["Outputs"][release.ENTRANCE]
    assert told["Value"] == {"Fn::GetAtt": ["Entrance", "DomainName"]}


def test_only_the_api_hears_who_somebody_is_and_nothing_of_it_is_kept() -> None:
    (api,) = FRONT["CacheBehaviors"]
    assert api["PathPattern"] == "/api/*"
    assert api["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert api["OriginRequestPolicyId"] == "b689b0a8-53d0-40ab-baf2-68738e2966ac"
    pages = FRONT["DefaultCacheBehavior"]
    assert pages["CachePolicyId"] == {"Ref": "PagesAreKept"}
    assert "OriginRequestPolicyId" not in pages
    passed_on = KEPT["ParametersInCacheKeyAndForwardedToOrigin"]
    assert passed_on["CookiesConfig"] == {"CookieBehavior": "none"}
    assert passed_on["HeadersConfig"] == {"HeaderBehavior": "none"}
    assert passed_on["QueryStringsConfig"] == {"QueryStringBehavior": "all"}


def test_what_does_not_say_how_long_it_holds_is_not_kept() -> None:
    assert (KEPT["MinTTL"], KEPT["DefaultTTL"]) == (0, 0)
    assert {each["ErrorCachingMinTTL"] for each in FRONT["CustomErrorResponses"]} == {0}


def test_compressed_forms_are_asked_for_and_kept_apart() -> None:
    kept = KEPT["ParametersInCacheKeyAndForwardedToOrigin"]
    assert kept["EnableAcceptEncodingBrotli"] is kept["EnableAcceptEncodingGzip"] is True


def test_a_static_file_may_be_kept_for_as_long_as_it_says() -> None:
    kept = pages.show_asset(
        Request({"name": "base.css"}, _version("base.css"), {}, None, None, NOW)
    ).headers["Cache-Control"]
    assert kept == f"public, max-age={KEPT['MaxTTL']}, immutable"


def _version(name: str) -> dict[str, str]:
    return {"v": assets.address(name).rpartition("=")[2]}


def test_every_route_that_needs_to_know_who_asks_lies_under_the_api() -> None:
    outside = [route for route in ROUTES if not route.path.startswith("/api/")]
    assert len(outside) > 10
    for route in outside:
        assert not route.cookie, route.path
        assert route.audience in ("public", "respondent"), route.path


def test_front_and_functions_share_one_secret() -> None:
    (origin,) = FRONT["Origins"]
    (header,) = origin["OriginCustomHeaders"]
    variables = template()["Globals"]["Function"]["Environment"]["Variables"]
    condition, shared, otherwise = variables["ORIGIN_SECRET"]["Fn::If"]
    assert (condition, otherwise) == ("OnAws", "")
    assert header["HeaderValue"] == shared
    assert header["HeaderName"].lower() == "x-origin-secret"


@pytest.mark.parametrize(("shown", "known"), [("s3cret", "203.0.113.7"), ("other", "70.132.20.1")])
def test_a_view_is_told_of_the_person_only_by_the_entrance(
    monkeypatch: pytest.MonkeyPatch, shown: str, known: str
) -> None:
    monkeypatch.setattr(serve, "settings", lambda: SimpleNamespace(origin_secret="s3cret"))

    def view(asked: Request[None]) -> dict[str, str]:
        return {"from": asked.source}

    route = Route("GET", "/x", "public", "", view, None, None, 200, {}, (), cookie=False)
    incoming = SimpleNamespace(
        headers={"X-Origin-Secret": shown, "X-Forwarded-For": "203.0.113.7, 70.132.20.1"},
        query_params=None,
        raw_body=b"",
        context={"identity": {"sourceIp": "70.132.20.1"}},
    )
    assert json.loads(serve.serve(route, {}, incoming).body) == {"from": known}


def test_nothing_before_the_application_notes_who_asks() -> None:
    assert "Logging" not in FRONT
    assert "SampledRequestsEnabled: true" not in EDGE.read_text(encoding="utf-8")
    assert EDGE.read_text(encoding="utf-8").count("SampledRequestsEnabled: false") == 5


def test_signing_in_is_counted_by_network_however_its_address_is_written() -> None:
    sign_ins, sessions = rates("sign-ins"), rates("sessions")
    asked = sign_ins["ScopeDownStatement"]["RegexMatchStatement"]
    beside = sessions["ScopeDownStatement"]["ByteMatchStatement"]
    assert sign_ins["Limit"] < sessions["Limit"] < rates("requests")["Limit"]
    about = [route.path for route in ROUTES if route.path.startswith("/api/session")]
    for path in about:
        signs_in = re.search(asked["RegexString"], path)
        assert bool(signs_in) is not path.startswith(beside["SearchString"]), path
    assert len(about) > 3
    assert re.search(asked["RegexString"], "/api/session/")
    for statement in (asked, beside):
        steps = sorted(statement["TextTransformations"], key=lambda each: each["Priority"])
        assert [each["Type"] for each in steps] == ["URL_DECODE", "NORMALIZE_PATH"]


def rates(rule: str) -> dict[str, Any]:
    """What a rule of the firewall counts, and up to what."""
    (found,) = [each for each in FIREWALL["Rules"] if each["Name"] == rule]
    counted: dict[str, Any] = found["Statement"]["RateBasedStatement"]
    return counted


def test_the_firewall_uses_no_name_that_aws_keeps_for_itself() -> None:
    parts = [FIREWALL, *FIREWALL["Rules"]]
    names = [each["VisibilityConfig"]["MetricName"].lower() for each in parts]
    assert len(set(names)) == len(names)
    assert not {"all", "default_action"} & set(names)
    order = [each["Priority"] for each in FIREWALL["Rules"]]
    assert order == sorted(set(order))


def test_the_small_stack_tells_what_the_large_one_needs() -> None:
    assert tuple(BEFORE["Outputs"]) == edge.OUTPUTS
    assert set(edge.OUTPUTS) <= set(template()["Parameters"])
    assert BEFORE["Resources"]["Firewall"]["Properties"]["Scope"] == "CLOUDFRONT"


def test_a_plan_for_an_empty_account_makes_up_what_is_not_there_yet() -> None:
    with mock_aws():
        session = boto3.Session(region_name="ap-southeast-1")
        found = release.before(
            session, "123456789012", "par", "a.example.org", only_look=True, ask=pytest.fail
        )
        assert found == edge.not_yet("123456789012")
        cloudformation = session.client("cloudformation", region_name="us-east-1")
        assert cloudformation.list_stacks()["StackSummaries"] == [] or {
            each["StackStatus"] for each in cloudformation.list_stacks()["StackSummaries"]
        } == {"DELETE_COMPLETE"}


def test_who_brings_a_certificate_and_a_firewall_needs_no_small_stack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = edge.not_yet("123456789012")
    assert edge.missing("production", {}) == list(edge.OUTPUTS)
    assert edge.missing("production", own) == []
    assert edge.missing("production", {"WebAclArn": own["WebAclArn"]}) == ["CertificateArn"]
    (tmp_path / "production.json").write_text(json.dumps({**own, "WebAclArn": None}))
    monkeypatch.setattr(stages, "PARAMETERS", tmp_path)
    assert edge.missing("production", {}) == ["WebAclArn"]
