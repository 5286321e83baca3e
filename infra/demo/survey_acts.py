"""The survey part of the story: invitations, answers, links used twice, answers that come too
late.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.demo.answer_work import AnswerWork, Ballot, token_in
from infra.demo.client import Site
from infra.demo.crowds import Crowd
from infra.demo.inputs import Inputs
from infra.demo.operations import Operations
from infra.demo.people import Person
from infra.demo.summaries import Counts
from infra.local.patience import PATIENCE

_LATE, _TWICE = 5, 5
_LOOK = 3.0  # seconds; letters are counted anew every ten

Late = list[tuple[AnswerWork, Ballot]]


@dataclass(frozen=True, slots=True)
class SurveyActs:
    """What respondents do, counted as the server accepts it."""

    site: Site
    inputs: Inputs
    people: list[Person]
    counts: Counts
    crowd: Crowd

    def invite(self, ops: Operations) -> None:
        """Invite everybody on a sent list and wait until the mail worker has written to all of
        them.
        """
        ops.invite()
        sent, since = 0, time.monotonic()
        with self.crowd.steps.begin("Gửi thư mời / Invitations", len(self.people)) as step:
            while sent < len(self.people):
                now = sum(index["sent"] for index in ops.survey().values())
                if now > sent:
                    sent, since = now, time.monotonic()
                elif time.monotonic() - since > PATIENCE:  # without any letter
                    raise TimeoutError(
                        f"only {sent} of {len(self.people)} invitations went out: {ops.survey()}"
                    )
                step.reach(sent)
                time.sleep(_LOOK)

    def answer(self, links: Mapping[str, AnswerWork], rng: random.Random) -> None:
        """Everybody who answers does so, in no particular order; a few try their used link
        again.
        """
        answering = [person for person in self.people if person.answers is not None]
        rng.shuffle(answering)
        indexes = self.inputs.document["indexes"]
        asked = {
            index["id"]: [question["id"] for question in index["questions"]] for index in indexes
        }

        def one(person: Person) -> None:
            work = links[person.email]
            work.answer(work.open(), asked[person.cell.index], person.answers or "")
            self.counts.add("answers")

        self.crowd.everybody("Trả lời phiếu / Answers", answering, one)
        for person in answering[:_TWICE]:
            _expect("already_answered", links[person.email].refusal)
            self.counts.add("used_links_refused")

    def open_without_answering(self, links: Mapping[str, AnswerWork]) -> Late:
        """A few people open their questionnaire in time and put it aside."""
        silent = [links[person.email] for person in self.people if person.answers is None][:_LATE]
        return [(work, work.open()) for work in silent]

    def try_late(self, late: Late) -> None:
        """They send it after the survey has closed; each must be refused."""
        for work, ballot in late:
            _expect("window_closed", work.refusal, ballot)
            self.counts.add("late_writes_refused")


def links_in(site: Site, messages: Iterable[Mapping[str, Any]]) -> dict[str, AnswerWork]:
    """The personal link in each respondent's mailbox, by address."""
    found = {}
    for message in messages:
        token = token_in(message["BodyText"] or "")
        for address in message["To"] if token else ():
            found[address] = AnswerWork(site, token or "")
    return found


def _expect(code: str, attempt: Callable[..., str], *given: Ballot) -> None:
    happened = attempt(*given)
    if happened != code:
        raise AssertionError(f"expected {code}, but the server said {happened or 'yes'}")
