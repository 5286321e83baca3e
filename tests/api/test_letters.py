"""Letters over HTTP: trial and going live, reminders."""

from __future__ import annotations

import pytest

from chalicelib.domain.instants import to_text
from tests import survey_story as story
from tests.api.conftest import Clock
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import ROUND, document
from tests.survey_story import Mailbox, mailbox, people

__all__ = ["mailbox"]
UNIT = f"/api/units/{ROUND}/so-a"
OPS = f"/api/ops/rounds/{ROUND}"


@pytest.fixture
def site(site: Site) -> Site:
    """Six leaders of so-a on a sent list, in a round that reminds when units ask for it; the survey is open."""
    site.load({**document(), "reminders": {"most": 2, "days_apart": 1, "automatic": False}})
    site.open("respondent_lists", to_text(story.LATER))
    rows = [{"name": row.name, "email": row.email} for row in people(1, 6)]
    site.done("PUT", f"{UNIT}/lists/leaders", {"respondents": rows}, site.editor())
    site.done("POST", f"{UNIT}/lists/send", {"acknowledged": True}, site.editor())
    site.open("survey", "2026-12-20T00:00:00Z")
    return site


def invite(site: Site, aws: Aws) -> None:
    site.done("POST", f"{OPS}/invite", {}, site.by_ops)
    story.deliver(aws)


def test_ops_tries_the_letters_on_test_addresses_before_the_round_goes_live(
        site: Site, aws: Aws, mailbox: Mailbox) -> None:
    decision = {"live": False, "addresses": ["nguoi-0003@example.test"], "reason": "thử thư"}
    held = site.done("PUT", f"{OPS}/mailing", decision, site.by_ops)
    assert held == {"live": False, "addresses": ["nguoi-0003@example.test"]}
    assert site.done("GET", f"{OPS}/mailing", token=site.by_ops) == held
    invite(site, aws)
    assert [address for address, _ in mailbox.letters] == ["nguoi-0003@example.test"]


def test_going_live_needs_a_reason_and_ops(site: Site) -> None:
    assert site.call("PUT", f"{OPS}/mailing", {"live": True}, site.by_ops).status == 422
    assert site.call("PUT", f"{OPS}/mailing", {"live": True, "reason": "x"}, site.editor()).status == 403


def test_a_unit_reminds_its_late_ones_once_a_day(site: Site, aws: Aws, mailbox: Mailbox, clock: Clock) -> None:
    invite(site, aws)
    mailbox.letters.clear()
    clock.pass_(days=1)
    first = site.call("POST", f"{UNIT}/lists/leaders/nudge", {}, site.editor())
    assert (first.status, first.json) == (202, {"group": "leaders", "again_at": to_text(clock.now().replace(day=22))})
    story.deliver(aws, clock.now())
    assert len(mailbox.letters) == 6
    again = site.call("POST", f"{UNIT}/lists/leaders/nudge", {}, site.editor())
    assert (again.status, again.code) == (429, "too_many_requests")


def test_a_unit_reminds_nobody_elses_list(site: Site) -> None:
    assert site.call("POST", f"/api/units/{ROUND}/so-b/lists/leaders/nudge", {}, site.editor()).status == 403
    assert site.call("POST", f"{UNIT}/lists/council/nudge", {}, site.editor()).status == 404
