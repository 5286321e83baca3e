"""What a respondent does: open the e-mailed link, answer once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from infra.demo.client import Refused, Site

_LINK = re.compile(r"https?://\S+/s#(?P<token>[A-Za-z0-9._~=-]+)")


def token_in(message: str) -> str | None:
    """The token of the personal link in an e-mail's text, if it has one."""
    found = _LINK.search(message)
    return found["token"] if found else None


@dataclass(frozen=True, slots=True)
class Ballot:
    """An opened questionnaire: what is needed to send it back."""

    ballot: str
    questions: frozenset[str]


@dataclass(frozen=True, slots=True)
class AnswerWork:
    """Somebody with a link in hand; `questions` are the ids of the index's questions in order."""

    site: Site
    token: str

    def open(self) -> Ballot:
        """Open the link; nothing counts yet."""
        body = self.site.json("POST", "/api/respond/open", {"token": self.token})
        return Ballot(body["ballot"], frozenset(question["id"] for question in body["questions"]))

    def answer(self, ballot: Ballot, questions: list[str], written: str) -> bool:
        """Send the answers (contract §3: one character a question of the index); True once the
        server has them.
        """
        chosen = dict(zip(questions, written, strict=True))
        answers = {
            question: None if chosen[question] == "." else int(chosen[question])
            for question in questions
            if question in ballot.questions
        }
        try:
            self.site.json(
                "POST", "/api/respond/answer", {"ballot": ballot.ballot, "answers": answers}
            )
        except Refused as refused:
            if not (refused.again and refused.code == "already_answered"):
                raise
        return True

    def refusal(self, ballot: Ballot | None = None) -> str:
        """Try what must fail: send an opened ballot, or open the link; returns the refusal's code,
        "" if it went in.
        """
        path = "/api/respond/answer" if ballot else "/api/respond/open"
        blank = (
            {"ballot": ballot.ballot, "answers": dict.fromkeys(ballot.questions)}
            if ballot
            else None
        )
        body = blank or {"token": self.token}
        try:
            self.site.json("POST", path, body)
        except Refused as refused:
            return refused.code
        return ""
