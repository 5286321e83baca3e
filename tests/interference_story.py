"""A small survey in which somebody copies one answer, told step by step on any site: found, heard,
void, taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from chalicelib.domain.instants import to_text
from tests import small_round
from tests.site import PASSWORD, Site

ROUND = "can-thiep-2026"  # warm functions keep copies of a round for seconds
OPS = f"/api/ops/rounds/{ROUND}"
UNITS = [f"so-{letter}" for letter in "abcdef"]
VICTIM, EACH, COPIES = "so-b", 12, 9
QUESTIONS = [f"q{number}" for number in range(1, 9)]
COPY = "12213112"


@dataclass(frozen=True)
class World:
    """Where the story is played: the site, its clock, how to wait for something, and each person's
    link token.
    """

    site: Site
    now: Callable[[], datetime]
    until: Callable[[Callable[[], bool]], object]
    tokens: Callable[[], Mapping[str, str]]

    def ops(self, method: str, path: str, body: Any = None) -> Any:
        """What operations staff do."""
        return self.site.done(method, f"{OPS}{path}", body, self.site.by_ops)


def document() -> dict[str, Any]:
    """One index of departments: a survey leaf of 60 points and an external one of 40."""
    changed = {**small_round.document(), "id": ROUND}
    index = changed["indexes"][0]
    index["groups"] = index["groups"][:1]
    index["questions"] = [
        {"id": name, "title": {"vi": name, "en": name}, "scale": "quality", "groups": ["council"]}
        for name in QUESTIONS
    ]
    survey, external = index["areas"][2]["criteria"]
    survey.update(
        max="60", rule={"type": "survey", "questions": QUESTIONS, "weights": {"council": "1"}}
    )
    external.update(max="40")
    return {**changed, "indexes": [{**index, "areas": index["areas"][2:]}]}


def load(world: World) -> None:
    """Load the round of six departments."""
    units = [
        {**small_round.unit_rows()[0], "unit": unit, "name_vi": unit, "name_en": unit}
        for unit in UNITS
    ]
    world.ops("PUT", "", {"round": document(), "units": units})


def invite(world: World) -> None:
    """Load the round and write to twelve people about each of its departments."""
    load(world)
    for window in ("respondent_lists", "survey"):
        until = to_text(world.now() + timedelta(hours=1))
        world.ops("POST", f"/windows/{window}/open", {"until": until, "reason": "thử"})
    world.ops("PUT", "/mailing", {"live": True, "addresses": [], "reason": "thử"})
    people = [
        {"name": "Người trả lời", "email": f"{unit}-{number:02}@example.test", "rates": unit}
        for unit in UNITS
        for number in range(EACH)
    ]
    world.ops("PUT", "/lists/council", {"respondents": people})
    world.ops("POST", "/lists/send", {"acknowledged": True})
    world.ops("POST", "/invite", {})


def answers() -> dict[str, str]:
    """Everybody's answers by address: people differ, and nine of twelve about the victim are one
    answer.
    """
    rng = Random(4)
    found = {
        f"{unit}-{number:02}@example.test": "".join(rng.choices("123", (5, 4, 2), k=len(QUESTIONS)))
        for unit in UNITS
        for number in range(EACH)
    }
    return {**found, **{f"{VICTIM}-{number:02}@example.test": COPY for number in range(COPIES)}}


def answer(world: World, token: str, text: str) -> None:
    """Open a link and answer it."""
    ballot = world.site.done("POST", "/api/respond/open", {"token": token})["ballot"]
    given = {name: int(option) for name, option in zip(QUESTIONS, text, strict=True)}
    world.site.done("POST", "/api/respond/answer", {"ballot": ballot, "answers": given})


def seal(world: World) -> None:
    """Seal the ballots of the closed survey, and wait for the signals."""
    world.ops("POST", "/seal", {"index": "departments", "reason": "hết hạn"})
    world.until(lambda: world.ops("GET", "/signals/departments")["complete"])


def editor(world: World) -> str:
    """The bearer token of an editor of the unit concerned."""
    email = f"{VICTIM}-bien-tap@example.test"
    new = {"email": email, "name": "Biên tập", "role": "editor", "unit": VICTIM, "areas": []}
    world.ops("POST", "/accounts", {"accounts": [new]})
    refused = world.site.sign_in(email, world.site.first_password(email))
    change = {"email": email, "challenge": refused.json["challenge"], "new_password": PASSWORD}
    token: str = world.site.done("POST", "/api/session/password", change)["access_token"]
    return token


def published(world: World) -> dict[str, Any]:
    """Publish, and what is published of the unit."""
    wanted = {"indexes": ["departments"], "status": "provisional", "reason": "thử"}
    job = world.ops("POST", "/rankings", wanted)["job"]
    world.until(lambda: world.ops("GET", f"/rankings/jobs/{job}")["state"] == "done")
    ranking = world.site.call("GET", f"/public/v1/rounds/{ROUND}/rankings/departments").json
    found: dict[str, Any] = next(unit for unit in ranking["units"] if unit["unit"] == VICTIM)
    return found


def investigate(world: World) -> None:
    """From the flag to the void and back, with what each step does to the published index."""
    case, own = f"/cases/{VICTIM}", f"/api/units/{ROUND}/{VICTIM}/case"
    found = world.ops("GET", "/signals/departments")["units"]
    assert [unit["unit"] for unit in found if unit["flagged"]] == [VICTIM]
    assert {
        (each["signal"], each["seen"], each["of"])
        for each in found[0]["signals"]
        if each["flagged"]
    } == {("copies", COPIES, EACH)}
    effect = world.ops("POST", case, {"save_id": "buoc-0001", "text": "Phiếu trùng nhau"})["steps"][
        0
    ]["effect"]
    before = published(world)
    assert effect == {
        "before": {"index": before["index"], "rank": before["rank"]},
        "after": {"index": "0.00", "rank": len(UNITS)},
    }
    token = editor(world)
    assert world.site.call("GET", own, token=token).status == 404
    void = {
        "save_id": "buoc-0002",
        "decision": "void",
        "text": "Can thiệp vào điều tra",
        "public": True,
    }
    assert world.site.call("POST", f"{OPS}{case}/decide", void, world.site.by_ops).status == 409
    note = {
        "save_id": "buoc-0003",
        "text": "Đề nghị giải trình",
        "reply_until": to_text(world.now() + timedelta(1)),
    }
    world.ops("POST", f"{case}/note", note)
    assert [step["text"] for step in world.site.done("GET", own, token=token)["steps"]] == [
        "Đề nghị giải trình"
    ]
    world.site.done("POST", f"{own}/reply", {"save_id": "buoc-0004", "text": "Đã điền hộ"}, token)
    assert world.ops("POST", f"{case}/decide", void)["state"] == "voided"
    voided = published(world)
    assert (voided["index"], voided["rank"], voided["survey"]["voided"]) == (
        "0.00",
        len(UNITS),
        True,
    )
    reversed_ = world.ops(
        "POST", f"{case}/reverse", {"save_id": "buoc-0005", "text": "Nhầm đơn vị"}
    )
    assert [step["kind"] for step in reversed_["steps"]] == [
        "opened",
        "note",
        "reply",
        "voided",
        "reversed",
    ]
    after = published(world)
    assert {name: after[name] for name in ("index", "rank", "survey", "points")} == {
        name: before[name] for name in ("index", "rank", "survey", "points")
    }
