"""A PostgreSQL of our own: a fresh cluster under build/ and a session that times statements; wiped
after use.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from infra.folders import BUILD
from infra.local.emulator import free_port

USER = "postgres"
HOST = "127.0.0.1"
# Enough memory that nothing is ever read from disk or sorted there; no waiting for disks while
# loading.
SETTINGS = {
    "shared_buffers": "256MB",
    "work_mem": "64MB",
    "fsync": "off",
    "max_wal_size": "4GB",
    "autovacuum": "off",
    "unix_socket_directories": "",
}
_TIME = re.compile(r"Time: ([0-9.]+) ms")


def programs() -> Path:
    """The folder of the newest PostgreSQL's programs, installed by apt if need be; SystemExit if it
    cannot be.
    """
    found = _installed()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing PostgreSQL …", flush=True)
        for command in (
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", "postgresql"],
        ):
            subprocess.run(
                ["apt-get", *command],
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                check=True,
                stdout=subprocess.DEVNULL,
            )
        found = _installed()
    if not found:
        raise SystemExit(
            "PostgreSQL is needed: `make bench` installs it as root, or run `apt-get install"
            " postgresql`."
        )
    return max(found, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0))


def _installed() -> list[Path]:
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    elsewhere = shutil.which("initdb")
    return found or ([Path(elsewhere).resolve().parent] if elsewhere else [])


@dataclass
class Session:
    """One connection, kept open; statements are timed by psql itself, until the whole result is
    received.
    """

    psql: subprocess.Popen[str]
    command: list[str]
    version: str
    port: str

    def run(self, statement: str) -> float:
        """Carry out one statement and throw its rows away; returns milliseconds. SystemExit with
        PostgreSQL's words.
        """
        self._write(f"{statement.rstrip().rstrip(';')};\n\\echo :SQLSTATE\n")
        taken = 0.0
        for line in self._answers():
            if found := _TIME.match(line):
                taken += float(found[1])
            elif line.strip() == "00000":
                return taken
            else:
                raise SystemExit(f"PostgreSQL refused ({line.strip()}): {statement[:200]}")
        raise SystemExit("PostgreSQL's client ended.")

    def fetch(self, statement: str) -> list[list[int]]:
        """The rows of a statement that gives whole numbers only."""
        found = subprocess.run(
            [*self.command, "-A", "-t", "-F", "\t", "-c", statement],
            capture_output=True,
            text=True,
            check=True,
        )
        return [[int(value) for value in line.split("\t")] for line in found.stdout.splitlines()]

    def copy(self, table: str, rows: Iterator[str]) -> None:
        """Load rows of tab-separated text."""
        self._write(f"\\copy {table} from pstdin\n" + "".join(f"{row}\n" for row in rows) + "\\.\n")
        self.run("select 1")

    def _write(self, text: str) -> None:
        assert self.psql.stdin is not None
        self.psql.stdin.write(text)
        self.psql.stdin.flush()

    def _answers(self) -> IO[str]:
        assert self.psql.stdout is not None
        return self.psql.stdout


@contextmanager
def session() -> Iterator[Session]:
    """A session with a new, empty cluster on a loopback port."""
    folder = programs()
    place = _own_folder()
    identity = _identity()
    subprocess.run(
        [
            folder / "initdb",
            "-D",
            place / "data",
            "-A",
            "trust",
            "-U",
            USER,
            "-N",
            "-E",
            "UTF8",
            "--locale=C",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=place,
        **identity,
    )
    port = free_port()
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    with (place / "log").open("w") as log:
        server = subprocess.Popen(
            [folder / "postgres", "-D", place / "data", "-h", HOST, "-p", str(port), *options],
            stdout=log,
            stderr=log,
            cwd=place,
            **identity,
        )
    try:
        _wait(folder, port, server, place / "log")
        command = [str(folder / "psql"), "-X", "-q", "-h", HOST, "-p", str(port), "-U", USER, USER]
        version = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        with _connect(command) as psql:
            yield Session(psql, command, version.stdout.split()[2], str(port))
    finally:
        server.send_signal(signal.SIGINT)  # fast shutdown
        server.wait(30)
        shutil.rmtree(place)


@contextmanager
def _connect(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    psql = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"PATH": os.environ["PATH"]},
    )
    assert psql.stdin is not None
    try:
        psql.stdin.write("\\timing on\n\\o /dev/null\n")
        yield psql
    finally:
        psql.stdin.close()
        psql.wait(30)


def _wait(folder: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        if (
            subprocess.run(
                [folder / "pg_isready", "-q", "-h", HOST, "-p", str(port)], check=False
            ).returncode
            == 0
        ):
            return
        time.sleep(0.1)
    raise SystemExit(f"PostgreSQL did not start:\n{log.read_text()}")


def _identity() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    return {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}


def _own_folder() -> Path:
    """A new folder under build/, or the system's temporary one where PostgreSQL's user cannot get
    at the project.
    """
    for parent in (BUILD / "bench", Path(tempfile.gettempdir())):
        parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix="postgres-", dir=parent))
        if os.geteuid() == 0:
            shutil.chown(place, USER, USER)
        if subprocess.run(["test", "-w", place], check=False, **_identity()).returncode == 0:
            return place
        place.rmdir()
    raise SystemExit(
        f"The user {USER} can write neither into build/ nor into the temporary folder."
    )
