"""Second scores over HTTP: drawn by the secretariat, given blind, settled on record."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from chalicelib.api.serving.routing import ROUTES
from tests import scoring_story
from tests import second_story as story
from tests.api.conftest import Clock, Prepare
from tests.api.good_requests import GOOD
from tests.site import Answer, Site
from tests.small_round import ROUND

COUNCIL = f"/api/council/{ROUND}"
SCORES = f"{COUNCIL}/second-scores"
AN, BINH, CHI = (f"{name}@example.test" for name in ("an", "binh", "chi"))
# What nobody but the first appraiser and the secretariat may read while it is blind.
VALUE, SECRET, HELP = "2.25", "lý do của người chấm trước", "gợi ý của Tổ"


@dataclass(frozen=True)
class Council:
    """The site in the first pass; everything is drawn, An is the first appraiser of it, and gave
    2.1.2 of so-a 2.25 points; `second` scores that again, `other` does not.
    """

    site: Site
    second: str
    other: str

    def call(self, method: str, path: str, body: Any = None, by: str = "") -> Answer:
        return self.site.call(method, path, body, self.site.tokens[by or self.second])

    def done(self, method: str, path: str, body: Any = None, by: str = "") -> Any:
        answer = self.call(method, path, body, by)
        assert answer.status == 200, answer.body.decode()
        return answer.json

    def score(self, points: str, version: int = 0, by: str = "", save: str = "second-01") -> Answer:
        return self.call("POST", f"{COUNCIL}/so-a/second-scores", scores(points, version, save), by)

    def shown(self) -> Any:
        return self.done("GET", SCORES, by=SECRETARY)


SECRETARY = "thu-ky@example.test"


def scores(points: str, version: int, save: str, comment: str = "theo tôi") -> dict[str, Any]:
    entry = {"leaf": "2.1.2", "version": version, "value": {"points": points}, "comment": comment}
    return {"save_id": save, "pass": 1, "entries": [entry]}


@pytest.fixture
def council(site: Site, prepare: Prepare) -> Council:
    def steps() -> tuple[str, str]:
        scoring_story.load(story.document("1"))
        scoring_story.assess("so-a")
        tokens = {AN: "council", BINH: "council", CHI: "chair", SECRETARY: "secretariat"}
        for email, role in tokens.items():
            site.account(email, role)
        rows = [{"index": "departments", "part": part, "member": AN} for part in ("1", "2")]
        body = {"version": 0, "assignments": rows}
        site.done("PUT", f"{COUNCIL}/assignments", body, site.tokens[SECRETARY])
        first = scores(VALUE, 0, "save-0001", SECRET)
        site.done("POST", f"{COUNCIL}/so-a/appraisals", first, site.tokens[AN])
        proposed = scores("0.5", 0, "save-0002", HELP)
        site.done("POST", f"{COUNCIL}/so-a/proposals", proposed, site.tokens[SECRETARY])
        site.done("POST", f"{SCORES}/draw", {}, site.tokens[SECRETARY])
        mine = site.done("GET", f"{SCORES}/mine", token=site.tokens[BINH])["to_score"]
        is_binh = ("so-a", "2.1.2") in {(each["unit"], each["criterion"]) for each in mine}
        return (BINH, CHI) if is_binh else (CHI, BINH)

    second, other = prepare(steps)
    return Council(site, second, other)


def test_the_draw_names_seed_share_and_everything_it_was_drawn_from(council: Council) -> None:
    shown = council.shown()
    assert (shown["share"], shown["over"], shown["given"]) == ("1", False, 0)
    drawn = shown["drawn"]
    assert (drawn["frame"], drawn["sample"], drawn["by"]) == (14, 14, SECRETARY)
    assert [each["dealt"] for each in shown["seconds"]] == [7, 7]
    frame = council.done("GET", f"{SCORES}/draw", by=SECRETARY)
    assert {key: frame[key] for key in drawn} == drawn
    assert len([row for row in frame["rows"] if row["sampled"]]) == 14
    assert {row["first"] for row in frame["rows"]} == {AN}


def test_it_is_drawn_once_and_only_where_the_round_sets_a_share(
    council: Council, clock: Clock
) -> None:
    again = council.call("POST", f"{SCORES}/draw", {}, SECRETARY)
    assert (again.status, again.code) == (409, "conflict")


def test_no_reply_to_the_second_member_holds_what_the_first_gave(council: Council) -> None:
    texts: list[str] = []
    for _ in range(2):  # before the second score, and after it: the member may still change it
        for route in ROUTES:
            if route.method == "GET" and route.audience in ("council", "assigning"):
                path = route.path.format(**{**GOOD, "criterion": "2.1.2"})
                texts.append(council.call("GET", path).body.decode(errors="replace"))
        texts.append(council.score("2").body.decode())
    assert len(texts) > 30
    for told in (SECRET, HELP, f'"{VALUE}"'):
        assert [text for text in texts if told in text] == []


def test_others_read_the_first_value_as_ever(council: Council) -> None:
    for by in (AN, council.other, SECRETARY):
        sheet = council.done("GET", f"{COUNCIL}/so-a/sheet", by=by)
        assert sheet["appraisals"]["1"]["2.1.2"]["comment"] == SECRET
        assert sheet["proposals"]["1"]["2.1.2"]["comment"] == HELP


def test_nothing_tells_the_first_appraiser_that_it_is_sampled(council: Council) -> None:
    mine = council.done("GET", f"{SCORES}/mine", by=AN)
    assert mine == {"to_score": [], "to_look_at": []}
    before = _read_by(council, AN)
    assert council.score("2").status == 200
    assert _read_by(council, AN) == before


def _read_by(council: Council, by: str) -> dict[str, dict[str, bytes]]:
    """Every reply to a member but the record of links, which are new each time; of a workbook its
    parts, since the file keeps the instant at which it was made.
    """
    paths = [
        route.path.format(**{**GOOD, "criterion": "2.1.2"})
        for route in ROUTES
        if route.method == "GET" and route.audience in ("council", "assigning")
    ]
    kept = [path for path in paths if not path.endswith(("/link", ".xlsx"))]
    return {path: _parts(council.call("GET", path, by=by).body) for path in kept}


def _parts(body: bytes) -> dict[str, bytes]:
    if not body.startswith(b"PK"):
        return {"": body}
    with ZipFile(BytesIO(body)) as book:
        return {name: book.read(name) for name in book.namelist() if "docProps" not in name}


def test_only_whom_it_was_dealt_to_gives_a_second_score(council: Council) -> None:
    for by in (AN, council.other, SECRETARY):
        refused = council.score("2", by=by)
        assert (refused.status, refused.code) == (403, "forbidden")
    assert council.score("2").json["entries"]["2.1.2"]["points"] == "2.00"
    own = council.done("GET", f"{COUNCIL}/so-a/second-scores")
    assert own["scores"]["1"]["2.1.2"]["value"] == {"points": "2"}
    assert "2.1.2" in own["seconds"]
    other = council.done("GET", f"{COUNCIL}/so-a/second-scores", by=council.other)
    assert other["scores"] == {"1": {}, "2": {}}
    assert "2.1.2" not in other["seconds"]


def test_the_secretariat_alone_sees_pairs_draws_deals_and_settles(council: Council) -> None:
    body = {"unit": "so-a", "leaf": "2.1.2", "how": "ask", "reason": "x", "marks": "x"}
    calls = [
        ("GET", SCORES, None),
        ("GET", f"{SCORES}/draw", None),
        ("POST", f"{SCORES}/draw", {}),
        ("POST", f"{SCORES}/deal", {}),
        ("POST", f"{SCORES}/settlements", body),
    ]
    for by in (AN, council.second, council.other):
        assert [council.call(*each, by).status for each in calls] == [403] * len(calls)
    assert council.site.call("GET", SCORES, token=council.site.by_ops).status == 200


def test_every_problem_of_a_second_score_is_told_and_nothing_is_kept(council: Council) -> None:
    refused = council.score("9")
    assert (refused.status, [at for at, _ in refused.problems]) == (422, ["2.1.2"])
    own = council.done("GET", f"{COUNCIL}/so-a/second-scores")
    assert own["scores"]["1"] == {}


def test_a_difference_is_told_asked_about_and_gone_once_the_first_changed_it(
    council: Council,
) -> None:
    council.score("2")
    (pair,) = council.shown()["pairs"]
    assert (pair["state"], pair["first"]["points"], pair["second"]["points"]) == (
        "open",
        "2.25",
        "2.00",
    )
    assert (pair["first"]["comment"], pair["second"]["comment"]) == (SECRET, "theo tôi")
    body = {
        "unit": "so-a",
        "leaf": "2.1.2",
        "how": "ask",
        "reason": "Xem lại Quyết định số 5",
        "marks": pair["marks"],
    }
    shown = council.done("POST", f"{SCORES}/settlements", body, SECRETARY)
    assert shown["pairs"][0]["state"] == "asked"
    (asked,) = council.done("GET", f"{SCORES}/mine", by=AN)["to_look_at"]
    assert (asked["unit"], asked["criterion"], asked["text"]) == ("so-a", "2.1.2", body["reason"])
    changed = scores("2", 1, "save-0009", "đã xem lại")
    council.done("POST", f"{COUNCIL}/so-a/appraisals", changed, AN)
    shown = council.shown()
    assert (shown["pairs"], shown["counts"]) == ([], {"alike": 1})
    assert council.done("GET", f"{SCORES}/mine", by=AN)["to_look_at"] == []
    stale = council.call("POST", f"{SCORES}/settlements", body, SECRETARY)
    assert (stale.status, stale.code) == (412, "changed_meanwhile")


def test_with_few_pairs_no_member_gets_a_mean(council: Council) -> None:
    council.score("2")
    shown = council.shown()
    assert shown["fewest"] == 10
    assert shown["members"] == [
        {"member": member, "pairs": 1, "mean": None, "low": None, "high": None}
        for member in sorted((AN, council.second))
    ]


def test_a_round_without_a_share_says_so_everywhere(loaded: Site) -> None:
    token = loaded.account(SECRETARY, "secretariat")
    shown = loaded.done("GET", SCORES, token=token)
    assert (shown["share"], shown["drawn"]) == ("0", None)
    assert loaded.call("POST", f"{SCORES}/draw", {}, token).code == "conflict"
    assert loaded.call("GET", f"{SCORES}/draw", token=token).status == 404
    assert loaded.done("GET", f"{COUNCIL}/state", token=token)["second_scores"] is False
