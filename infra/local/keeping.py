"""What the emulated AWS keeps on disk, so that a `kill -9` loses less than a second and nobody
waits for a save. Runs inside the emulator.

One SQLite file. Twice a second what has changed since goes into it as one transaction, in a thread
of its own; SQLite's write-ahead log is the journal, and leaves out a transaction that was torn. An
item of a table and a letter are a row each, accounts, queues and secrets a row for each service.
What only a deployment changes is written at its end and at a stop in order. Objects of S3 are
files, which ministack writes as they come. The lines of the functions' logs are not kept.
"""

from __future__ import annotations

import asyncio
import json
import pickle
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

from ministack import app as emulator
from ministack.core import persistence
from ministack.services import cloudwatch_logs, cognito, dynamodb, secretsmanager, ses, sqs

EVERY = 0.5  # seconds
LETTERS = "letters"
SERVICES = "services"
# The services whose state the system changes at any time; items of tables are told one by one.
BUSY = {"cognito": cognito, "secretsmanager": secretsmanager, "sqs": sqs}

Row = tuple[str, str]  # where it belongs, its name there

_set_item = dynamodb._set_item
_remove_item = dynamodb._remove_item
_items_replaced = dynamodb._items_replaced
_load_everything = emulator._load_persisted_state


class Keeping:
    """The file, and what is still to be written into it."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._older = sorted(file.parent.glob("*.json"))  # whole states, by an earlier version
        self._database = sqlite3.connect(file, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS kept"
            " (place TEXT, name TEXT, content BLOB, PRIMARY KEY (place, name))"
        )
        self._writer = ThreadPoolExecutor(1, "keeping")
        self._states: dict[str, Any] = {}  # as kept, until each service takes its own
        self._loaded = asyncio.Event()
        self._changed: dict[tuple[str, Any, Any], Any] = {}  # table id, keys: the table
        self._letters: Counter[tuple[str, ...]] = Counter()  # how many are written already
        self._latest: dict[str, bytes] = {}  # the state of each busy service, as written
        self._waiting: dict[Row, bytes | None] = {}  # None: to be deleted

    def take_over(self) -> None:
        """Load and save in ministack's place, and learn of every change of an item."""
        dynamodb._set_item = self._set_item
        dynamodb._remove_item = self._remove_item
        dynamodb._items_replaced = self._items_replaced
        emulator.load_state = self._load
        emulator._load_persisted_state = self._load_everything
        emulator.save_all = lambda _services: None

    async def keep(self, stopping: asyncio.Event) -> None:
        """Write what changes, from when everything is loaded until `stopping`, and everything once
        more then.
        """
        await self._loaded.wait()
        if self._older:
            await self.everything()
            for file in self._older:
                file.unlink()
        while not stopping.is_set():
            await self._write(self._news())
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), EVERY)

    async def everything(self) -> None:
        """Write the state of every service; done when it is on the disk."""
        states = emulator._build_persistence_save_dict()
        rows = {(SERVICES, name): _whole(name, of) for name, of in states.items()}
        await self._write({**self._news(), **rows})

    def close(self) -> None:
        """Write what is left and fold the write-ahead log into the file."""
        self._writer.shutdown()
        self._commit(self._waiting)
        self._database.close()

    def _news(self) -> dict[Row, bytes | None]:
        """What has changed since the last time; nothing else may run meanwhile."""
        changed, self._changed = self._changed, {}
        rows: dict[Row, bytes | None] = {}
        for (table_id, hash_key, range_key), table in changed.items():
            item = table["items"].get(hash_key, {}).get(range_key)
            name = json.dumps([hash_key, range_key])
            rows[table_id, name] = None if item is None else _pickled(item)
        for place, letters in ses._sent_emails._data.items():
            for at in range(self._letters[place], len(letters)):
                rows[LETTERS, json.dumps([*place, at])] = _pickled(letters[at])
            self._letters[place] = len(letters)
        for name, service in BUSY.items():
            state = _pickled(_live(service))
            if state != self._latest.get(name):
                rows[SERVICES, name] = self._latest[name] = state
        return rows

    async def _write(self, rows: dict[Row, bytes | None]) -> None:
        rows, self._waiting = {**self._waiting, **rows}, {}
        if not rows:
            return
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._writer, self._commit, rows)
        except sqlite3.OperationalError as error:  # a full disk, for one
            self._waiting = {**rows, **self._waiting}
            print(f"Nothing can be saved: {error}", flush=True)

    def _commit(self, rows: dict[Row, bytes | None]) -> None:
        with self._database:
            self._database.executemany(
                "REPLACE INTO kept VALUES (?, ?, ?)",
                [(*row, content) for row, content in rows.items() if content is not None],
            )
            self._database.executemany(
                "DELETE FROM kept WHERE place = ? AND name = ?",
                [row for row, content in rows.items() if content is None],
            )

    def _load_everything(self) -> None:
        self._states = dict(self._rows(SERVICES))
        _load_everything()
        for name, letter in self._rows(LETTERS):
            *place, _ = json.loads(name)
            ses._sent_emails._data.setdefault(tuple(place), []).append(letter)
            self._letters[tuple(place)] += 1
        if self._older:
            older = persistence.load_state(LETTERS) or {"sent": {}}
            ses._sent_emails.update(older["sent"])
            for table in dynamodb._tables._data.values():
                self._all_changed(table)
        self._loaded.set()

    def _load(self, service: str) -> Any:
        """The state of a service as ministack wants it, or None; an earlier version's where there
        is none of our own.
        """
        state = self._states.pop(service, None)
        if state is None:
            return persistence.load_state(service)
        if service == "dynamodb":
            for table in state["tables"]._data.values():
                for keys, item in self._rows(table["TableId"]):
                    hash_key, range_key = json.loads(keys)
                    table["items"].setdefault(hash_key, {})[range_key] = item
                dynamodb._update_counts(table)
        return state

    def _rows(self, place: str) -> Iterator[tuple[str, Any]]:
        found = self._database.execute(
            "SELECT name, content FROM kept WHERE place = ? ORDER BY rowid", (place,)
        )
        for name, content in found:
            yield name, pickle.loads(content)  # noqa: S301 - we alone may write it

    def _set_item(self, table: Any, hash_key: Any, range_key: Any, item: Any) -> Any:
        self._changed[table["TableId"], hash_key, range_key] = table
        return _set_item(table, hash_key, range_key, item)

    def _remove_item(self, table: Any, hash_key: Any, range_key: Any) -> Any:
        self._changed[table["TableId"], hash_key, range_key] = table
        return _remove_item(table, hash_key, range_key)

    def _items_replaced(self, table: Any) -> None:
        self._all_changed(table)
        _items_replaced(table)

    def _all_changed(self, table: Any) -> None:
        for hash_key, items in table["items"].items():
            for range_key in items:
                self._changed[table["TableId"], hash_key, range_key] = table


def _pickled(state: Any) -> bytes:
    return pickle.dumps(state, 5)


def _live(service: ModuleType) -> dict[str, Any]:
    """The stores of a service without copying them, by the names that it loads them under."""
    return {name: getattr(service, f"_{name}") for name in _NAMES[service.__name__]}


def _whole(name: str, get_state: Any) -> bytes:
    while True:
        try:
            return _pickled(_state(name, get_state))
        except RuntimeError as error:
            if "changed size" not in str(error):
                raise
            # A thread of ministack's changed it while it was copied.


def _state(name: str, get_state: Any) -> Any:
    """What to write of a service: of a table not the items, of a log not the lines."""
    match name:
        case "dynamodb":
            return {**_live(dynamodb), "tables": _emptied(dynamodb._tables, "items")}
        case "cloudwatch_logs":
            groups = _emptied(cloudwatch_logs._log_groups, "streams")
            return {**_live(cloudwatch_logs), "log_groups": groups, "log_records": {}}
    return get_state()


def _emptied(store: Any, member: str) -> Any:
    """A copy of a store, with nothing in this member of each entry."""
    copy = type(store)()
    copy._data = {
        key: {
            **{name: value for name, value in entry.items() if name != dynamodb._INDEX_MEMBERS},
            member: {},
        }
        for key, entry in store._data.items()
    }
    return copy


# Asked for while they are empty: a state is a deep copy.
_NAMES = {
    service.__name__: tuple(service.get_state())
    for service in (*BUSY.values(), cloudwatch_logs, dynamodb)
}
