"""Letters over HTTP: trial and going live, reminders."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.actions.letters import mailing
from chalicelib.domain.instants import to_text
from chalicelib.domain.letters.invitations import invitation_id
from tests import survey_story as story
from tests.api.conftest import Clock, Prepare
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import ROUND, document
from tests.survey_story import Mailbox, mailbox, people

__all__ = ["mailbox"]
UNIT = f"/api/units/{ROUND}/so-a"
OPS = f"/api/ops/rounds/{ROUND}"


@pytest.fixture
def site(site: Site, prepare: Prepare) -> Site:
    """Six leaders of so-a on a sent list, in a round that reminds when units ask for it; the survey
    is open.
    """
    changed = {**document(), "reminders": {"most": 2, "days_apart": 1, "automatic": False}}
    rows = [{"name": row.name, "email": row.email} for row in people(1, 6)]

    def steps() -> None:
        site.load(changed)
        site.open("respondent_lists", to_text(story.LATER))
        site.done("PUT", f"{UNIT}/lists/leaders", {"respondents": rows}, site.editor())
        site.done("POST", f"{UNIT}/lists/send", {"acknowledged": True}, site.editor())
        site.open("survey", "2026-12-20T00:00:00Z")

    prepare(steps)
    return site


def invite(site: Site, aws: Aws) -> None:
    site.done("POST", f"{OPS}/invite", {}, site.by_ops)
    story.deliver(aws)


def test_ops_tries_the_letters_on_test_addresses_before_the_round_goes_live(
    site: Site, aws: Aws, mailbox: Mailbox
) -> None:
    decision = {"live": False, "addresses": ["nguoi-0003@example.test"], "reason": "thử thư"}
    held = site.done("PUT", f"{OPS}/mailing", decision, site.by_ops)
    assert held == {"live": False, "addresses": ["nguoi-0003@example.test"]}
    assert site.done("GET", f"{OPS}/mailing", token=site.by_ops) == held
    invite(site, aws)
    assert [address for address, _ in mailbox.letters] == ["nguoi-0003@example.test"]


def test_going_live_needs_a_reason_and_ops(site: Site) -> None:
    assert site.call("PUT", f"{OPS}/mailing", {"live": True}, site.by_ops).status == 422
    assert (
        site.call("PUT", f"{OPS}/mailing", {"live": True, "reason": "x"}, site.editor()).status
        == 403
    )


def test_a_unit_reminds_its_late_ones_once_a_day(
    site: Site, aws: Aws, mailbox: Mailbox, clock: Clock
) -> None:
    invite(site, aws)
    mailbox.letters.clear()
    clock.pass_(days=1)
    first = site.call("POST", f"{UNIT}/lists/leaders/nudge", {}, site.editor())
    assert (first.status, first.json) == (
        202,
        {"group": "leaders", "again_at": to_text(clock.now().replace(day=22))},
    )
    story.deliver(aws, clock.now())
    assert len(mailbox.letters) == 6
    again = site.call("POST", f"{UNIT}/lists/leaders/nudge", {}, site.editor())
    assert (again.status, again.code) == (429, "too_many_requests")


def test_a_unit_sees_when_it_may_remind_and_how_often(
    site: Site, aws: Aws, mailbox: Mailbox, clock: Clock
) -> None:
    def seen() -> dict[str, Any]:
        shown: dict[str, Any] = site.done(
            "GET", f"{UNIT}/lists/leaders/people", token=site.editor()
        )["reminders"]
        return shown

    policy = {"most": 2, "days_apart": 1, "automatic": False}
    assert seen() == {**policy, "invited": False, "again_at": None}
    invite(site, aws)
    assert seen() == {**policy, "invited": True, "again_at": None}
    clock.pass_(days=1)
    nudged = site.done("POST", f"{UNIT}/lists/leaders/nudge", {}, site.editor())
    assert seen()["again_at"] == nudged["again_at"]
    clock.pass_(days=1)
    assert seen()["again_at"] is None


def test_a_unit_reminds_nobody_elses_list(site: Site) -> None:
    assert (
        site.call("POST", f"/api/units/{ROUND}/so-b/lists/leaders/nudge", {}, site.editor()).status
        == 403
    )
    assert site.call("POST", f"{UNIT}/lists/council/nudge", {}, site.editor()).status == 404


FIRST, SECOND = "nguoi-0001@example.test", "nguoi-0002@example.test"


@pytest.fixture
def bounced(site: Site, aws: Aws, mailbox: Mailbox) -> Site:
    """Letters are out, and the first came back."""
    invite(site, aws)
    mailing.hear(
        {
            "eventType": "Bounce",
            "bounce": {"bounceType": "Permanent"},
            "mail": {
                "tags": {
                    "invitation": [invitation_id(ROUND, "departments", FIRST)],
                    "letter": ["1"],
                }
            },
        }
    )
    return site


def test_a_unit_sees_what_came_back_and_puts_it_right(
    bounced: Site, aws: Aws, mailbox: Mailbox
) -> None:
    shown = bounced.done("GET", f"{UNIT}/lists/leaders/people", token=bounced.editor())["people"]
    assert [each["state"] for each in shown] == ["bounced"] + ["sent"] * 5
    change = {"old": FIRST, "new": "nguoi-0100@example.test"}
    assert (
        bounced.done("POST", f"{UNIT}/lists/leaders/corrections", change, bounced.editor())["state"]
        == "applied"
    )
    story.deliver(aws)
    assert change["new"] in mailbox.tokens()
    again = bounced.call("POST", f"{UNIT}/lists/leaders/corrections", change, bounced.editor())
    assert again.status == 404
    other = {"old": SECOND, "new": "nguoi-0101@example.test"}
    assert (
        bounced.call("POST", f"{UNIT}/lists/leaders/corrections", other, bounced.editor()).code
        == "conflict"
    )


def test_ops_decide_on_another_mail_domain(bounced: Site) -> None:
    change = {"old": FIRST, "new": "nguoi-0100@khac.example.test"}
    asked = bounced.done("POST", f"{UNIT}/lists/leaders/corrections", change, bounced.editor())
    assert (asked["state"], asked["moves_domain"]) == ("waiting", True)
    assert bounced.done("GET", f"{OPS}/corrections", token=bounced.by_ops) == {
        "corrections": [asked]
    }
    own = bounced.done("GET", f"{UNIT}/lists/leaders/people", token=bounced.editor())
    assert own["corrections"] == [asked] and own["people"][0]["waiting"]
    decision = {"approve": True, "reason": "đã xác nhận"}
    decided = bounced.done("POST", f"{OPS}/corrections/{asked['id']}", decision, bounced.by_ops)
    assert (decided["state"], decided["reason"]) == ("applied", "đã xác nhận")
    assert (
        bounced.call("POST", f"{OPS}/corrections/{asked['id']}", decision, bounced.by_ops).code
        == "conflict"
    )
    assert (
        bounced.call("POST", f"{OPS}/corrections/khong-co", decision, bounced.by_ops).status == 404
    )


def test_ops_hand_a_link_over_and_revoke_one(
    bounced: Site, mailbox: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    whose = {"index": "departments", "email": SECOND, "reason": "hộp thư hỏng"}
    capsys.readouterr()
    link = bounced.done("POST", f"{OPS}/links", whose, bounced.by_ops)["link"]
    token = link.partition("#")[2]
    log = capsys.readouterr().err
    assert token not in log and SECOND not in log
    assert (
        bounced.call("POST", "/api/respond/open", {"token": mailbox.tokens()[SECOND]}).code
        == "link_invalid"
    )
    assert bounced.call("POST", "/api/respond/open", {"token": token}).status == 200
    assert bounced.done("POST", f"{OPS}/links/revoke", whose, bounced.by_ops) == {"revoked": True}
    assert bounced.call("POST", "/api/respond/open", {"token": token}).code == "link_invalid"
    assert bounced.call("POST", f"{OPS}/links", whose, bounced.by_ops).code == "conflict"
    assert bounced.call("POST", f"{OPS}/links", whose, bounced.editor()).status == 403


def test_ops_see_to_the_authoritys_own_lists(site: Site, aws: Aws, mailbox: Mailbox) -> None:
    rows = [{"name": "Người 50", "email": "nguoi-0050@example.test", "rates": "so-b"}]
    site.open("respondent_lists", "2026-12-20T00:00:00Z")
    site.done("PUT", f"{OPS}/lists/council", {"respondents": rows}, site.by_ops)
    site.done("POST", f"{OPS}/lists/send", {"acknowledged": True}, site.by_ops)
    invite(site, aws)
    mailing.hear(
        {
            "eventType": "Bounce",
            "bounce": {"bounceType": "Permanent"},
            "mail": {
                "tags": {
                    "invitation": [invitation_id(ROUND, "departments", "nguoi-0050@example.test")],
                    "letter": ["1"],
                }
            },
        }
    )
    (person,) = site.done("GET", f"{OPS}/lists/council/people", token=site.by_ops)["people"]
    assert person["state"] == "bounced"
    change = {"old": person["email"], "new": "nguoi-0050@khac.example.test"}
    corrected = site.done("POST", f"{OPS}/lists/council/corrections", change, site.by_ops)
    assert (corrected["state"], corrected["unit"], corrected["lister"]) == (
        "applied",
        "so-b",
        "authority",
    )


def test_ops_see_a_units_people_as_the_unit_sees_them(bounced: Site) -> None:
    own = bounced.done("GET", f"{UNIT}/lists/leaders/people", token=bounced.editor())
    assert (
        bounced.done("GET", f"{OPS}/units/so-a/lists/leaders/people", token=bounced.by_ops) == own
    )
    assert (
        bounced.call("GET", f"{OPS}/units/so-a/lists/leaders/people", token=bounced.editor()).status
        == 403
    )
    assert (
        bounced.call("GET", f"{OPS}/units/so-x/lists/leaders/people", token=bounced.by_ops).status
        == 404
    )


def test_ops_see_how_much_of_the_days_quota_is_used_up(
    site: Site, aws: Aws, mailbox: Mailbox
) -> None:
    path = "/api/ops/mail-quota"
    assert site.done("GET", path, token=site.by_ops) == {
        "used": None,
        "daily": None,
        "rate": None,
        "read_at": None,
    }
    invite(site, aws)
    told = site.done("GET", path, token=site.by_ops)
    assert (told["used"], told["daily"], told["rate"]) == (
        6,
        mailbox.limits.daily,
        mailbox.limits.rate,
    )
    assert site.call("GET", path, token=site.editor()).status == 403
