"""One person, several posts: the one that fits the path of a request decides, and one that has
ended reads.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.instants import to_text
from tests.api.conftest import Clock, Prepare
from tests.site import Answer, Site
from tests.small_round import ROUND, document, unit_rows

EMAIL = "so-a-1@example.test"
ACCOUNTS = f"/api/ops/rounds/{ROUND}/accounts"
NEXT = "thu-2027"
SHEET = f"/api/units/{ROUND}/so-a/sheet"


@pytest.fixture
def loaded(site: Site, clock: Clock, prepare: Prepare) -> Site:
    """Two rounds, and an editor of so-a in the first one."""

    def steps() -> None:
        clock.instant = datetime.now(UTC)
        site.load()
        following = {**document(), "id": NEXT, "year": 2027}
        body = {"round": following, "units": unit_rows()}
        site.done("PUT", f"/api/ops/rounds/{NEXT}", body, site.by_ops)
        site.editor()

    prepare(steps)
    clock.instant = datetime.now(UTC)
    return site


def give(site: Site, round_id: str = ROUND, **post: Any) -> None:
    new = {"email": EMAIL, "name": "Cán bộ thử", **post}
    site.done("POST", f"/api/ops/rounds/{round_id}/accounts", {"accounts": [new]}, site.by_ops)


def save(site: Site, save_id: str = "save-0001", round_id: str = ROUND) -> Answer:
    entries = [{"leaf": "1.2", "value": {"count": 0}, "version": 0}]
    path = f"/api/units/{round_id}/so-a/sheet"
    return site.call("POST", path, {"save_id": save_id, "entries": entries}, site.editor())


def end(site: Site, until: datetime | None, **post: str) -> Answer:
    found = site.done("GET", ACCOUNTS, token=site.by_ops)["accounts"]
    sub = next(account["sub"] for account in found if account["email"] == EMAIL)
    body = {
        "role": "editor",
        "unit": "so-a",
        "until": to_text(until) if until else None,
        "reason": "chuyển việc",
        **post,
    }
    return site.call("POST", f"{ACCOUNTS}/{sub}/posts/end", body, site.by_ops)


def test_a_post_in_the_next_round_takes_nothing_of_this_one_away(loaded: Site) -> None:
    loaded.open("self_assessment", to_text(datetime.now(UTC) + timedelta(hours=1)))
    give(loaded, NEXT, role="leader", unit="so-b")
    assert save(loaded).status == 200
    assert save(loaded, round_id=NEXT).code == "forbidden"
    session = loaded.sign_in(EMAIL, "Mật khẩu của tôi 2026").json["account"]
    assert (session["role"], session["round"], session["unit"]) == ("leader", NEXT, "so-b")
    assert [(post["role"], post["round"]) for post in session["posts"]] == [
        ("leader", NEXT),
        ("editor", ROUND),
    ]


def test_an_officer_in_the_council_has_the_routes_of_both_each_by_its_post(loaded: Site) -> None:
    units = f"/api/council/{ROUND}/units"
    assert loaded.call("GET", units, token=loaded.editor()).code == "forbidden"
    give(loaded, role="council", areas=["departments/1"])
    assert loaded.call("GET", units, token=loaded.editor()).status == 200
    assert loaded.call("GET", SHEET, token=loaded.editor()).status == 200
    following = loaded.call("GET", f"/api/council/{NEXT}/units", token=loaded.editor())
    assert following.code == "forbidden"
    posts = loaded.done("GET", "/api/account/posts", token=loaded.editor())["posts"]
    assert [(post["role"], post["unit_name"]["vi"]) for post in posts] == [
        ("council", ""),
        ("editor", "Sở A"),
    ]
    assert {post["round_title"]["vi"] for post in posts} == {"Kỳ thử 2026"}


def test_areas_of_the_council_bind_an_officer_whose_first_post_is_another(loaded: Site) -> None:
    loaded.open("appraisal_first", to_text(datetime.now(UTC) + timedelta(hours=1)))
    give(loaded, role="council", areas=["departments/2"])
    give(loaded, NEXT, role="leader", unit="so-b")
    entry = {"leaf": "1.2", "value": {"count": 0}, "comment": "", "version": 0}
    body = {"pass": 1, "save_id": "appraise-1", "entries": [entry]}
    path = f"/api/council/{ROUND}/so-b/appraisals"
    refused = loaded.call("POST", path, body, loaded.editor())
    assert (refused.status, [at for at, _ in refused.problems]) == (403, ["1.2"])


def test_a_post_that_has_ended_reads_and_no_longer_writes(loaded: Site, clock: Clock) -> None:
    loaded.open("self_assessment", to_text(datetime.now(UTC) + timedelta(hours=1)))
    until = datetime.now(UTC) + timedelta(minutes=5)
    shown = end(loaded, until).json
    assert shown["posts"][0]["until"] == to_text(until)
    assert save(loaded).status == 200
    clock.pass_(minutes=6)
    refused = save(loaded, "save-0002")
    assert (refused.status, refused.code) == (403, "forbidden")
    assert "đã kết thúc, chỉ còn xem được" in refused.json["detail"]
    assert loaded.call("GET", SHEET, token=loaded.editor()).status == 200
    assert end(loaded, None).json["posts"][0]["until"] is None
    assert save(loaded, "save-0003").status == 412  # the route is open again; the version is old


def test_a_post_that_nobody_has_cannot_be_ended(loaded: Site) -> None:
    assert end(loaded, None, unit="so-b").code == "not_found"
    assert end(loaded, None, role="sếp").code == "not_found"


def test_the_list_of_a_round_shows_the_post_there_and_all_others_beside_it(loaded: Site) -> None:
    give(loaded, NEXT, role="leader", unit="so-b")
    for round_id, expected in ((ROUND, ("editor", "so-a")), (NEXT, ("leader", "so-b"))):
        path = f"/api/ops/rounds/{round_id}/accounts"
        found = loaded.done("GET", path, token=loaded.by_ops)["accounts"]
        (account,) = (each for each in found if each["email"] == EMAIL)
        assert (account["role"], account["unit"]) == expected
        assert len(account["posts"]) == 2
