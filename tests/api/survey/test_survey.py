"""The survey over HTTP: list, send, invite, open, answer, follow, seal."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.actions import ticking
from chalicelib.aws import secrets
from chalicelib.domain.instants import to_text
from chalicelib.domain.letters.invitations import invitation_id, link_token
from tests import scoring_story
from tests import survey_story as story
from tests.api.conftest import Clock, Prepare
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import NOW, ROUND
from tests.survey_story import Mailbox, mailbox, people

__all__ = ["mailbox"]
UNIT = f"/api/units/{ROUND}/so-a"
OPS = f"/api/ops/rounds/{ROUND}"


def body(first: int, count: int, rates: str = "") -> dict[str, Any]:
    return {
        "respondents": [
            {"name": row.name, "email": row.email, "rates": row.rates}
            for row in people(first, count, rates)
        ]
    }


@pytest.fixture
def site(site: Site, prepare: Prepare) -> Site:
    """The application with the round loaded and the list window open."""

    def steps() -> None:
        site.load()
        site.open("respondent_lists", to_text(story.LATER))
        site.editor()

    prepare(steps)
    return site


@pytest.fixture
def links(site: Site, aws: Aws, mailbox: Mailbox) -> list[str]:
    """Six links to so-a, sent by the worker."""
    site.done("PUT", f"{UNIT}/lists/leaders", body(1, 6), site.editor())
    site.done("POST", f"{UNIT}/lists/send", {"acknowledged": True}, site.editor())
    site.open("survey", to_text(story.LATER))
    assert site.done("POST", f"{OPS}/invite", {}, site.by_ops) == {"queued": 6}
    assert story.deliver(aws) == 1
    return [token for _, token in sorted(mailbox.tokens().items())]


def test_a_unit_lists_sends_and_cannot_change_afterwards(site: Site) -> None:
    token = site.editor()
    kept = site.done("PUT", f"{UNIT}/lists/leaders", body(1, 6), token)
    assert (kept["group"], kept["listed"], kept["plan"]) == ("leaders", 6, 30)
    sent = site.done("POST", f"{UNIT}/lists/send", {"acknowledged": True}, token)
    assert sent == {"sent_at": to_text(NOW), "groups": {"leaders": 6}}
    for method, path, what in (("PUT", "lists/leaders", body(1, 6)), ("POST", "lists/send", {})):
        refused = site.call(method, f"{UNIT}/{path}", what, token)
        assert (refused.status, refused.code) == (409, "already_submitted")


def test_a_unit_sees_its_lists_beside_its_sheet(site: Site) -> None:
    site.done("PUT", f"{UNIT}/lists/leaders", body(1, 6), site.editor())
    lists = site.done("GET", UNIT, token=site.editor())["lists"]
    assert {
        key: (each["plan"], each["listed"], each["sent_at"]) for key, each in lists.items()
    } == {"leaders": (30, 6, None)}


def test_every_problemy_row_is_named(site: Site) -> None:
    rows = body(1, 2)["respondents"] + [{"name": "", "email": "x"}]
    refused = site.call("PUT", f"{UNIT}/lists/leaders", {"respondents": rows}, site.editor())
    assert refused.status == 422
    assert sorted(refused.problems) == [("rows[2].email", "bad_email"), ("rows[2].name", "missing")]


def test_another_units_list_is_forbidden_and_the_authoritys_group_is_not_theirs(site: Site) -> None:
    token = site.editor()
    assert (
        site.call("PUT", f"/api/units/{ROUND}/so-b/lists/leaders", body(1, 1), token).status == 403
    )
    assert site.call("PUT", f"{UNIT}/lists/council", body(1, 1, "so-a"), token).status == 404


def test_ops_list_and_send_for_the_authority(site: Site) -> None:
    assert (
        site.done("PUT", f"{OPS}/lists/council?index=departments", body(1, 3, "so-a"), site.by_ops)[
            "listed"
        ]
        == 3
    )
    assert site.done("POST", f"{OPS}/lists/send", {}, site.by_ops)["groups"] == {"council": 3}


def test_nobody_is_invited_before_the_survey_opens(site: Site) -> None:
    refused = site.call("POST", f"{OPS}/invite", {}, site.by_ops)
    assert (refused.status, refused.code) == (409, "window_closed")


def test_a_link_is_opened_answered_once_and_then_says_thank_you(
    site: Site, links: list[str]
) -> None:
    shown = site.done("POST", "/api/respond/open", {"token": links[0]})
    sheet = {"ballot": shown["ballot"], "answers": {"q1": 2, "q2": None}}
    receipt = site.done("POST", "/api/respond/answer", sheet)["receipt"]
    assert receipt
    assert receipt not in shown["ballot"]
    for path, what in (("answer", sheet), ("open", {"token": links[0]})):
        refused = site.call("POST", f"/api/respond/{path}", what)
        assert (refused.status, refused.code) == (409, "already_answered")


@pytest.mark.parametrize("token", ["", "x", "A" * 24, "đường-dẫn-sai"])
def test_a_forged_link_is_not_found(site: Site, token: str) -> None:
    refused = site.call("POST", "/api/respond/open", {"token": token})
    assert (refused.status, refused.code) == (404, "link_invalid")


def test_a_link_that_is_no_text_at_all_is_malformed(site: Site) -> None:
    assert site.call("POST", "/api/respond/open", b'{"token": "\\ud800"}').status == 400


def test_a_link_that_was_signed_but_never_issued_is_not_found(site: Site) -> None:
    token = link_token(
        invitation_id(ROUND, "departments", "nobody@example.test"), secrets.link_key()
    )
    refused = site.call("POST", "/api/respond/open", {"token": token})
    assert (refused.status, refused.code) == (404, "link_invalid")


@pytest.mark.parametrize(
    "answers", [{"q1": 5}, {"q1": 0}, {"q9": 1}, {"q1": "1"}, {"q1": True}, {"q1": 1.5}, []]
)
def test_an_answer_outside_the_scale_is_refused_and_the_link_stays_good(
    site: Site, links: list[str], answers: Any
) -> None:
    ballot = site.done("POST", "/api/respond/open", {"token": links[0]})["ballot"]
    assert (
        site.call("POST", "/api/respond/answer", {"ballot": ballot, "answers": answers}).status
        == 422
    )
    site.done("POST", "/api/respond/answer", {"ballot": ballot, "answers": {"q1": 1}})


def test_after_the_deadline_the_link_says_since_when(
    site: Site, links: list[str], clock: Clock
) -> None:
    clock.pass_(hours=2)
    refused = site.call("POST", "/api/respond/open", {"token": links[0]})
    assert (refused.status, refused.code) == (409, "window_closed")
    assert "13:00 ngày 20/11/2026" in refused.json["detail"]


def test_unit_and_ops_follow_the_survey_and_ops_seal_it(
    site: Site, links: list[str], clock: Clock, aws: Aws
) -> None:
    for link in links[:3]:
        ballot = site.done("POST", "/api/respond/open", {"token": link})["ballot"]
        site.done("POST", "/api/respond/answer", {"ballot": ballot, "answers": {"q1": 1}})
    ticking.tick(ROUND, NOW)
    followed = site.done("GET", f"{UNIT}/progress", token=site.editor())
    assert (followed["at"], followed["state"], followed["days_left"]) == (to_text(NOW), "open", 0)
    group = followed["groups"]["leaders"]
    assert (group["listed"], group["invited"], group["answered"], group["rate"]) == (
        6,
        6,
        3,
        "50.00",
    )
    assert followed["total"]["answered"] == 3
    seal = {"index": "departments", "reason": "hết hạn"}
    assert site.call("POST", f"{OPS}/seal", seal, site.by_ops).code == "window_closed"
    clock.pass_(hours=2)
    site.tokens.clear()
    assert site.call("POST", f"{OPS}/seal", seal, site.by_ops).json == {
        "index": "departments",
        "sealed": False,
    }
    scoring_story.work(aws)
    assert site.call("POST", f"{OPS}/seal", seal, site.by_ops).json == {
        "index": "departments",
        "sealed": True,
    }
    counts = site.done("GET", f"{OPS}/survey", token=site.by_ops)["indexes"]["departments"]
    assert (counts["listed"], counts["sent"], counts["answered"], counts["sealed"]) == (
        6,
        6,
        3,
        True,
    )


def test_ops_see_every_unit_and_may_have_it_counted_anew(
    site: Site, links: list[str], clock: Clock
) -> None:
    empty = site.done("GET", f"{OPS}/progress", token=site.by_ops)
    assert (empty["at"], empty["indexes"][0]["total"]["invited"]) == (None, 0)
    assert (
        site.done("POST", f"{OPS}/progress/refresh", token=site.by_ops)["indexes"]["departments"][
            "sent"
        ]
        == 6
    )
    index = site.done("GET", f"{OPS}/progress", token=site.by_ops)["indexes"][0]
    (row,) = index["rated"]
    assert (row["id"], row["groups"]["leaders"]["invited"], row["total"]["rate"]) == (
        "so-a",
        6,
        "0.00",
    )
    assert [(each["group"], each["plan"], each["invited"]) for each in index["groups"]] == [
        ("council", 20, 0),
        ("leaders", 30, 6),
    ]
    assert site.done("GET", f"{UNIT}/progress", token=site.editor())["at"] is None
    for path in ("progress", "progress/refresh"):
        method = "POST" if path.endswith("refresh") else "GET"
        assert site.call(method, f"{OPS}/{path}", token=site.editor()).status == 403


def test_unit_and_ops_take_the_progress_away_as_a_workbook(site: Site, links: list[str]) -> None:
    for path, token in (
        (f"{UNIT}/progress.xlsx", site.editor()),
        (f"{OPS}/progress.xlsx", site.by_ops),
    ):
        answer = site.call("GET", path, token=token)
        assert (answer.status, answer.body[:2]) == (200, b"PK")
        assert "tien-do-" in answer.headers["content-disposition"]
    assert site.call("GET", f"{OPS}/progress.xlsx", token=site.editor()).status == 403


def test_no_log_line_carries_a_link_a_ballot_or_an_answer(
    site: Site, links: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    ballot = site.done("POST", "/api/respond/open", {"token": links[0]})["ballot"]
    site.done("POST", "/api/respond/answer", {"ballot": ballot, "answers": {"q1": 2}})
    site.call("POST", "/api/respond/answer", {"ballot": ballot, "answers": {"q1": 2}})
    log = capsys.readouterr().err
    assert log.count("/api/respond/answer") == 2
    for secret in (links[0], links[0][:12], ballot, "q1"):
        assert secret not in log
