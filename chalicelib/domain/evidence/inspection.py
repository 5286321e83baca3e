"""Verdicts: the signals of an inspection of an evidence file, each in plain words.

A file is a scanned PDF or an electronic document with a digital signature (national guide 2024 §1a;
Hà Nội's guide §2), so a missing signature is not a problem; a broken one is. Images are supporting
data; what is said of them is in `images`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from chalicelib.domain.errors import Problem
from chalicelib.domain.texts import Text

KINDS = (
    "readable",
    "signature",
    "signer",
    "trust",
    "signed_at",
    "changed_after",
    "date_in_year",
    "effective",
    "duplicate",
    "position",
)
# A file that cannot be read, or is no longer what was signed, counts as no evidence.
_QUARANTINE = ("readable", "signature", "changed_after")
UNEXAMINED = "unexamined"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One signal: `kind` is one of KINDS, `outcome` good, warning, bad or unknown, and `text` says
    what it means. `code` is UNEXAMINED where no examination came to an end, "" else.
    """

    kind: str
    outcome: str
    text: Text
    code: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a file is used: its sheet (`round/unit` and perhaps more parts) and the id of
    the evidence there.
    """

    sheet: str
    evidence: str

    @property
    def user(self) -> tuple[str, str]:
        """Who uses it: round and unit."""
        round_id, unit = self.sheet.split("/")[:2]
        return round_id, unit


def verdict(kind: str, outcome: str, vi: str, en: str, code: str = "") -> Verdict:
    """A verdict in both languages."""
    return Verdict(kind, outcome, Text(vi, en), code)


def unexamined() -> Verdict:
    """A file that no inspection gets on with counts as no evidence: no verdict is never a good
    one.
    """
    return verdict(
        "readable",
        "bad",
        "Không kiểm tra được tệp này nên tệp không được tính; hãy thử lại, hoặc lưu hay quét lại"
        " tệp rồi tải lên.",
        "This file could not be examined, so it does not count; try again, or save or scan it again"
        " and upload it.",
        UNEXAMINED,
    )


def is_unexamined(verdicts: Iterable[Verdict]) -> bool:
    """Whether no examination came to an end: nobody knows yet what is wrong, if anything is."""
    return any(verdict.code == UNEXAMINED for verdict in verdicts)


def is_bad(verdicts: Iterable[Verdict]) -> bool:
    """Whether the file is quarantined: on record, but not evidence."""
    return any(verdict.outcome == "bad" and verdict.kind in _QUARANTINE for verdict in verdicts)


def problems_of(name: str, verdicts: Sequence[Verdict]) -> list[Problem]:
    """Why a file of that name cannot be taken as a signed document; nothing if it is not
    quarantined.
    """
    return [
        Problem(
            "evidence",
            f"“{name}”: {verdict.text.vi}",
            f"“{name}”: {verdict.text.en}",
            "unreadable" if verdict.kind == "readable" else "signature_broken",
        )
        for verdict in verdicts
        if verdict.outcome == "bad" and is_bad(verdicts)
    ]


def of_date(dated: date | None, year: int) -> Verdict:
    """Whether the document's own date lies in the assessment year; dates are local."""
    if dated is None:
        return verdict(
            "date_in_year",
            "unknown",
            "Chưa ghi ngày ban hành văn bản.",
            "The document's date is not given.",
        )
    if dated.year == year:
        return verdict(
            "date_in_year",
            "good",
            f"Văn bản ban hành trong năm đánh giá {year}.",
            f"The document is dated in the assessment year {year}.",
        )
    shown = f"{dated:%d/%m/%Y}"
    return verdict(
        "date_in_year",
        "warning",
        f"Văn bản ngày {shown}, ngoài năm đánh giá {year}; hãy giải trình vì sao vẫn dùng.",
        f"The document is dated {shown}, outside the assessment year {year}; explain why it is"
        " used.",
    )


def of_paper(dated: date | None, effective: date | None, year: int) -> list[Verdict]:
    """The verdicts on a document's dates: its own date, and a date of effect before that, which is
    usually a mistake.
    """
    verdicts = [of_date(dated, year)]
    if dated and effective and effective < dated:
        verdicts.append(
            verdict(
                "effective",
                "warning",
                f"Ngày có hiệu lực {effective:%d/%m/%Y} trước ngày ban hành {dated:%d/%m/%Y}; có"
                " đúng vậy không? Nếu gõ nhầm, hãy sửa lại.",
                f"It takes effect on {effective:%d/%m/%Y}, before its own date {dated:%d/%m/%Y}; is"
                " that meant? If not, correct it.",
            )
        )
    return verdicts


def of_uses(own: Use, uses: Iterable[Use]) -> Verdict:
    """Whether another unit or another year uses the same bytes; the other unit is not named."""
    user = own.user
    others = {use.user for use in uses} - {user}
    years = sorted(round_id for round_id, unit in others if unit == user[1])
    foreign = any(unit != user[1] for _, unit in others)
    if not others:
        return verdict(
            "duplicate",
            "good",
            "Chưa đơn vị hoặc năm nào khác dùng tệp này.",
            "No other unit and no other year uses this file.",
        )
    vi = [*(["một đơn vị khác"] if foreign else []), *(f"kỳ {year}" for year in years)]
    en = [*(["another unit"] if foreign else []), *(f"round {year}" for year in years)]
    return verdict(
        "duplicate",
        "warning",
        f"Cùng tệp này đã được dùng ở {', '.join(vi)}; hãy kiểm tra lại.",
        f"The very same file is used by {', '.join(en)}; please check.",
    )


def as_json(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    """Verdicts as they are stored and shown."""
    return [asdict(verdict) for verdict in verdicts]


def from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[Verdict, ...]:
    """The verdicts of their JSON."""
    return tuple(
        verdict(
            item["kind"],
            item["outcome"],
            item["text"]["vi"],
            item["text"]["en"],
            item.get("code", ""),
        )
        for item in stored
    )
