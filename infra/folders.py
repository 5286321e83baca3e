"""Where things lie: the project, and the one folder that commands write into."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BUILD = PROJECT / "build"
RESOURCES = PROJECT / "infra" / "resources.yaml"
EMULATOR_REQUIREMENTS = PROJECT / "infra" / "local" / "requirements.txt"
EMULATOR = BUILD / "local" / "venv"
EMULATOR_PYTHON = EMULATOR / "bin" / "python"
