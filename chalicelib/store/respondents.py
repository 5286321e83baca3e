"""Respondent lists: one compressed item for each (lister, index, group), one small item for what
was sent.

Partition `round/lister`. Row `index/group` holds the whole list of a group: a list is replaced as
one thing, and one item makes that one write, which cannot be left half done; reading it costs a
tenth of one item for each person. A full national list of some hundred people takes about 15 KB;
DynamoDB's 400 KB hold some thousands, hence `domain.lists.respondents.MAX_ROWS`. Row `index` is
written once, when the lists of that index are sent: without it they are drafts, with it they are
locked, and inviting and counting read only this row.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from chalicelib.domain import json_values
from chalicelib.domain.errors import AlreadySubmitted, ChangedMeanwhile, TooLarge
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.lists.respondents import Listing, Respondent, SentList
from chalicelib.store import audit, list_claims, tables
from chalicelib.store.list_items import ListItem, SentItem

Place = tuple[str, str, str]
"""(lister, index, group) of a list."""

MAX_BYTES = 390_000
ATTEMPTS = 8


def _key(round_id: str, lister: str) -> str:
    return f"{round_id}/{lister}"


def put(
    round_id: str, lister: str, listings: Sequence[Listing], versions: Sequence[str] | None = None
) -> bool:
    """Replace lists, all or none; False if one of them no longer has its version of `versions`, in
    the order of `listings` ("": none yet).

    AlreadySubmitted if the lists of one of their indexes were sent.
    """
    key = _key(round_id, lister)
    items = [_item(key, listing) for listing in listings]
    indexes = dict.fromkeys(listing.index for listing in listings)

    def fill(transaction: Any) -> None:
        for index in indexes:
            transaction.condition_check(
                SentItem, key, index, condition=SentItem.sent_at.does_not_exist()
            )
        for number, item in enumerate(items):
            transaction.save(item, condition=_same(versions[number]) if versions else None)
        for listing in listings:
            transaction.save(list_claims.item_of(round_id, lister, listing))

    # The reasons of the checks come before those of the saves.
    return _carry_out(fill, sent=slice(len(indexes)), changed=slice(len(indexes), None))


def fill_replacement(round_id: str, lister: str, listing: Listing, transaction: Any) -> None:
    """Replace the rows of a list that was sent, in a transaction; its `version` is that of the rows
    that were read.
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


def send(
    round_id: str,
    lister: str,
    sent: Sequence[SentList],
    listings: Sequence[Listing],
    act: audit.Act,
) -> bool:
    """Lock the lists of several indexes together, as they were read, with the act that sends them;
    False if one of them has changed since.

    AlreadySubmitted if the lists of one of those indexes were sent before.
    """
    key = _key(round_id, lister)

    def fill(transaction: Any) -> None:
        for listing in listings:
            transaction.condition_check(
                ListItem, key, f"{listing.index}/{listing.group}", condition=_same(listing.version)
            )
        for lists in sent:
            item = SentItem(
                key, lists.index, sent_at=to_text(lists.sent_at), listed=tables.dump(lists.listed)
            )
            transaction.save(item, condition=SentItem.sent_at.does_not_exist())
        audit.fill(act, transaction)

    unchanged = len(listings)
    heads = slice(unchanged, unchanged + len(sent))
    return _carry_out(fill, sent=heads, changed=slice(unchanged))


def _carry_out(fill: Any, sent: slice, changed: slice) -> bool:
    """Send the transaction. AlreadySubmitted if a condition of the items `sent` failed, False if
    one of the items `changed` did.
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
    """Everything of one lister: lists by (index, group), and what was sent by index."""
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
    """The people of the lists at the given places, in no order; a list that does not exist is left
    out.
    """
    keys = [(_key(round_id, lister), f"{index}/{group}") for lister, index, group in places]
    for item in ListItem.batch_get(keys, consistent_read=True):
        index, _, group = item.row.partition("/")
        yield (item.list.partition("/")[2], index, group), _rows(item.people)


def get_list(round_id: str, place: Place) -> Listing:
    """A list that exists, with its version."""
    lister, index, group = place
    item = ListItem.get(_key(round_id, lister), f"{index}/{group}", consistent_read=True)
    return Listing(index, group, _rows(item.people), item.version)


def erase(round_id: str, lister: str, index: str, group: str, rows: Sequence[Respondent]) -> None:
    """Replace a list, sent or not, by the remaining `rows`, and delete its claims."""
    list_claims.erase(round_id, lister, index, group)
    _item(_key(round_id, lister), Listing(index, group, tuple(rows))).save()


def list_sent(round_id: str, keys: Iterable[tuple[str, str]]) -> list[SentList]:
    """What was sent under the given (lister, index) keys, in their order; a key under which nothing
    was sent is left out.
    """
    wanted = [(_key(round_id, lister), index) for lister, index in keys]
    items = {
        (item.list, item.row): item for item in SentItem.batch_get(wanted, consistent_read=True)
    }
    ordered = [items[key] for key in wanted if key in items]
    return [
        _sent(item.list.partition("/")[2], item.row, item.sent_at, item.listed, item.invited or ())
        for item in ordered
    ]


def record_invited(
    round_id: str, lister: str, index: str, group: str, invited: Mapping[str, int]
) -> None:
    """Note that everybody on a list is invited, and how many of them by this list, by rated unit.
    May be repeated.
    """
    done = tables.dump([group, dict(sorted(invited.items()))])
    SentItem(_key(round_id, lister), index).update([SentItem.invited.add({done})])


def _rows(people: bytes) -> tuple[Respondent, ...]:
    rows = json.loads(zlib.decompress(people))
    return tuple(json_values.of_row(Respondent, row) for row in rows)


def _sent(lister: str, index: str, sent_at: str, listed: str, invited: Iterable[str]) -> SentList:
    return SentList(
        lister,
        index,
        from_text(sent_at),
        json.loads(listed),
        dict(json.loads(done) for done in invited),
    )
