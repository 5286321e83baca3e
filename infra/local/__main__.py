"""The local stack by hand: `python -m infra.local --help`."""

from __future__ import annotations

import argparse
from pathlib import Path

from infra import environment, package
from infra.local import running
from infra.local.stack import Stack, wipe


def main() -> None:
    """Carry out one subcommand."""
    parser = argparse.ArgumentParser(
        prog="python -m infra.local", description="The whole system on this machine."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("prepare", help="make the stack's own virtual environment")
    start = commands.add_parser(
        "run", help="start or continue in the foreground; the state is kept"
    )
    start.add_argument(
        "--folder", type=Path, default=running.FOLDER, help="where it keeps its state"
    )
    start.add_argument(
        "--port",
        type=int,
        default=running.PORT,
        help="port on 127.0.0.1 (the mailbox takes the next)",
    )
    commands.add_parser(
        "deploy", help="package the project as it lies and update the running system"
    )
    commands.add_parser("stop", help="stop the running system; its state is written")
    commands.add_parser("status", help="say whether it runs, and where")
    commands.add_parser("wipe", help="stop, and forget everything it kept")
    given = parser.parse_args()
    if given.command == "prepare":
        environment.prepare()
    elif given.command == "run":
        running.run(given.port, given.folder)
    elif given.command == "deploy":
        Stack.attach(running.FOLDER).deploy(package.build("local"))
    elif given.command == "status":
        print(running.status())
    else:
        print(running.stop())
        if given.command == "wipe":
            wipe(running.FOLDER)


if __name__ == "__main__":
    main()
