"""The emulator's own virtual environment, which also holds the linters of templates.

It is apart from `.venv` because the emulator runs the functions with its own Python: nothing of the
project may be importable there by accident.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from infra.folders import EMULATOR, EMULATOR_REQUIREMENTS, PROJECT, alone


def prepare(folder: Path = EMULATOR, requirements: Path = EMULATOR_REQUIREMENTS) -> None:
    """Make or renew an environment; a no-op (a few milliseconds) while its requirements stay the
    same.
    """
    with alone("environment"):
        _prepare(folder, requirements)


def _prepare(folder: Path, requirements: Path) -> None:
    stamp = folder / "requirements.sha256"
    digest = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"Preparing {folder.relative_to(PROJECT)} (about 20 s, once) …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    pip: list[str | Path] = [
        folder / "bin" / "python",
        "-m",
        "pip",
        "-qq",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, "install", "--requirement", requirements], check=True)
    stamp.write_text(digest)


if __name__ == "__main__":
    prepare()
