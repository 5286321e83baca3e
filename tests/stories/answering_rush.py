"""Ten thousand submits of the same thousand links, by threads through the action: `python -m` this
module ROUND.

Wants the environment of a deployed API function. Every fiftieth reply is lost on its way back, as a
connection may break after DynamoDB has done its work. Holds every outcome against what is stored;
prints one JSON line of counts.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from chalicelib import clock, tokens
from chalicelib.actions.survey import responding
from chalicelib.domain.errors import AlreadyAnswered
from chalicelib.store import answers as responses
from chalicelib.store import direct_calls
from chalicelib.store import invitations as store
from tests import open_links

LINKS, SUBMITS, THREADS, LOST = 1_000, 10_000, 16, 50
_calls = count(1)
_really = direct_calls._post


def lossy(operation: str, content: bytes) -> tuple[int, bytes]:
    """Send it, but now and then hear nothing back."""
    found = _really(operation, content)
    if next(_calls) % LOST == 0:
        raise ConnectionError("lost")
    return found


def submit(given: tuple[str, str, dict[str, int | None]]) -> tuple[str, str, str]:
    """One submit: its link, its own key, and what came of it."""
    link, ballot, answers = given
    response = tokens.identifier()
    try:
        responding.answer(ballot, answers, response, clock.now())
    except AlreadyAnswered as refusal:
        return link, response, refusal.code
    return link, response, "kept"


def rush(links: Sequence[str], questions: Sequence[str]) -> list[tuple[str, str, str]]:
    """Every link ten times, in no order, each time with other answers."""
    ballots = {link: responding.open_link(link, clock.now())["ballot"] for link in links}
    submits: list[tuple[str, str, dict[str, int | None]]] = [
        (link, ballots[link], dict.fromkeys(questions, at % 4 + 1))
        for at in range(SUBMITS // LINKS)
        for link in links
    ]
    random.Random(1).shuffle(submits)
    direct_calls._post = lossy
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(submit, submits))


def main(round_id: str) -> None:
    """Make the links, rush, check, tell."""
    unit = open_links.load(round_id, clock.now())[open_links.INDEX]
    links = open_links.issue(round_id, unit, LINKS)
    outcomes = rush(links, open_links.questions(round_id, clock.now()))
    winners = [link for link, _, outcome in outcomes if outcome == "kept"]
    assert sorted(winners) == sorted(links), Counter(Counter(winners).values())
    kept = responses.list_keys(responses.box(round_id, open_links.INDEX, unit, open_links.GROUP))
    assert sorted(kept) == sorted(
        response for _, response, outcome in outcomes if outcome == "kept"
    )
    assert set(store.list_statuses(link[:12] for link in links)) == {"answered"}
    print(json.dumps(Counter(outcome for _, _, outcome in outcomes)))


if __name__ == "__main__":
    main(sys.argv[1])
