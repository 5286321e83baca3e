"""Windows: from when until when something may be done, as each write finds by the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from chalicelib.domain.errors import Invalid, Problem, WindowClosed
from chalicelib.domain.instants import FOREVER, to_local
from chalicelib.domain.rounds.round import Window

# A closing instant is at least this far ahead when it is set: a write under way ends before it, and
# clocks may differ by some seconds (handlers use copies of the timetable younger than MAX_AGE).
NOTICE = timedelta(seconds=10)
MAX_AGE = timedelta(seconds=5)

TITLES = {
    "respondent_lists": ("Gửi danh sách đối tượng điều tra", "Respondent lists"),
    "survey": ("Điều tra xã hội học", "Survey"),
    "self_assessment": ("Tự đánh giá, chấm điểm", "Self-assessment"),
    "appraisal_first": ("Thẩm định lần 1", "First appraisal"),
    "supplement": ("Bổ sung, giải trình", "Supplement"),
    "appraisal_final": ("Thẩm định lần 2", "Final appraisal"),
}


@dataclass(frozen=True, slots=True)
class Opening:
    """Dates that operations staff decided for a window, in place of the official ones.

    `missed` is the last closing instant that had passed when the window was opened again; None for
    an extension.
    """

    opens: datetime | None
    closes: datetime | None
    reason: str
    by: str
    at: datetime
    missed: datetime | None = None

    @property
    def is_closing(self) -> bool:
        """Whether this closes the window at once, that is within NOTICE."""
        return self.closes is not None and self.closes - self.at <= NOTICE


@dataclass(frozen=True, slots=True)
class Timetable:
    """The official windows of a round, openings in their place, and when each index was sealed.

    `units` has the openings of single units: {unit: {window: opening}}. In the timetable of one
    unit (see `of`), `own` names the windows that differ for it.
    """

    timezone: str
    official: Mapping[str, Window]
    openings: Mapping[str, Opening] = field(default_factory=dict)
    sealed: Mapping[str, datetime] = field(default_factory=dict)
    version: int = 0
    units: Mapping[str, Mapping[str, Opening]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    def of(self, unit: str) -> Timetable:
        """The timetable of one unit.

        An opening for the unit counts until a newer opening for everybody closes later. So an
        opening for everybody never shortens the time of a unit.
        """
        openings = {
            name: opening
            for name, opening in self.units.get(unit, {}).items()
            if not _overtaken(opening, self.openings.get(name))
        }
        if not openings:
            return self
        return replace(self, openings={**self.openings, **openings}, own=frozenset(openings))

    def window(self, name: str) -> Window:
        """The current window: the opening if there is one, else the official dates."""
        opening = self.openings.get(name)
        return Window(opening.opens, opening.closes) if opening else self.official[name]

    def locks_at(self, name: str) -> datetime:
        """The first instant at which writes are refused; FOREVER while open-ended."""
        return self.window(name).closes or FOREVER

    def state(self, name: str, now: datetime) -> str:
        """`not_yet`, `open` or `closed` at `now`."""
        window = self.window(name)
        if window.is_open(now):
            return "open"
        return "closed" if window.closes is not None and window.closes <= now else "not_yet"

    def missed(self, name: str) -> datetime | None:
        """The deadline that anyone who writes in the window now has missed; None for no such
        one.
        """
        opening = self.openings.get(name)
        return opening.missed if opening else None

    def require_open(self, name: str, now: datetime) -> None:
        """Raise WindowClosed, saying why and since when, unless the window is open at `now`."""
        window = self.window(name)
        if window.is_open(now):
            return
        if window.closes is not None and window.closes <= now:
            raise self.locked(name, window.closes)
        vi, en = TITLES[name]
        if window.opens is None:
            raise WindowClosed(f"{vi}: chưa mở.", f"{en}: not opened yet.")
        raise WindowClosed(
            f"{vi}: mở từ {to_local(window.opens, self.timezone)}.",
            f"{en}: opens at {to_local(window.opens, self.timezone, 'on')}.",
        )

    def locked(self, name: str, since: datetime) -> WindowClosed:
        """The refusal, which says what is locked, since when, why, and whom to ask.

        Respondents read that of the survey: it says when the survey ended, not why.
        """
        if name == "survey":
            return WindowClosed(
                f"Điều tra xã hội học đã kết thúc lúc {to_local(since, self.timezone)}, không nhận"
                " thêm câu trả lời. Nếu cần hỏi thêm, xin liên hệ cơ quan đã mời Ông/Bà.",
                f"The survey ended at {to_local(since, self.timezone, 'on')} and takes no further"
                " answers. For questions please ask the unit or authority that invited you.",
            )
        (vi, en), (why_vi, why_en) = TITLES[name], self.why_locked(name)
        return WindowClosed(
            f"{vi}: đã khóa từ {to_local(since, self.timezone)} ({why_vi})."
            " Liên hệ bộ phận điều hành nếu cần mở lại.",
            f"{en}: locked since {to_local(since, self.timezone, 'on')} ({why_en})."
            " Ask the operations staff to reopen it.",
        )

    def why_locked(self, name: str) -> tuple[str, str]:
        """Why a window has closed, in Vietnamese and English: its date passed, or it was closed.

        The reason that operations staff wrote for a closing is only on record.
        """
        opening = self.openings.get(name)
        if opening is None:
            return "đã hết thời hạn theo kế hoạch", "the planned deadline has passed"
        if opening.is_closing:
            return "bộ phận điều hành đã đóng", "closed by the operations staff"
        return (
            "đã hết thời hạn bộ phận điều hành cho phép",
            "the time granted by the operations staff has passed",
        )

    def opened(self, name: str, until: datetime, reason: str, by: str, now: datetime) -> Timetable:
        """Open `name` from now until `until`; Invalid unless that is at least NOTICE ahead.

        WindowClosed for a survey that is sealed.
        """
        _require_reason(reason)
        if until - now < NOTICE:
            raise Invalid(
                errors=[
                    Problem(
                        "until",
                        "Thời điểm đóng phải sau hiện tại ít nhất 10 giây",
                        "The closing instant must lie at least 10 seconds ahead",
                    )
                ]
            )
        if name == "survey" and self.sealed:
            raise WindowClosed(
                "Phiếu đã niêm phong, không mở lại điều tra được.",
                "The ballots are sealed; the survey cannot be reopened.",
            )
        window = self.window(name)
        opens = window.opens if window.is_open(now) else now
        passed = window.closes is not None and window.closes <= now
        missed = window.closes if passed else self.missed(name)
        return self._with(name, Opening(opens, until, reason, by, now, missed))

    def closed(self, name: str, reason: str, by: str, now: datetime) -> Timetable:
        """Close `name` in NOTICE, or at its own instant if sooner; WindowClosed unless open."""
        _require_reason(reason)
        self.require_open(name, now)
        window = self.window(name)
        closes = now + NOTICE
        if window.closes is not None and window.closes < closes:
            closes = window.closes
        return self._with(name, Opening(window.opens, closes, reason, by, now, self.missed(name)))

    def opened_for(
        self, unit: str, name: str, until: datetime, reason: str, by: str, now: datetime
    ) -> Timetable:
        """As `opened`, for one unit alone: it reopens a closed window, or extends an open one."""
        _require_of_a_unit(name)
        return self._with_unit(unit, name, self.of(unit).opened(name, until, reason, by, now))

    def closed_for(self, unit: str, name: str, reason: str, by: str, now: datetime) -> Timetable:
        """As `closed`, for one unit alone."""
        _require_of_a_unit(name)
        return self._with_unit(unit, name, self.of(unit).closed(name, reason, by, now))

    def _with_unit(self, unit: str, name: str, decided: Timetable) -> Timetable:
        openings = {**self.units.get(unit, {}), name: decided.openings[name]}
        return replace(self, units={**self.units, unit: openings}, version=self.version + 1)

    def with_sealed(self, index: str, now: datetime) -> Timetable:
        """Mark the ballots of `index` as sealed; WindowClosed until NOTICE after the survey's
        end.
        """
        closes = self.locks_at("survey")
        if now < closes + NOTICE:
            raise WindowClosed(
                "Chỉ niêm phong được sau khi điều tra đã đóng.",
                "Ballots can be sealed only after the survey has closed.",
            )
        return replace(
            self,
            sealed={**self.sealed, index: self.sealed.get(index, now)},
            version=self.version + 1,
        )

    def _with(self, name: str, opening: Opening) -> Timetable:
        return replace(self, openings={**self.openings, name: opening}, version=self.version + 1)


def _overtaken(own: Opening, general: Opening | None) -> bool:
    return (
        general is not None
        and general.at > own.at
        and (general.closes or FOREVER) > (own.closes or FOREVER)
    )


def _require_of_a_unit(name: str) -> None:
    # Ballots are sealed together, and a respondent may be on the lists of several units.
    if name == "survey":
        raise Invalid(
            errors=[
                Problem(
                    "window",
                    "Điều tra chỉ mở hoặc đóng chung cho cả kỳ",
                    "The survey opens and closes for the whole round only",
                )
            ]
        )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid(errors=[Problem("reason", "Hãy ghi lý do", "Please give a reason")])
