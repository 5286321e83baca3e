"""The libraries of requirements.txt as they go to Lambda: Lambda's own wheels, nothing unused,
compiled.
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra import bill, hashes, slimming
from infra.folders import BUILD, PROJECT

# What some functions do without: the parsers of evidence (pyHanko loads aiohttp, though nothing
# asks the network), and what answers requests.
# fmt: off
INSPECTING = (
    "aiohappyeyeballs", "aiohttp", "aiosignal", "asn1crypto", "attr", "attrs", "frozenlist",
    "multidict", "oscrypto", "propcache", "pyhanko", "pyhanko_certvalidator", "pypdf", "pypdfium2",
    "pypdfium2_cfg", "pypdfium2_raw", "tzlocal", "uritools", "yarl",
)
ANSWERING = (
    "annotated_types", "docx", "et_xmlfile", "jwt", "openpyxl", "pydantic", "pydantic_core",
    "python_calamine", "segno", "typing_inspection",
)
# fmt: on


def install() -> Path:
    """Return the folder holding every library; built anew only when requirements.txt, what
    is left out, or Python changed.

    Raises SystemExit when a library needs another one that requirements.txt does not pin.
    """
    requirements = PROJECT / "requirements.txt"
    key = (
        requirements.read_bytes()
        + Path(__file__).read_bytes()
        + Path(slimming.__file__).read_bytes()
        + Path(bill.__file__).read_bytes()
        + Path(hashes.__file__).read_bytes()
        + Path(hashes.__file__).with_suffix(".json").read_bytes()
        + f"{sys.version} {platform.machine()}".encode()
    )
    folder = BUILD / "package" / f"libraries-{hashlib.sha256(key).hexdigest()[:16]}"
    if folder.exists():
        return folder
    print("Installing the libraries that run in Lambda …", flush=True)
    draft = folder.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    _pip_install(requirements, draft)
    _refuse_unpinned(requirements, draft)
    installed = json.dumps(bill.read(draft), indent=1)
    folder.with_suffix(".json").write_text(installed, encoding="utf-8")
    slimming.slim(draft)
    draft.rename(folder)
    return folder


def refuse_other_hosts() -> None:
    """Raise SystemExit on a machine whose libraries would not run in Lambda: pip takes the wheels
    of Lambda on 64-bit Linux of Intel and AMD alone.
    """
    if not _is_lambda_like():
        raise SystemExit(
            f"An artefact for AWS cannot be made on {sys.platform} {platform.machine()}: its"
            " libraries would be those of this machine. Package it on Linux x86_64, for example in"
            " a container: docker run --platform linux/amd64."
        )


def _is_lambda_like() -> bool:
    return sys.platform == "linux" and platform.machine() == "x86_64"


def _pip_install(requirements: Path, folder: Path) -> None:
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
        "--no-compile",
    ]
    if _is_lambda_like():
        checked = folder.with_suffix(".txt")
        checked.parent.mkdir(parents=True, exist_ok=True)
        checked.write_text(hashes.pinned(requirements), encoding="utf-8")
        pip += [*hashes.lambda_wheels(), "--require-hashes"]
        requirements = checked
    subprocess.run([*pip, "--target", folder, "--requirement", requirements], check=True)


def _refuse_unpinned(requirements: Path, folder: Path) -> None:
    lines = requirements.read_text().splitlines()
    pinned = {canonicalize_name(Requirement(line).name) for line in lines if "==" in line}
    found = {canonicalize_name(each.name) for each in distributions(path=[str(folder)])}
    unpinned = sorted(found - pinned)
    if unpinned:
        raise SystemExit(
            f"Pin in requirements.txt what its libraries need in turn: {', '.join(unpinned)}"
        )
