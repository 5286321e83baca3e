"""Start and stop the emulated AWS process."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from infra import environment
from infra.folders import BUILD, EMULATOR_PYTHON, PROJECT
from infra.local.patience import PATIENCE

HOST = "127.0.0.1"
REGION = "ap-southeast-1"
KEY = "test"  # the emulator's root credentials, valid on this machine only
# The project comes last on the path, and on this process's path alone: no function sees it.
SERVER = """
import runpy, sys
sys.path.append(sys.argv[1])
runpy.run_module("infra.local.server", run_name="__main__", alter_sys=True)
"""


@dataclass(frozen=True, slots=True)
class Emulator:
    """A running emulator: its process (None: somebody else's), port and folder (log, temporary
    files, state).
    """

    process: subprocess.Popen[bytes] | None
    port: int
    folder: Path

    def stop(self) -> None:
        """Ask it to finish what runs and write its state; kill it only when it never
        does.
        """
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder / "tmp", ignore_errors=True)


def is_alive(process: int) -> bool:
    """Whether a process of this number exists."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def temporary_folder() -> Path:
    """A folder named after this process; those of processes that were killed before they could
    clean up go away.
    """
    parent = BUILD / "local" / "temporary"
    parent.mkdir(parents=True, exist_ok=True)
    for left in parent.iterdir():
        owner = left.name.partition("-")[0]
        if owner.isdigit() and not is_alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=parent, prefix=f"{os.getpid()}-"))


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def start(port: int, folder: Path, *, keep: bool) -> Emulator:
    """Start it on loopback and wait until it answers; with `keep`, load and write its state under
    `folder`.

    Raises SystemExit when the port is taken or the process does not come up.
    """
    environment.prepare()
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise SystemExit(
                f"Port {port} is taken: stop what listens there, or choose another with PORT=."
            )
    shutil.rmtree(folder / "tmp", ignore_errors=True)
    (folder / "tmp").mkdir(parents=True)
    folder.chmod(0o700)
    log_file = folder / "log"
    log_file.touch()
    log_file.chmod(0o600)
    command: list[str | Path] = [EMULATOR_PYTHON, "-P", "-c", SERVER, PROJECT, str(os.getpid())]
    environ = _environment(port, folder, keep=keep)
    with log_file.open("ab") as log:
        # A session of its own: Ctrl-C reaches us alone, and we stop it in order.
        process = subprocess.Popen(
            command,
            env=environ,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            umask=0o077,  # passwords, letters and secrets lie in what it writes
        )
    emulator = Emulator(process, port, folder)
    _wait(emulator, process)
    return emulator


def answers(port: int) -> bool:
    """Whether an emulator listens on this port."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/_ministack/health", timeout=5):
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _wait(emulator: Emulator, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if answers(emulator.port):
            return
        time.sleep(0.05)
    emulator.stop()
    raise SystemExit(f"The local stack did not start. Its log: {emulator.folder / 'log'}")


def _environment(port: int, folder: Path, *, keep: bool) -> dict[str, str]:
    """A clean environment: what stands here is visible in the functions too."""
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "AUTH": "true",  # roles, bucket policies, signatures and CORS are really enforced
        "GATEWAY_PORT": str(port),
        "BIND_HOST": HOST,
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "DOCKER_HOST": f"unix://{folder}/no-docker.sock",
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": KEY,
        "AWS_DEFAULT_REGION": REGION,
        "MINISTACK_REGION": REGION,
        "LAMBDA_ACCOUNT_CONCURRENCY": "32",
        "LOG_LEVEL": "WARNING",
        "TMPDIR": str(folder / "tmp"),
    }
    if keep:
        environ |= {"PERSIST_STATE": "1", "STATE_DIR": str(folder / "state")}
        environ |= {"S3_PERSIST": "1", "S3_DATA_DIR": str(folder / "s3")}
    return environ
