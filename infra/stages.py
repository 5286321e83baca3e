"""What each stage is: `infra/parameters/STAGE.json` has a value for every parameter.

What is null there belongs to whoever deploys (domains, the address that alarms go to) and must be
given, in that file or in one of one's own. `${Name}` stands for the value of another parameter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from infra.folders import PROJECT

LOCAL = "local"
STAGES = (LOCAL, "staging", "production")
PARAMETERS = PROJECT / "infra" / "parameters"
DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
EMAIL = re.compile(r"[^@\s]+@(.+)")
# What stands before the application, of the stack in us-east-1 (infra/edge.yaml).
OF_THE_EDGE = {
    "CertificateArn": re.compile(r"arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate/[\w-]+"),
    "WebAclArn": re.compile(r"arn:aws[a-z-]*:wafv2:us-east-1:\d{12}:global/webacl/[\w/-]+"),
}
# Buckets are named after the stack and the account, in 63 characters of lower case.
STACK = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
STACK_LENGTH = 37

Values = dict[str, str]


def parameters(stage: str, given: Mapping[str, Any] | None = None) -> Values:
    """The value of every parameter of a stage, with what its file leaves open taken from `given`.

    Raises SystemExit where something is missing, is not open, or cannot be right.
    """
    fixed, still_open = _fixed(stage), left_open(stage)
    given = given or {}
    if strangers := sorted(set(given) - still_open):
        raise SystemExit(f"{stage} decides on these itself: {', '.join(strangers)}")
    if missing := sorted(name for name in still_open if not given.get(name)):
        raise SystemExit(
            f"{stage} needs to know: {', '.join(missing)}. Write them into"
            f" infra/parameters/{stage}.json, or into a file of your own: PARAMETERS=file.json"
            f" (make deploy finds {' and '.join(OF_THE_EDGE)} itself)"
        )
    values = {name: str(value) for name, value in {**fixed, **given}.items()}
    values = {name: Template(value).substitute(values) for name, value in values.items()}
    if stage != LOCAL:
        _check(values)
    return values


def left_open(stage: str) -> set[str]:
    """The parameters that a stage's file leaves to whoever deploys."""
    return {name for name, value in _fixed(stage).items() if value is None}


def settle(template: dict[str, Any], stage: str, values: Values) -> None:
    """Make a template one of this stage: its values are the defaults, and one for AWS allows no
    other stage, so that nothing depends on what is remembered when it is deployed.
    """
    declared = template["Parameters"]
    if different := set(declared) ^ set(values):
        raise SystemExit(f"{stage}.json and the template differ: {', '.join(sorted(different))}")
    for name, value in values.items():
        declared[name]["Default"] = value
    if stage != LOCAL:
        declared["Env"]["AllowedValues"] = [stage]


def check_stack(name: str) -> None:
    """Raise SystemExit where a stack of this name could not name its buckets."""
    if not STACK.fullmatch(name) or len(name) > STACK_LENGTH:
        raise SystemExit(
            f"A stack cannot be called {name!r}: small letters, digits and single hyphens, a letter"
            f" first, at most {STACK_LENGTH} characters, for its buckets are named after it."
        )


def read_given(file: Path | None) -> dict[str, Any]:
    """What somebody gives in a file of their own; nothing without one."""
    return json.loads(file.read_text(encoding="utf-8")) if file else {}


def _fixed(stage: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PARAMETERS / f"{stage}.json").read_text(encoding="utf-8"))
    return found


def _check(values: Values) -> None:
    addressed = EMAIL.fullmatch(values["AlarmEmail"])
    for name, domain in {
        "AppDomain": values["AppDomain"],
        "MailDomain": values["MailDomain"],
        "AlarmEmail": addressed[1] if addressed else "",
    }.items():
        if not DOMAIN.fullmatch(domain) or domain.endswith((".localhost", ".test")):
            raise SystemExit(f"{name} cannot be right: {values[name]!r}")
    for name, shape in OF_THE_EDGE.items():
        if not shape.fullmatch(values[name]):
            raise SystemExit(f"{name} cannot be right: {values[name]!r}")
