"""Restore a deployed stack, or try whether it could be: `make restore STAGE=… WHAT=…`,
`make restore-drill STAGE=…`.

    tables [NAME …]              what is gone comes back from its last backup
    tables NAME … --at INSTANT   what is wrong goes back to what it was then
    files BUCKET [--prefix …]    deleted files come back; with --at, overwritten ones too
    drill [NAME …]               restore every table beside itself, count, and drop the copy

Tables and buckets are named as in the template (rounds, responses; Evidence, Publications).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from rich.console import Console

from infra import stages
from infra.release import places, refiling, restoring, table_settings
from infra.release.doctor import Place, get
from infra.release.restoring import Tables

CONSOLE = Console(highlight=False, soft_wrap=True)
Ask = Callable[[str], str]


def main(arguments: list[str] | None = None) -> None:
    """Restore, or try it."""
    parser = argparse.ArgumentParser(
        prog="python -m infra.release.restore",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("act", choices=("tables", "files", "drill"))
    parser.add_argument("names", nargs="*")
    parser.add_argument("--stage", choices=stages.STAGES[1:], required=True)
    parser.add_argument("--stack", help="its name; par-index-STAGE if none is given")
    parser.add_argument("--prefix", default="")
    parser.add_argument("--at", type=instant, help="2026-11-30T10:00:00Z")
    wanted = parser.parse_args(arguments)
    place = Place(places.session().client, wanted.stack or f"par-index-{wanted.stage}", get)
    match wanted.act:
        case "tables":
            restore_tables(place, wanted.names, wanted.at, input)
        case "files":
            restore_files(place, wanted.names, wanted.prefix, wanted.at)
        case _:
            drill(place, wanted.names)


def instant(text: str) -> datetime:
    """An instant with its zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError("say the zone: 2026-11-30T10:00:00Z")
    return at.astimezone(UTC)


def restore_tables(place: Place, names: Iterable[str], at: datetime | None, ask: Ask) -> None:
    """Bring back the tables of these names that are gone, all if none is named; with an instant,
    put these back in time, once the name of the stack was typed. No function runs meanwhile.
    """
    tables = tables_of(place)
    wanted = _named(place, tables, names)
    if at is None:
        wanted = [
            each for each in wanted if table_settings.status(tables.dynamodb, each) != "ACTIVE"
        ]
    if not wanted:
        CONSOLE.print("Every table is there. Which one shall go back, and to when (--at)?")
        return
    if at:
        CONSOLE.print(f"Everything since {at} goes from: {', '.join(wanted)}", style="bold red")
        if not list(names) or ask(f"Type {place.stack} to go on: ").strip() != place.stack:
            raise SystemExit("Nothing was done. Name each table that shall go back.")
    functions = [name for kind, name in place.resources().values() if kind == restoring.FUNCTION]
    with restoring.held(place.client("lambda"), functions, CONSOLE.print):
        for each in wanted:
            if at:
                tables.rewind(each, at)
            else:
                tables.bring_back(each)


def restore_files(place: Place, names: Iterable[str], prefix: str, at: datetime | None) -> int:
    """Bring back files of these buckets; returns how many."""
    held = place.resources()
    buckets = [name for name in held if held[name][0] == "AWS::S3::Bucket"]
    wanted = list(names)
    if not wanted or set(wanted) - set(buckets):
        raise SystemExit(f"Name some of: {', '.join(sorted(buckets))}")
    s3 = place.client("s3")
    count = sum(
        refiling.bring_back(s3, held[name][1], prefix, at, CONSOLE.print) for name in wanted
    )
    CONSOLE.print(f"{count} files were brought back.")
    return count


def drill(place: Place, names: Iterable[str]) -> None:
    """Restore tables beside themselves; SystemExit where a copy is empty and its table is not."""
    tables = tables_of(place)
    empty = []
    for each in _named(place, tables, names):
        now = table_settings.read(tables.dynamodb, each)
        if not now.recovery_days and not restoring.list_backups(tables.dynamodb, each):
            CONSOLE.print(f"{each}: no backup, as long as no survey is open")
            continue
        begun = datetime.now(UTC)
        copied, there = tables.drill(each)
        took = datetime.now(UTC) - begun
        CONSOLE.print(f"{each}: {copied} items restored, {there} there, in {took}")
        if there and not copied:
            empty.append(each)
    if empty:
        raise SystemExit(f"Nothing came back of: {', '.join(empty)}")


def tables_of(place: Place) -> Tables:
    """The tables of a stack."""
    settings = table_settings.of_stack(place.client("cloudformation"), place.stack)
    return Tables(place.client("dynamodb"), settings, CONSOLE.print)


def _named(place: Place, tables: Tables, names: Iterable[str]) -> list[str]:
    found = [f"{place.stack}-{name}" for name in names] or sorted(tables.settings)
    if strangers := sorted(set(found) - set(tables.settings)):
        raise SystemExit(f"The template has no such table: {', '.join(strangers)}")
    return found


if __name__ == "__main__":
    main()
