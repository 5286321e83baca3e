"""Check a template as AWS would read it: the SAM form, and the CloudFormation it is translated
into.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

from infra import environment
from infra.folders import EDGE, EMULATOR_PYTHON

TRANSLATE = """
import json, sys
from samtranslator.translator.transform import transform
class NoManagedPolicies:
    def load(self): return {}
template = json.load(open(sys.argv[1], encoding="utf-8"))
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = {"Bucket": "artefacts", "Key": "deployment.zip"}
plain = transform(template, {}, NoManagedPolicies())
json.dump(plain, open(sys.argv[2], "w", encoding="utf-8"), indent=1)
"""
REGION = "ap-southeast-1"
EDGE_REGION = "us-east-1"  # where CloudFront wants its certificates and firewalls
# The translation puts BinType's value in its place (W2001); the gateway's refusals stand in the
# body for AWS and beside it for the local stack, never both at once (W3660).
EXPECTED = ["--ignore-checks", "W2001", "W3660"]


def check(template: Path) -> None:
    """Lint both forms of the template, and the edge's; skipped when this very content passed
    before. Raises SystemExit on a finding.
    """
    environment.prepare()
    stamp = template.with_suffix(".linted")
    sources = (template, EDGE, Path(__file__))
    digest = hashlib.sha256(b"".join(each.read_bytes() for each in sources)).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    translated = translate(template)
    for region, files in {REGION: [template, translated], EDGE_REGION: [EDGE]}.items():
        linter = EMULATOR_PYTHON.with_name("cfn-lint")
        _run([linter, "--regions", region, *EXPECTED, "--", *files])
    stamp.write_text(digest)


def translate(template: Path) -> Path:
    """Write the CloudFormation form beside the SAM form, and give its place."""
    environment.prepare()
    translated = template.with_name("cloudformation.json")
    _run([EMULATOR_PYTHON, "-c", TRANSLATE, template, translated])
    return translated


def resources(template: Path) -> dict[str, dict[str, object]]:
    """The resources of a template file by logical name."""
    found: dict[str, dict[str, object]] = json.loads(template.read_text(encoding="utf-8"))[
        "Resources"
    ]
    return found


def _run(command: list[str | Path]) -> None:
    environ = {**os.environ, "AWS_DEFAULT_REGION": REGION}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}")
