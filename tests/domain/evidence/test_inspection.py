from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain.evidence import inspection
from chalicelib.domain.evidence.files import EvidenceFile
from tests.small_round import NOW


def test_a_document_that_takes_effect_before_its_own_date_asks_whether_that_is_meant() -> None:
    _, asked = inspection.of_paper(date(2026, 3, 5), date(2026, 3, 1), 2026)
    assert (asked.kind, asked.outcome) == ("effective", "warning")
    assert asked.text.vi.startswith("Ngày có hiệu lực 01/03/2026 trước ngày ban hành 05/03/2026")
    assert not inspection.is_bad([asked])


def test_an_inspection_that_failed_is_no_good_one_and_one_to_come_blocks_nobody() -> None:
    assert inspection.is_bad([inspection.unexamined()])
    stored = inspection.from_json(inspection.as_json([inspection.unexamined()]))
    file = EvidenceFile("e1", "a.pdf", "k", "an@example.test", NOW, verdicts=stored)
    assert (file.state, file.counts) == ("quarantined", False)
    assert (replace(file, verdicts=None).state, replace(file, verdicts=None).counts) == (
        "waiting",
        True,
    )


@pytest.mark.parametrize("outcome", ["good", "unknown", "warning", "bad"])
@pytest.mark.parametrize("kind", inspection.KINDS)
def test_only_what_cannot_be_read_or_is_no_more_what_was_signed_is_put_aside(
    kind: str, outcome: str
) -> None:
    verdicts = [
        inspection.verdict("readable", "good", "Đọc được.", "Readable."),
        inspection.verdict(kind, outcome, "Một dấu hiệu.", "A signal."),
    ]
    put_aside = outcome == "bad" and kind in ("readable", "signature", "changed_after")
    assert inspection.is_bad(verdicts) == put_aside


def test_what_puts_a_file_aside_is_told_with_its_name_and_nothing_else_is() -> None:
    late = inspection.verdict("effective", "bad", "Muộn.", "Late.")
    broken = inspection.verdict("signature", "bad", "Chữ ký hỏng.", "The signature is broken.")
    assert inspection.problems_of("a.pdf", [late]) == []
    told = inspection.problems_of("a.pdf", [inspection.unexamined(), broken])
    assert [(each.at, each.code) for each in told] == [
        ("evidence", "unreadable"),
        ("evidence", "signature_broken"),
    ]
    assert told[1].vi == "“a.pdf”: Chữ ký hỏng."


def test_one_that_takes_effect_on_its_date_or_later_or_says_nothing_asks_nothing() -> None:
    dated = date(2026, 3, 5)
    for effective in (None, dated, date(2026, 4, 1)):
        assert [each.kind for each in inspection.of_paper(dated, effective, 2026)] == [
            "date_in_year"
        ]
    assert [each.outcome for each in inspection.of_paper(None, dated, 2026)] == ["unknown"]
