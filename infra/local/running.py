"""`make run`: the whole system in the foreground, with its state kept on disk."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from rich.console import Console

from infra.folders import BUILD
from infra.local import mailbox
from infra.local.emulator import is_alive
from infra.local.introduction import Account, introduction
from infra.local.stack import Stack
from infra.steps import Steps

FOLDER = BUILD / "local" / "run"
PORT = 4599
OPERATIONS = "Bộ phận điều hành · operations staff"


def run(port: int = PORT, folder: Path = FOLDER) -> None:
    """Start or continue, say where everything is, and stop in order on SIGTERM or Ctrl-C."""
    stop_in_order_on_signals()
    folder.mkdir(parents=True, exist_ok=True)
    pid = folder / "pid"
    with _only_one(folder), _started(port, folder) as stack:
        pid.write_text(f"{os.getpid()} {port}")
        try:
            announce(stack, [operations(stack)], mailbox_port=port + 1)
            print(
                "Ctrl-C để dừng; dữ liệu được giữ lại. · Ctrl-C stops; everything is kept.",
                flush=True,
            )
            wait()
        finally:
            pid.unlink(missing_ok=True)
            print("Đang dừng và lưu… · Stopping and saving …", flush=True)


def _started(port: int, folder: Path) -> Stack:
    with Steps(Console(stderr=True)) as steps:
        return Stack.start(port, folder, begin=steps.begin)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Two systems that keep their state in one folder would each write over what the other
    accepted.
    """
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"{status(folder)}\nHãy dừng nó trước. · Stop it first.") from None
        yield


def announce(
    stack: Stack,
    accounts: Sequence[Account],
    results: Mapping[str, str] | None = None,
    mailbox_port: int = 0,
) -> str:
    """Open the mailbox page, print where everything is and who can sign in; returns what it
    printed.
    """
    addresses = {
        "Trang công khai · public": f"{stack.url}/",
        **(results or {}),
        "Đăng nhập · sign in": f"{stack.url}/signin",
        "Hộp thư · mailbox": mailbox.serve(mailbox_port, stack.messages),
    }
    told = introduction(addresses, accounts)
    print(f"\n{told}\n", flush=True)
    return told


def operations(stack: Stack) -> Account:
    """The account that sets everything else up."""
    made = stack.ops()
    return Account(OPERATIONS, made.email, made.password, f"{stack.url}/progress")


def wait() -> None:
    """Until a signal ends the program."""
    while True:
        time.sleep(3600)


def stop_in_order_on_signals() -> None:
    """SIGTERM and Ctrl-C unwind the program once, so that all it started is stopped; a second one
    changes nothing.
    """

    def leave(_number: int, _frame: FrameType | None) -> None:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, signal.SIG_IGN)
        sys.exit(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)


def stop(folder: Path = FOLDER) -> str:
    """Ask the running system to stop; returns what to tell the user."""
    pid = folder / "pid"
    if not pid.exists():
        return "Nothing runs."
    number = int(pid.read_text().split()[0])
    if is_alive(number):
        os.kill(number, signal.SIGTERM)
    while pid.exists() and is_alive(number):
        time.sleep(0.1)
    pid.unlink(missing_ok=True)
    return "Stopped."


def status(folder: Path = FOLDER) -> str:
    """One line on whether the system runs, and where."""
    pid = folder / "pid"
    if pid.exists():
        number, port = pid.read_text().split()
        if is_alive(int(number)):
            mailbox_at = f"http://127.0.0.1:{int(port) + 1}/"
            return f"Runs as process {number} at http://app.localhost:{port}/, mailbox {mailbox_at}"
    return (
        "Nothing runs; its state is kept."
        if (folder / "state").exists()
        else "Nothing runs; there is no state."
    )
