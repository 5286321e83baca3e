"""What really happened, counted from the server's answers, as contract §1 writes it down."""

from __future__ import annotations

import json
import threading
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from infra.demo.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Summary:
    """The members of build/demo/summary.json, in the order of the contract."""

    round: str
    seed: int
    seconds: float
    units: int
    leaves: int
    scores: int
    evidence_files: int
    lists_sent: int
    invited: int
    emails: int
    answers: int
    late_writes_refused: int
    appraised: int
    second_scores: int
    drafts: int
    votes: int
    published: list[str]
    url: str

    def write(self, folder: Path) -> None:
        """Write summary.json."""
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"
        (folder / "summary.json").write_text(text, encoding="utf-8")


def summary_of(
    round_id: str, seed: int, seconds: float, counts: Counts, outcome: Outcome, url: str
) -> Summary:
    """Put together what the acts counted and what the platform says of itself."""
    return Summary(
        round=round_id,
        seed=seed,
        seconds=round(seconds, 1),
        units=outcome.loaded["units"],
        leaves=sum(outcome.loaded["leaves"].values()),
        scores=counts["scores"],
        evidence_files=counts["evidence_files"],
        lists_sent=counts["lists_sent"],
        invited=sum(index["invited"] for index in outcome.survey.values()),
        emails=outcome.letters,
        answers=counts["answers"],
        late_writes_refused=counts["late_writes_refused"],
        appraised=counts["appraised"],
        second_scores=counts["second_scores"],
        drafts=counts["drafts"],
        votes=counts["votes"],
        published=outcome.published,
        url=f"{url}/",
    )


class Counts:
    """Counters that many threads raise."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, name: str, number: int = 1) -> None:
        """Count what the server has just accepted."""
        with self._lock:
            self._counts[name] += number

    def __getitem__(self, name: str) -> int:
        return self._counts[name]
