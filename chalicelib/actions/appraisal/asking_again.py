"""Asking again: the letter to the member who is asked to look at a value again."""

from __future__ import annotations

from datetime import datetime

from chalicelib.actions.appraisal import assigning, sampling
from chalicelib.actions.rounds import current
from chalicelib.aws import mail
from chalicelib.domain.appraisal.sampling import Case
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.notices import short
from chalicelib.store import audit

LETTER = "notice"


def write(round_id: str, case: Case, words: str, by: Account, now: datetime) -> bool:
    """Write to whoever appraises the case today, on record; False if nobody does, or if the mail
    service does not take the letter: the request is on the member's page all the same.
    """
    unit = current.unit(round_id, case[0], now)
    who = sampling.council_of(round_id, now).plan.who(unit, case[1])
    people = {person.email: person for person in assigning.people_of(round_id, now)}
    person = None if who.gap else people.get(who.member)
    if person is None:
        return False
    values = {
        "name": person.name,
        "vi": f"Tổ Thư ký đề nghị Ông/Bà xem lại giá trị đã chấm: tiêu chí {case[1]},"
        f" {unit.name.vi}. Lời nhắn: {short(words)}",
        "en": f"The secretariat asks you to look at your value again: criterion {case[1]},"
        f" {unit.name.en or unit.name.vi}. Message: {short(words)}",
        "url": mail.sign_in_page(),
    }
    try:
        mail.send_one(LETTER, person.email, values)
    except mail.NotTaken:
        return False
    audit.record(round_id, now, by.email, "write_to_appraiser", "/".join(case), person.email)
    return True
