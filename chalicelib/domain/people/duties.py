"""Duties: what a person's account is for and until when, as the letters about it say."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.instants import last_moment
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.rounds.windows import Timetable
from chalicelib.domain.texts import Text

# By role: the work, the window in which it is done, and the name of that deadline. Operations staff
# have none.
_WORK = {
    "editor": Text(
        "tự đánh giá, chấm điểm {unit} trong {round}",
        "carry out the self-assessment of {unit} in {round}",
    ),
    "leader": Text(
        "phê duyệt và gửi phiếu tự đánh giá của {unit} trong {round}",
        "approve and submit the self-assessment of {unit} in {round}",
    ),
    "council": Text(
        "tham gia Hội đồng thẩm định của {round}", "take part in the appraisal council of {round}"
    ),
    "chair": Text(
        "chủ trì Hội đồng thẩm định của {round}", "chair the appraisal council of {round}"
    ),
    "secretariat": Text(
        "giúp việc Hội đồng thẩm định của {round}: phân công, chuẩn bị",
        "assign and prepare the work of the appraisal council of {round}",
    ),
    "ops": Text("điều hành {round}", "run {round}"),
}
_WINDOWS = {
    "editor": "self_assessment",
    "leader": "self_assessment",
    "council": "appraisal_first",
    "chair": "appraisal_first",
    "secretariat": "appraisal_first",
}
_DEADLINES = {
    "self_assessment": Text("Hạn gửi phiếu tự đánh giá", "The self-assessment is due by"),
    "appraisal_first": Text("Hạn thẩm định lần 1", "The first appraisal is due by"),
}
_NO_ROUND = Text("các kỳ đánh giá", "the rounds")


def work(account: Account, round_: Round | None, unit: Unit | None) -> Text:
    """What the account is for, after the word `để` (`to`): `tự đánh giá, chấm điểm Sở A trong Kỳ
    2026`.
    """
    title = round_.title if round_ else _NO_ROUND
    name = unit.name if unit else Text("")
    form = _WORK[account.role]
    return Text(
        form.vi.format(unit=name.vi, round=title.vi),
        form.en.format(unit=name.en or name.vi, round=title.en or title.vi),
    )


def deadline(account: Account, timetable: Timetable | None, now: datetime) -> Text:
    """Until when, as a sentence; empty texts for a role that has no deadline."""
    name = _WINDOWS.get(account.role)
    if name is None or timetable is None:
        return Text("")
    closes = timetable.of(account.unit).window(name).closes
    if closes is None or closes <= now:
        return Text("Thời hạn sẽ được thông báo.", "You will be told the deadline.")
    due, (vi, en) = _DEADLINES[name], last_moment(closes, timetable.timezone)
    return Text(f"{due.vi}: {vi}.", f"{due.en} {en}.")
