"""Replies of the routes for letters and links."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from chalicelib.api.replies import ReplyModel, TextReply


class MailingReply(ReplyModel):
    """Whether the round's letters go to everybody, and the test addresses that get letters before
    that.
    """

    live: bool
    addresses: list[str]


class MailQuotaReply(ReplyModel):
    """What the mail service lets the account send, as read at `read_at`; all null before the first
    letter.

    `daily` in any 24 hours (null: no limit), of which `used` so far; `rate` a second.
    """

    used: int | None
    daily: int | None
    rate: int | None
    read_at: AwareDatetime | None


class NudgedReply(ReplyModel):
    """The group is being reminded; `again_at` is when reminders may be asked for again."""

    group: str
    again_at: AwareDatetime


class ListedStateReply(ReplyModel):
    """The state of the letters to one person; nothing here changes when the person answers.

    `waiting`: a corrected address waits for the operations staff. `revoked`: they revoked the link,
    whether the person had answered or not.
    """

    name: str
    email: str
    state: Literal["listed", "sent", "bounced"]
    waiting: bool
    revoked: bool


class AddressCorrectionReply(ReplyModel):
    """A correction of an address; `at` is the row of the list, from 0, and `person` the name
    in it.
    """

    id: str
    lister: str
    name: TextReply
    index: str
    group: str
    title: TextReply
    at: int
    unit: str
    old: str
    new: str
    moves_domain: bool
    by: str
    asked_at: AwareDatetime
    state: Literal["waiting", "applied", "refused"]
    decided_by: str
    decided_at: AwareDatetime | None
    reason: str
    person: str


class ListRemindersReply(ReplyModel):
    """At most `most` reminders for each person, `days_apart` days after the letter before; the
    lister may ask again from `again_at` on (null: at once). Nobody is reminded before the list is
    `invited`.
    """

    most: int
    days_apart: int
    automatic: bool
    invited: bool
    again_at: AwareDatetime | None


class ListedPeopleReply(ReplyModel):
    """The people of a list in its order, every correction of their addresses, oldest first, and its
    reminders.
    """

    group: str
    people: list[ListedStateReply]
    corrections: list[AddressCorrectionReply]
    reminders: ListRemindersReply


class AddressCorrectionsReply(ReplyModel):
    """Every correction of the round, oldest first."""

    corrections: list[AddressCorrectionReply]


class HandedLinkReply(ReplyModel):
    """The link to hand over; it is shown once."""

    link: str


class RevokedReply(ReplyModel):
    """The link no longer works."""

    revoked: Literal[True]
