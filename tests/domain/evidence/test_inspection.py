from __future__ import annotations

from datetime import date

from chalicelib.domain.evidence import inspection


def test_a_document_that_takes_effect_before_its_own_date_asks_whether_that_is_meant() -> None:
    _, asked = inspection.of_paper(date(2026, 3, 5), date(2026, 3, 1), 2026)
    assert (asked.kind, asked.outcome) == ("effective", "warning")
    assert asked.text.vi.startswith("Ngày có hiệu lực 01/03/2026 trước ngày ban hành 05/03/2026")
    assert not inspection.is_bad([asked])


def test_one_that_takes_effect_on_its_date_or_later_or_says_nothing_asks_nothing() -> None:
    dated = date(2026, 3, 5)
    for effective in (None, dated, date(2026, 4, 1)):
        assert [each.kind for each in inspection.of_paper(dated, effective, 2026)] == [
            "date_in_year"
        ]
    assert [each.outcome for each in inspection.of_paper(None, dated, 2026)] == ["unknown"]
