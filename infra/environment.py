"""The emulator's own virtual environment, which also holds the linters of templates.

It is apart from `.venv` because the emulator runs the functions with its own Python: nothing of the
project may be importable there by accident.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from infra.folders import EMULATOR, EMULATOR_PYTHON, EMULATOR_REQUIREMENTS, alone


def prepare() -> None:
    """Make or renew the environment; a no-op (a few milliseconds) while its requirements stay the same."""
    with alone("environment"):
        _prepare()


def _prepare() -> None:
    stamp = EMULATOR / "requirements.sha256"
    digest = hashlib.sha256(EMULATOR_REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print("Preparing the local stack's environment (about 20 s, once) …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", EMULATOR], check=True)
    pip: list[str | Path] = [EMULATOR_PYTHON, "-m", "pip", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--requirement", EMULATOR_REQUIREMENTS], check=True)
    stamp.write_text(digest)


if __name__ == "__main__":
    prepare()
