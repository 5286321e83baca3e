"""Which addresses are on which lists of an index, as ids of invitations, which are digests.

Partition `round/#index` of the lists' table; row `group/lister` is written with the list itself. To
look for people on all lists of an index takes one query of some hundred KB, and no address is kept
outside the items of its lister.
"""

from __future__ import annotations

from collections.abc import Iterable

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.letters.invitations import ID_LENGTH, invitation_id
from chalicelib.domain.lists.overlaps import Claim
from chalicelib.domain.lists.respondents import Listing
from chalicelib.store import tables


class ClaimItem(Model):
    """The ids (ID_LENGTH characters each) of the invitations of everybody on one list, joined."""

    class Meta(tables.TableMeta):
        table_name = tables.name("respondents")

    list = UnicodeAttribute(hash_key=True)
    row = UnicodeAttribute(range_key=True)
    people = BinaryAttribute(legacy_encoding=False)


def _key(round_id: str, index: str) -> str:
    # No id of a lister begins with #.
    return f"{round_id}/#{index}"


def item_of(round_id: str, lister: str, listing: Listing) -> ClaimItem:
    """The item of a list, ready for the transaction that saves the list."""
    ids = "".join(invitation_id(round_id, listing.index, row.email) for row in listing.rows)
    return ClaimItem(
        _key(round_id, listing.index), f"{listing.group}/{lister}", people=ids.encode()
    )


def erase(round_id: str, lister: str, index: str, group: str) -> None:
    """Delete the item of a list."""
    ClaimItem(_key(round_id, index), f"{group}/{lister}").delete()


def list_claims(round_id: str, index: str, emails: Iterable[str]) -> dict[str, list[Claim]]:
    """By address the lists of an index, as (group, lister), on which it is; an address on none is
    left out.
    """
    wanted = {invitation_id(round_id, index, email): email for email in emails}
    claims: dict[str, list[Claim]] = {}
    for item in tables.query("respondents", "list", _key(round_id, index)):
        group, _, lister = item["row"].partition("/")
        ids = item["people"].decode()
        for start in range(0, len(ids), ID_LENGTH):
            if email := wanted.get(ids[start : start + ID_LENGTH]):
                claims.setdefault(email, []).append((group, lister))
    return claims
