"""Notices to units: deadlines, openings, publications, replies to incidents, notes in cases, and
decisions on exemptions and corrections.

The same facts give the same ids, so that a notice is made once, however often the tick runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.instants import last_moment, to_text
from chalicelib.domain.integrity.cases import DISHONESTY, SURVEY, Case
from chalicelib.domain.letters.corrections import APPLIED, Correction
from chalicelib.domain.lists.exemptions import APPROVED, Exemption
from chalicelib.domain.people.incidents import KINDS as INCIDENTS
from chalicelib.domain.people.incidents import Incident
from chalicelib.domain.rounds.windows import TITLES, Timetable
from chalicelib.domain.texts import Text

KINDS = (
    "deadline_near",
    "reopened",
    "first_result",
    "final_result",
    "supplement_open",
    "published",
    "fault_answered",
    "case_noted",
    "exception_decided",
    "correction_decided",
    "evidence_bad",
    "objection_decided",
    "not_applicable_decided",
)
# "Near" is the last quarter of a window, and three days at most.
NEAR = timedelta(days=3)
# Nobody is told of what is older: a round may be loaded long after its dates.
NEWS = timedelta(days=2)
# The whole text is on the page; a notice is a line or two.
_LONGEST = 300
_CASES = {
    SURVEY: Text("điều tra xã hội học", "the survey"),
    DISHONESTY: Text("tài liệu kiểm chứng, số liệu", "its evidence and figures"),
}
_WITH_DEADLINE = ("self_assessment", "supplement")


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell a unit; `id` begins with its kind."""

    id: str
    unit: str
    at: datetime
    text: Text
    read: bool = False

    @property
    def kind(self) -> str:
        """One of KINDS."""
        return self.id.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Published:
    """The latest version of a ranking."""

    index: str
    title: Text
    version: int
    at: datetime


def due(
    timetable: Timetable,
    units: Mapping[str, str],
    published: Iterable[Published],
    now: datetime,
    problems: Iterable[Incident] = (),
    cases: Iterable[Case] = (),
    exceptions: Iterable[tuple[Exemption, Text]] = (),
    corrections: Iterable[tuple[Correction, Text]] = (),
) -> Iterator[Notice]:
    """Every notice that is due at `now`. `units` is {unit: index}; each exemption and correction
    comes with the title of its group.
    """
    for unit, index in units.items():
        table = timetable.of(unit)
        yield from _near(table, unit, now)
        yield from _reopened(timetable, unit, now)
        yield from _supplement(table, unit, now)
        yield from (
            _told(ranking, unit)
            for ranking in published
            if ranking.index == index and now - ranking.at < NEWS
        )
    for incident in problems:
        yield from _answered(incident, now)
    for case in cases:
        yield from _noted(case, timetable.timezone, now)
    for exemption, group in exceptions:
        yield from _decided(exemption, group, now)
    for correction, group in corrections:
        yield from _corrected(correction, group, now)


def _near(table: Timetable, unit: str, now: datetime) -> Iterator[Notice]:
    for name in _WITH_DEADLINE:
        window = table.window(name)
        if window.closes is None or not window.is_open(now):
            continue
        near = min(NEAR, (window.closes - window.opens) / 4) if window.opens else NEAR
        if window.closes - now <= near:
            vi, en = last_moment(window.closes, table.timezone)
            yield Notice(
                f"deadline_near-{name}-{to_text(window.closes)}",
                unit,
                now,
                Text(
                    f"{TITLES[name][0]}: sắp hết hạn; hạn cuối: {vi}.",
                    f"{TITLES[name][1]}: the deadline is near, {en}.",
                ),
            )


def _reopened(table: Timetable, unit: str, now: datetime) -> Iterator[Notice]:
    for name, opening in table.units.get(unit, {}).items():
        if opening.is_closing or now - opening.at > NEWS or opening.closes is None:
            continue
        vi, en = last_moment(opening.closes, table.timezone)
        yield Notice(
            f"reopened-{name}-{to_text(opening.at)}",
            unit,
            opening.at,
            Text(
                f"{TITLES[name][0]}: được mở cho riêng đơn vị đến {vi}. Lý do: {opening.reason}",
                f"{TITLES[name][1]}: open for your unit until {en}. Reason: {opening.reason}",
            ),
        )


def _supplement(table: Timetable, unit: str, now: datetime) -> Iterator[Notice]:
    supplement = table.window("supplement")
    if supplement.is_open(now) and supplement.opens and now < supplement.opens + NEWS:
        vi, en = last_moment(supplement.closes, table.timezone) if supplement.closes else ("", "")
        yield Notice(
            f"supplement_open-{to_text(supplement.opens)}",
            unit,
            supplement.opens,
            Text(
                f"Được bổ sung tài liệu và giải trình{vi and f' đến {vi}'}.",
                f"Evidence and explanations may be supplemented{en and f' until {en}'}.",
            ),
        )


def _told(ranking: Published, unit: str) -> Notice:
    return Notice(
        f"published-{ranking.index}-v{ranking.version}",
        unit,
        ranking.at,
        Text(
            f"Đã công bố kết quả: {ranking.title.vi} (phiên bản {ranking.version}).",
            f"The results are published: {ranking.title.en or ranking.title.vi} (version"
            f" {ranking.version}).",
        ),
    )


def _answered(incident: Incident, now: datetime) -> Iterator[Notice]:
    what = INCIDENTS[incident.kind]
    for reply in incident.replies:
        if now - reply.at < NEWS:
            yield Notice(
                f"fault_answered-{incident.id}-{reply.id}",
                incident.unit,
                reply.at,
                Text(
                    f"Báo lỗi {what.vi} đã được trả lời: {short(reply.text)}",
                    f"Your report about {what.en} was answered: {short(reply.text)}",
                ),
            )


def _noted(case: Case, timezone: str, now: datetime) -> Iterator[Notice]:
    for step in case.steps:
        if step.reply_until and now - step.at < NEWS:
            vi, en = last_moment(step.reply_until, timezone)
            what = _CASES[case.about]
            yield Notice(
                f"case_noted-{step.id}",
                case.unit,
                step.at,
                Text(
                    f"Đề nghị đơn vị giải trình về {what.vi}, chậm nhất {vi}: {short(step.text)}",
                    f"Your unit is asked to explain about {what.en}, by {en}: {short(step.text)}",
                ),
            )


def _decided(exemption: Exemption, group: Text, now: datetime) -> Iterator[Notice]:
    if exemption.decided_at and now - exemption.decided_at < NEWS:
        vi, en = (
            ("được chấp thuận", "approved")
            if exemption.state == APPROVED
            else ("không được chấp thuận", "not approved")
        )
        yield Notice(
            f"exception_decided-{exemption.id}",
            exemption.lister,
            exemption.decided_at,
            Text(
                f"Đề nghị ngoại lệ cho nhóm “{group.vi}” ({exemption.people} người) {vi}. Ý kiến:"
                f" {short(exemption.note)}",
                f"The exemption requested for “{group.en or group.vi}” ({exemption.people} people)"
                f" is {en}. Note: {short(exemption.note)}",
            ),
        )


def _corrected(correction: Correction, group: Text, now: datetime) -> Iterator[Notice]:
    """A notice names the row, not the person: lists are erased, notices are kept."""
    if correction.decided_at and now - correction.decided_at < NEWS:
        vi, en = (
            (
                "được chấp thuận, thư mời mới đang được gửi",
                "approved, and a new letter is on its way",
            )
            if correction.state == APPLIED
            else ("không được chấp thuận", "not approved")
        )
        yield Notice(
            f"correction_decided-{correction.id}",
            correction.lister,
            correction.decided_at,
            Text(
                f"Đề nghị đổi địa chỉ thư ở dòng {correction.at + 1} của nhóm “{group.vi}” {vi}. "
                f"Ý kiến: {short(correction.reason)}",
                f"The new address requested for row {correction.at + 1} of “{group.en or group.vi}”"
                f" is {en}. Note: {short(correction.reason)}",
            ),
        )


def short(text: str) -> str:
    """The text as far as a notice has room for it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
