"""Respondent lists: one compressed item for each (lister, index, group), one small item for what was sent.

Partition `round/lister`. Row `index/group` holds a group's whole list: a list is replaced as one thing, so one item
makes that a single write that cannot be left half done, and reading it costs a tenth of an item a person (a full
national list of some hundred people takes about 15 KB; DynamoDB's 400 KB hold some thousands, which is the limit of
`domain.respondents.MAX_ROWS`). Row `index` is written once, when the lists of that index are sent: while it is absent
they are drafts, once it is there they are locked, and inviting and counting read it alone.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.models import Model

from chalicelib.domain.errors import AlreadySubmitted, ChangedMeanwhile, TooLarge
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.respondents import Listing, Respondent, Sent
from chalicelib.store import tables

Place = tuple[str, str, str]
"""(lister, index, group): which list."""

MAX_BYTES = 390_000
ATTEMPTS = 8


class ListItem(Model):
    """The list of one group; `version` is a digest of its content."""

    class Meta(tables.TableMeta):
        table_name = tables.name("respondents")

    list = UnicodeAttribute(hash_key=True)
    row = UnicodeAttribute(range_key=True)
    people = BinaryAttribute(legacy_encoding=False)
    listed = NumberAttribute()
    version = UnicodeAttribute()


class SentItem(Model):
    """What a lister sent for one index.

    `listed` is {group: {unit: people}}; `invited` gains one `[group, {unit: people}]` for each group that is done,
    as a set, so that noting the same twice is noting it once.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("respondents")

    list = UnicodeAttribute(hash_key=True)
    row = UnicodeAttribute(range_key=True)
    sent_at = UnicodeAttribute()
    listed = UnicodeAttribute()
    invited = UnicodeSetAttribute(null=True)


def _key(round_id: str, lister: str) -> str:
    return f"{round_id}/{lister}"


def put(round_id: str, lister: str, index: str, group: str, rows: Sequence[Respondent]) -> None:
    """Replace a group's list; AlreadySubmitted once the lists of this index were sent."""
    people = zlib.compress(tables.dump([astuple(row) for row in rows]).encode(), 9)
    if len(people) > MAX_BYTES:
        raise TooLarge("Danh sách quá lớn; hãy rút gọn chức vụ và tên cơ quan.",
                       "The list is too large; shorten positions and organisations.")
    key = _key(round_id, lister)
    item = ListItem(key, f"{index}/{group}", people=people, listed=len(rows),
                    version=hashlib.sha256(people).hexdigest()[:24])

    def fill(transaction: Any) -> None:
        transaction.condition_check(SentItem, key, index, condition=SentItem.sent_at.does_not_exist())
        transaction.save(item)

    _carry_out(fill)


def send(round_id: str, lister: str, sent: Sequence[Sent], listings: Sequence[Listing]) -> bool:
    """Lock the lists of several indexes together, just as they were read; False if one of them changed meanwhile.

    AlreadySubmitted if any of those indexes was sent before.
    """
    key = _key(round_id, lister)

    def fill(transaction: Any) -> None:
        for each in listings:
            same = ListItem.version == each.version if each.version else ListItem.version.does_not_exist()
            transaction.condition_check(ListItem, key, f"{each.index}/{each.group}", condition=same)
        for its in sent:
            head = SentItem(key, its.index, sent_at=to_text(its.sent_at), listed=tables.dump(its.listed))
            transaction.save(head, condition=SentItem.sent_at.does_not_exist())

    # Conditions come before saves in the reasons.
    return _carry_out(fill, changed=len(listings))


def _carry_out(fill: Any, changed: int = 0) -> bool:
    """Carry it out: False if one of its first `changed` conditions failed, AlreadySubmitted if a later one did."""
    for _ in range(ATTEMPTS):
        reasons = tables.write(fill)
        if reasons is None:
            return True
        if "ConditionalCheckFailed" in reasons[changed:]:
            raise AlreadySubmitted("Danh sách đã gửi đi, không sửa được nữa.", "The lists were sent; no more changes.")
        if "ConditionalCheckFailed" in reasons[:changed]:
            return False
    raise ChangedMeanwhile("Nhiều người đang lưu danh sách cùng lúc; hãy thử lại.",
                           "Several people are saving lists at once; please try again.")


def list_drafts(round_id: str, lister: str) -> tuple[dict[tuple[str, str], Listing], dict[str, Sent]]:
    """Everything one lister has: lists by (index, group), and what was sent by index."""
    listings: dict[tuple[str, str], Listing] = {}
    sent: dict[str, Sent] = {}
    for item in tables.query("respondents", "list", _key(round_id, lister)):
        index, _, group = item["row"].partition("/")
        if group:
            listings[index, group] = Listing(index, group, _rows(item["people"]), item["version"])
        else:
            sent[index] = _sent(lister, index, item["sent_at"], item["listed"], item.get("invited", ()))
    return listings, sent


def list_rows(round_id: str, places: Iterable[Place]) -> Iterator[tuple[Place, tuple[Respondent, ...]]]:
    """The people of the lists at the given places, in no order; a list that was never kept is left out."""
    keys = [(_key(round_id, lister), f"{index}/{group}") for lister, index, group in places]
    for item in ListItem.batch_get(keys, consistent_read=True):
        index, _, group = item.row.partition("/")
        yield (item.list.partition("/")[2], index, group), _rows(item.people)


def list_sent(round_id: str, keys: Iterable[tuple[str, str]]) -> list[Sent]:
    """What was sent under the given (lister, index) keys, in their order."""
    wanted = [(_key(round_id, lister), index) for lister, index in keys]
    found = {(item.list, item.row): item for item in SentItem.batch_get(wanted, consistent_read=True)}
    items = [found[key] for key in wanted if key in found]
    return [_sent(item.list.partition("/")[2], item.row, item.sent_at, item.listed, item.invited or ())
            for item in items]


def record_invited(round_id: str, lister: str, index: str, group: str, invited: Mapping[str, int]) -> None:
    """Note that all people of a list are invited, and how many of them here, by rated unit. May be repeated."""
    done = tables.dump([group, dict(sorted(invited.items()))])
    SentItem(_key(round_id, lister), index).update([SentItem.invited.add({done})])


def _rows(people: bytes) -> tuple[Respondent, ...]:
    return tuple(Respondent(*row) for row in json.loads(zlib.decompress(people)))


def _sent(lister: str, index: str, sent_at: str, listed: str, invited: Iterable[str]) -> Sent:
    return Sent(lister, index, from_text(sent_at), json.loads(listed), dict(json.loads(done) for done in invited))
