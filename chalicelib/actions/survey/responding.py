"""Responding: one read opens a link, one transaction keeps the answers.

Nothing here logs a link, a ballot or an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.actions.rounds import current
from chalicelib.aws import secrets
from chalicelib.domain.errors import AlreadyAnswered, LinkInvalid
from chalicelib.domain.instants import to_text
from chalicelib.domain.integrity import traces
from chalicelib.domain.integrity.traces import UNKNOWN, Origin
from chalicelib.domain.letters import invitations
from chalicelib.domain.letters.invitations import ANSWERED, VOID, Ballot, Invitation
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import Question
from chalicelib.domain.survey import answers
from chalicelib.store import answers as answers_store
from chalicelib.store import invitations as invitations_store


def open_link(token: str, now: datetime) -> dict[str, Any]:
    """The questionnaire of a personal link, with the `ballot` to answer it; changes nothing.

    LinkInvalid for a link that is forged (this takes no read), unknown, replaced or void;
    AlreadyAnswered; WindowClosed.
    """
    key = secrets.link_key()
    id_, link = invitations.read_token(token, key)
    invitation = invitations_store.find_directly(id_)
    if invitation is None or invitation.status == VOID or invitation.link != link:
        raise LinkInvalid
    if invitation.status == ANSWERED:
        raise AlreadyAnswered
    current.require_open(invitation.round, "survey", now)
    ballot = Ballot(
        invitation.id,
        invitation.round,
        invitation.index,
        invitation.unit,
        invitation.group,
        str(link),
        str(int(now.timestamp())),
    )
    return {"ballot": invitations.ballot_text(ballot, key), **_questionnaire(invitation, now)}


def answer(
    ballot_text: str,
    given: Mapping[str, int | None],
    response: str,
    now: datetime,
    origin: Origin = UNKNOWN,
) -> None:
    """Keep the answers under the random key `response` and close the invitation, both or neither.

    `given` has by question id the number of an option, from 1, or None. Of `origin` and the time
    it took the invitation keeps only `traces.marks`. LinkInvalid, WindowClosed, AlreadyAnswered;
    Invalid has every answer outside its scale.
    """
    ballot = invitations.read_ballot(ballot_text, secrets.link_key())
    current.require_open(ballot.round, "survey", now)
    index = current.get(ballot.round, now).index(ballot.index)
    filled = answers.fill(index, ballot.group, given)
    opened = int(ballot.opened) if ballot.opened else None
    marks = traces.marks(
        origin, opened, now, len(index.questions_of(ballot.group)), secrets.signal_key(ballot.round)
    )
    answers_store.put(ballot, response, filled, marks)


def _questionnaire(invitation: Invitation, now: datetime) -> dict[str, Any]:
    round_ = current.get(invitation.round, now)
    index = round_.index(invitation.index)
    closes = current.timetable(invitation.round, now).window("survey").closes
    return {
        "round": {"title": round_.title.as_json(), "authority": round_.authority.as_json()},
        "index": {"title": index.title.as_json()},
        "unit": {"name": current.units(invitation.round, now)[invitation.unit].name.as_json()},
        "group": {"title": index.group(invitation.group).title.as_json()},
        "closes": to_text(closes) if closes else None,
        "questions": _questions(index, invitation.group),
        "illustrative": index.illustrative,
    }


def _questions(index: Index, group: str) -> list[dict[str, Any]]:
    return [_question(question) for question in index.questions_of(group)]


def _question(question: Question) -> dict[str, Any]:
    options = [{"title": option.title.as_json()} for option in question.options]
    return {"id": question.id, "title": question.title.as_json(), "options": options}
