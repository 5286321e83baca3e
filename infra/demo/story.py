"""The whole story in its order: from an empty platform to published rankings."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra.demo.casting import Cast, cast, first_passwords, wanted_accounts
from infra.demo.client import Site
from infra.demo.crowds import Crowd
from infra.demo.inputs import Inputs
from infra.demo.operations import Operations, wait_until
from infra.demo.outcomes import Outcome
from infra.demo.people import AUTHORITY, people, respondent_lists
from infra.demo.publications import fetch, fetch_bundle
from infra.demo.scoring_acts import ScoringActs
from infra.demo.summaries import Counts
from infra.demo.survey_acts import SurveyActs, links_in
from infra.steps import Steps

Mailbox = Callable[[], list[dict[str, Any]]]


@dataclass(slots=True)
class Story:
    """One replay; `mailbox` reads every letter that was sent, `folder` gets what was published."""

    site: Site
    mailbox: Mailbox
    ops: Operations
    inputs: Inputs
    seed: int
    folder: Path
    steps: Steps
    counts: Counts = field(default_factory=Counts)

    def tell(self) -> Outcome:
        """Act after act; the first refusal that the story does not expect ends it."""
        with self.steps.begin("Nạp kỳ, tạo tài khoản / Round and accounts"):
            loaded = self.ops.load(self.inputs)
            self.ops.create_accounts(wanted_accounts(self.inputs))
            self._rule(lambda ruling: ruling["kind"] == "not_applicable")
            company = cast(self.site, self.inputs, first_passwords(self.mailbox()))
        crowd = Crowd(self.steps, self.site)
        scoring = ScoringActs(self.inputs, company, self.counts, crowd, self.seed)
        survey = SurveyActs(self.site, self.inputs, people(self.inputs.cells), self.counts, crowd)
        self._assess(scoring, survey)
        letters = self._vote(scoring, survey)
        appraised = self._appraise(scoring)
        with self.steps.begin("Dự thảo đầu tiên / The first draft"):
            self.ops.draft()
        self._rule(lambda ruling: ruling["kind"] != "not_applicable")
        company.secretariat.confirm()
        return self._publish(loaded, letters, company, appraised)

    def _assess(self, scoring: ScoringActs, survey: SurveyActs) -> None:
        self.ops.open("respondent_lists")
        self.ops.open("self_assessment")
        lists = respondent_lists(self.inputs, survey.people)
        own = [each for each in lists if each.lister == AUTHORITY]
        for each in own:
            self.ops.list_people(each.index, each.group, each.rows)
        if own:
            self.counts.add("lists_sent", self.ops.send_lists())
        scoring.assess([each for each in lists if each.lister != AUTHORITY])
        self.ops.close("respondent_lists")

    def _vote(self, scoring: ScoringActs, survey: SurveyActs) -> int:
        """The survey, then both deadlines; returns how many people got a link by e-mail."""
        self.ops.open("survey")
        survey.invite(self.ops)
        links = links_in(self.site, self.mailbox())
        survey.answer(links, random.Random(self.seed))  # noqa: S311  an order of answers, guards nothing
        late = survey.open_without_answering(links)
        with self.steps.begin("Khóa sau 10 giây / Closing in 10 seconds"):
            wait_until(self.ops.close("self_assessment", "survey"))
        scoring.try_late()
        survey.try_late(late)
        return len(links)

    def _appraise(self, scoring: ScoringActs) -> datetime:
        """The passes; returns when the last one closes."""
        with self.steps.begin("Phân công thẩm định / Assigning the appraisal"):
            scoring.cast.secretariat.assign(self.inputs.document)
        again = "second_scores" in self.inputs.document and scoring.cast.secretariat.draw() > 0
        self.ops.open("appraisal_first")
        scoring.appraise(1)
        if again:
            scoring.score_again()
        closes = self.ops.close("appraisal_first")
        if any(sheet.final for sheet in self.inputs.sheets.values()):
            self.ops.open("appraisal_final")
            scoring.appraise(2)
            closes = self.ops.close("appraisal_final")
        return closes

    def _rule(self, chosen: Callable[[dict[str, Any]], bool]) -> None:
        self.ops.rule([ruling for ruling in self.inputs.rulings if chosen(ruling)])

    def _agree(self, drafts: dict[str, int], company: Cast) -> None:
        """The meeting of the council on the last drafts, if the round has one."""
        if self.inputs.document.get("council") is False:
            return
        members = len(company.council)
        with self.steps.begin("Hội đồng biểu quyết / The council votes", members) as step:
            motion = company.secretariat.freeze(drafts)
            for member in company.council:
                member.vote(motion)
                self.counts.add("votes")
                step.advance()
            company.secretariat.attach(motion)
            company.secretariat.approve(motion, datetime.now(UTC).date())

    def _publish(
        self, loaded: dict[str, Any], letters: int, company: Cast, appraised: datetime
    ) -> Outcome:
        indexes = [index["id"] for index in self.inputs.document["indexes"]]
        with self.steps.begin("Niêm phong phiếu / Sealing the ballots", len(indexes)) as step:
            for index in indexes:
                self.ops.seal(index)
                step.advance()
        with self.steps.begin("Dự thảo cuối / The last draft"):
            drafts = self.ops.draft()
            self.counts.add("drafts", sum(drafts.values()))
        wait_until(appraised)  # while second scores are given, no draft is frozen
        self._agree(drafts, company)
        with self.steps.begin("Công bố / Publishing"):
            published, gaps = self.ops.publish(drafts)
        if gaps:
            self.steps.note(
                f"· {gaps} chỗ thiếu dữ liệu được xác nhận có lý do / gaps confirmed with a reason"
            )
        rankings = fetch(self.site, self.inputs.round, indexes, self.folder)
        bundle = fetch_bundle(self.site, self.inputs.round, indexes[0], self.folder)
        return Outcome(loaded, self.ops.survey(), letters, published, rankings, bundle, company)
