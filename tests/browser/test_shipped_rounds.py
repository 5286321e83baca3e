from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from infra.scenes.screenshots import opening
from tests.browser.conftest import Audit
from tests.browser.site import LINK, Site


@pytest.mark.parametrize("width", [360], indirect=True)
@pytest.mark.parametrize("round_id", ["national-2024", "hanoi-2023"])
def test_the_shipped_questionnaires_fit_a_phone(
    page: Page, site: Site, audit: Audit, round_id: str
) -> None:
    asked = opening(round_id)
    site.opens = [(200, asked)]
    page.goto(LINK)
    page.get_by_role("button", name="Bắt đầu trả lời").click()
    expect(page.locator("fieldset")).to_have_count(len(asked["questions"]))
    audit(page)
