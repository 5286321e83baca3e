"""The libraries of requirements.txt as they go to Lambda: Lambda's own wheels, nothing unused,
compiled.
"""

from __future__ import annotations

import compileall
import hashlib
import platform
import py_compile
import shutil
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra.folders import BUILD, PROJECT

# Lambda's Python 3.11 runs on glibc 2.26, so wheels may not ask for more than manylinux2014 (2.17).
LAMBDA_WHEELS = [
    "--platform",
    "manylinux2014_x86_64",
    "--implementation",
    "cp",
    "--only-binary",
    ":all:",
]
# Of the 400 services botocore describes, those that chalicelib calls; a description is read only
# when a client is made.
SERVICES = {"cognito-idp", "dynamodb", "s3", "secretsmanager", "sesv2", "sqs", "sts"}
UNUSED = [
    "bin",
    "boto3/data",
    "boto3/examples",
    "*.dist-info",
    "*.pyi",
    "py.typed",
    "tests",
    "test",
]


def install() -> Path:
    """Return the folder holding every library; built anew only when requirements.txt or Python
    changed.

    Raises SystemExit when a library needs another one that requirements.txt does not pin.
    """
    requirements = PROJECT / "requirements.txt"
    key = (
        requirements.read_bytes()
        + Path(__file__).read_bytes()
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
    _drop_unused(draft)
    compile_folder(draft)
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


def compile_folder(folder: Path) -> None:
    """Write .pyc files that are trusted without a look at their sources, with paths relative to
    `folder`.
    """
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    if not compileall.compile_dir(
        folder, quiet=1, force=True, stripdir=str(folder), invalidation_mode=mode
    ):
        raise SystemExit(f"Some file under {folder} does not compile; see above.")


def _is_lambda_like() -> bool:
    return sys.platform == "linux" and platform.machine() == "x86_64"


def _pip_install(requirements: Path, folder: Path) -> None:
    version = ["--python-version", f"{sys.version_info.major}.{sys.version_info.minor}"]
    wheels = [*LAMBDA_WHEELS, *version] if _is_lambda_like() else []
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
        "--no-compile",
    ]
    subprocess.run([*pip, *wheels, "--target", folder, "--requirement", requirements], check=True)


def _refuse_unpinned(requirements: Path, folder: Path) -> None:
    lines = requirements.read_text().splitlines()
    pinned = {canonicalize_name(Requirement(line).name) for line in lines if "==" in line}
    found = {canonicalize_name(each.name) for each in distributions(path=[str(folder)])}
    unpinned = sorted(found - pinned)
    if unpinned:
        raise SystemExit(
            f"Pin in requirements.txt what its libraries need in turn: {', '.join(unpinned)}"
        )


def _drop_unused(folder: Path) -> None:
    for pattern in UNUSED:
        for path in [*folder.glob(pattern), *folder.glob(f"**/{pattern}")]:
            _remove(path)
    for path in (folder / "botocore" / "data").iterdir():
        if path.is_dir() and path.name not in SERVICES:
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
