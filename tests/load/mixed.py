"""What goes on at once while the self-assessment ends and the survey runs, for `make bench`: read a
sheet, look at the progress, save, open a link and answer.
"""

from __future__ import annotations

from tests.load.officers import Officer
from tests.load.respondents import Respondent

_READS, _LOOKS, _SAVES = 0.25, 0.4, 0.75  # drawn below it; the rest answer


class Passer(Officer, Respondent):
    """An officer with a token, who now and then has a link to answer."""

    def visit(self) -> None:
        """One thing after another until the time is over."""
        self.read_sheet()
        while self.is_open():
            drawn = self.random.random()
            if drawn < _READS:
                self.read_sheet()
            elif drawn < _LOOKS:
                self.look()
            elif drawn < _SAVES:
                self.save(self.some_leaves(self.random.randint(1, 3)))
            else:
                self.answer(self.plan.links.popleft()[1], times=1)
            self.rest(self.plan.told["pause"])
