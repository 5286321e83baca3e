"""The first hour after the letters: people open their link, answer, mistype links, press twice."""

from __future__ import annotations

import time
from typing import Any

import gevent

from tests.load.asking import Person, Reply

_WRONG, _TWICE = 17, 9  # every so many links
_REFUSED = (409,)  # answered already


class Respondent(Person):
    """One person after another, each with the next link."""

    def visit(self) -> None:
        """Until no link is left, or the time is over."""
        links = self.plan.links
        while links and time.time() < self.plan.told["closes"]:
            number, link = links.popleft()
            if number % _WRONG == 0:
                self.mistype(link)
            self.answer(link, times=2 if number % _TWICE == 0 else 1)
            self.rest(self.plan.told["pause"])

    def mistype(self, link: str) -> None:
        """Another last letter."""
        wrong = link[:-1] + ("A" if link[-1] != "A" else "B")
        reply = self.insist(
            "open wrong link", "POST", "/api/respond/open", {"token": wrong}, (404,)
        )
        self.plan.note(act="wrong", link=wrong, outcome=reply.outcome)

    def answer(self, link: str, times: int) -> None:
        """Open, think, send; some press the button twice."""
        opened = self.insist("open link", "POST", "/api/respond/open", {"token": link})
        if opened.outcome != "kept":
            return
        found = opened.json
        self.rest(self.plan.told["pause"])
        asked = [question["id"] for question in found["questions"]]
        answers = {question: self.random.randint(1, 4) for question in asked}
        body = {"ballot": found["ballot"], "answers": answers}
        sending = [gevent.spawn(self.send, body) for _ in range(times)]
        replies: list[Reply] = [each.get() for each in sending]
        outcomes = [(reply.outcome, reply.json.get("code", "")) for reply in replies]
        self.plan.note(act="answer", link=link, answers=answers, outcomes=outcomes)

    def send(self, body: dict[str, Any]) -> Reply:
        """Send the answers."""
        return self.insist("answer", "POST", "/api/respond/answer", body, _REFUSED)
