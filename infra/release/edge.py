"""What stands before the application: a small stack in us-east-1, brought there first."""

from __future__ import annotations

import json
from collections.abc import Mapping

from chalice.package import YAMLTemplateSerializer

from infra import stages
from infra.folders import EDGE
from infra.lint import EDGE_REGION

__all__ = ["EDGE_REGION", "OUTPUTS", "missing", "name_of", "not_yet", "template"]
OUTPUTS = ("CertificateArn", "WebAclArn")


def name_of(stack: str) -> str:
    """The name of the small stack beside a stack."""
    return f"{stack}-edge"


def template() -> str:
    """The template as JSON."""
    loaded = YAMLTemplateSerializer().load_template(EDGE.read_text(encoding="utf-8"))
    return json.dumps(loaded, ensure_ascii=False)


def missing(stage: str, given: Mapping[str, str]) -> list[str]:
    """What the small stack has to tell: nobody brings a certificate and a firewall of their own."""
    still_open = stages.left_open(stage)
    return [name for name in OUTPUTS if name in still_open and not given.get(name)]


def not_yet(account: str) -> dict[str, str]:
    """Stand-ins in the form of the outputs, for a plan before the small stack is there."""
    return {
        "CertificateArn": f"arn:aws:acm:{EDGE_REGION}:{account}:certificate/not-yet",
        "WebAclArn": f"arn:aws:wafv2:{EDGE_REGION}:{account}:global/webacl/not-yet/not-yet",
    }
