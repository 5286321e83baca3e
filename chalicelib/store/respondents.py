"""Respondent lists: one compressed item for each (lister, index, group), one small item for what
was sent.

Partition `round/lister`. Row `index/group` holds a group's whole list: a list is replaced as one
thing, so one item makes that a single write that cannot be left half done, and reading it costs a
tenth of an item a person (a full national list of some hundred people takes about 15 KB; DynamoDB's
400 KB hold some thousands, which is the limit of `domain.respondents.MAX_ROWS`). Row `index` is
written once, when the lists of that index are sent: while it is absent they are drafts, once it is
there they are locked, and inviting and counting read it alone.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from chalicelib.domain.errors import AlreadySubmitted, ChangedMeanwhile, TooLarge
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.lists.respondents import Listing, Respondent, SentList
from chalicelib.store import list_claims, tables
from chalicelib.store.list_items import ListItem, SentItem

Place = tuple[str, str, str]
"""(lister, index, group): which list."""

MAX_BYTES = 390_000
ATTEMPTS = 8


def _key(round_id: str, lister: str) -> str:
    return f"{round_id}/{lister}"


def put(
    round_id: str, lister: str, listings: Sequence[Listing], versions: Sequence[str] | None = None
) -> bool:
    """Replace lists, all or none; False if one of them is not at its given version any more (""
    means none yet).

    AlreadySubmitted once the lists of one of their indexes were sent.
    """
    key = _key(round_id, lister)
    items = [_item(key, each) for each in listings]
    indexes = dict.fromkeys(each.index for each in listings)

    def fill(transaction: Any) -> None:
        for index in indexes:
            transaction.condition_check(
                SentItem, key, index, condition=SentItem.sent_at.does_not_exist()
            )
        for at, item in enumerate(items):
            transaction.save(item, condition=_same(versions[at]) if versions else None)
        for each in listings:
            transaction.save(list_claims.item_of(round_id, lister, each))

    # Checks come before saves in the reasons.
    return _carry_out(fill, sent=slice(len(indexes)), changed=slice(len(indexes), None))


def fill_replacement(round_id: str, lister: str, listing: Listing, transaction: Any) -> None:
    """Put other rows in a list's place although it was sent, in a transaction; `version` is that of
    those read.
    """
    transaction.save(_item(_key(round_id, lister), listing), condition=_same(listing.version))
    transaction.save(list_claims.item_of(round_id, lister, listing))


def version_of(listing: Listing) -> str:
    """The version under which these rows are kept."""
    return _version(_packed(listing.rows))


def _packed(rows: Iterable[Respondent]) -> bytes:
    return zlib.compress(tables.dump([astuple(row) for row in rows]).encode(), 9)


def _version(people: bytes) -> str:
    return hashlib.sha256(people).hexdigest()[:24]


def _item(key: str, listing: Listing) -> ListItem:
    people = _packed(listing.rows)
    if len(people) > MAX_BYTES:
        raise TooLarge(
            "Danh sách quá lớn; hãy rút gọn chức vụ và tên cơ quan.",
            "The list is too large; shorten positions and organisations.",
        )
    return ListItem(
        key,
        f"{listing.index}/{listing.group}",
        people=people,
        listed=len(listing.rows),
        version=_version(people),
    )


def _same(version: str) -> Any:
    return ListItem.version == version if version else ListItem.version.does_not_exist()


def send(round_id: str, lister: str, sent: Sequence[SentList], listings: Sequence[Listing]) -> bool:
    """Lock the lists of several indexes together, just as they were read; False if one of them
    changed meanwhile.

    AlreadySubmitted if any of those indexes was sent before.
    """
    key = _key(round_id, lister)

    def fill(transaction: Any) -> None:
        for each in listings:
            transaction.condition_check(
                ListItem, key, f"{each.index}/{each.group}", condition=_same(each.version)
            )
        for its in sent:
            head = SentItem(
                key, its.index, sent_at=to_text(its.sent_at), listed=tables.dump(its.listed)
            )
            transaction.save(head, condition=SentItem.sent_at.does_not_exist())

    return _carry_out(fill, sent=slice(len(listings), None), changed=slice(len(listings)))


def _carry_out(fill: Any, sent: slice, changed: slice) -> bool:
    """Carry it out: AlreadySubmitted if one of the parts `sent` failed its condition, False if one
    of `changed` did.
    """
    for _ in range(ATTEMPTS):
        reasons = tables.write(fill)
        if reasons is None:
            return True
        if "ConditionalCheckFailed" in reasons[sent]:
            raise AlreadySubmitted(
                "Danh sách đã gửi đi, không sửa được nữa.", "The lists were sent; no more changes."
            )
        if "ConditionalCheckFailed" in reasons[changed]:
            return False
    raise ChangedMeanwhile(
        "Nhiều người đang lưu danh sách cùng lúc; hãy thử lại.",
        "Several people are saving lists at once; please try again.",
    )


def list_drafts(
    round_id: str, lister: str
) -> tuple[dict[tuple[str, str], Listing], dict[str, SentList]]:
    """Everything one lister has: lists by (index, group), and what was sent by index."""
    listings: dict[tuple[str, str], Listing] = {}
    sent: dict[str, SentList] = {}
    for item in tables.query("respondents", "list", _key(round_id, lister)):
        index, _, group = item["row"].partition("/")
        if group:
            listings[index, group] = Listing(index, group, _rows(item["people"]), item["version"])
        else:
            sent[index] = _sent(
                lister, index, item["sent_at"], item["listed"], item.get("invited", ())
            )
    return listings, sent


def list_rows(
    round_id: str, places: Iterable[Place]
) -> Iterator[tuple[Place, tuple[Respondent, ...]]]:
    """The people of the lists at the given places, in no order; a list that was never kept is left
    out.
    """
    keys = [(_key(round_id, lister), f"{index}/{group}") for lister, index, group in places]
    for item in ListItem.batch_get(keys, consistent_read=True):
        index, _, group = item.row.partition("/")
        yield (item.list.partition("/")[2], index, group), _rows(item.people)


def erase(round_id: str, lister: str, index: str, group: str, rows: Sequence[Respondent]) -> None:
    """Put what is left of the people in place of a list, sent or not, and forget what it claims."""
    list_claims.erase(round_id, lister, index, group)
    _item(_key(round_id, lister), Listing(index, group, tuple(rows))).save()


def list_sent(round_id: str, keys: Iterable[tuple[str, str]]) -> list[SentList]:
    """What was sent under the given (lister, index) keys, in their order."""
    wanted = [(_key(round_id, lister), index) for lister, index in keys]
    found = {
        (item.list, item.row): item for item in SentItem.batch_get(wanted, consistent_read=True)
    }
    items = [found[key] for key in wanted if key in found]
    return [
        _sent(item.list.partition("/")[2], item.row, item.sent_at, item.listed, item.invited or ())
        for item in items
    ]


def record_invited(
    round_id: str, lister: str, index: str, group: str, invited: Mapping[str, int]
) -> None:
    """Note that all people of a list are invited, and how many of them here, by rated unit. May be
    repeated.
    """
    done = tables.dump([group, dict(sorted(invited.items()))])
    SentItem(_key(round_id, lister), index).update([SentItem.invited.add({done})])


def _rows(people: bytes) -> tuple[Respondent, ...]:
    return tuple(Respondent(*row) for row in json.loads(zlib.decompress(people)))


def _sent(lister: str, index: str, sent_at: str, listed: str, invited: Iterable[str]) -> SentList:
    return SentList(
        lister,
        index,
        from_text(sent_at),
        json.loads(listed),
        dict(json.loads(done) for done in invited),
    )
