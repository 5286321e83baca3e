"""The wheels that may go to Lambda, by sha256: `python -m infra.hashes` writes hashes.json anew
after requirements.txt has changed. Packaging then takes no other file, whatever a registry gives.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.utils import canonicalize_name, parse_wheel_filename

from infra.folders import PROJECT

HASHES = PROJECT / "infra" / "hashes.json"
# Lambda's Python 3.11 runs on glibc 2.26, so wheels may not ask for more than manylinux2014 (2.17).
LAMBDA_WHEELS = [
    "--platform",
    "manylinux2014_x86_64",
    "--implementation",
    "cp",
    "--only-binary",
    ":all:",
]


def pinned(requirements: Path) -> str:
    """The requirements with the hash of each, as pip checks them; SystemExit where one has none."""
    known: dict[str, str] = json.loads(HASHES.read_text(encoding="utf-8"))
    lines = [line for line in requirements.read_text(encoding="utf-8").splitlines() if "==" in line]
    if unknown := [line for line in lines if key_of(line) not in known]:
        raise SystemExit(f"Run python -m infra.hashes: no hash of {', '.join(unknown)}")
    return "".join(f"{line} --hash=sha256:{known[key_of(line)]}\n" for line in lines)


def key_of(line: str) -> str:
    """A pin as it is named in hashes.json."""
    name, _, number = line.partition("==")
    return f"{canonicalize_name(name.partition('[')[0])}=={number.strip()}"


def lambda_wheels() -> list[str]:
    """What tells pip to take the wheels of Lambda."""
    return [
        *LAMBDA_WHEELS,
        "--python-version",
        f"{sys.version_info.major}.{sys.version_info.minor}",
    ]


def main() -> None:
    """Fetch every wheel and note its hash."""
    with tempfile.TemporaryDirectory() as folder:
        requirements = PROJECT / "requirements.txt"
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", "download", "-qq", "--no-deps"),
                *lambda_wheels(),
                *("--dest", folder, "--requirement", requirements),
            ],
            check=True,
        )
        found = {}
        for wheel in sorted(Path(folder).iterdir()):
            name, number, *_ = parse_wheel_filename(wheel.name)
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            found[f"{canonicalize_name(name)}=={number}"] = digest
    HASHES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"{len(found)} wheels")


if __name__ == "__main__":
    main()
