"""Signals, the case they open, and what the unit sees of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from chalicelib.actions.integrity import examining
from chalicelib.aws import secrets
from chalicelib.store import audit, rulings
from tests import interference_story as story
from tests import survey_story
from tests.api.conftest import Clock, Prepare
from tests.fake_aws import Aws
from tests.interference_story import OPS, ROUND, VICTIM, World
from tests.scoring_story import work
from tests.site import Answer, Site
from tests.survey_story import Mailbox, mailbox

__all__ = ["mailbox"]
Letters = tuple[tuple[str, dict[str, str]], ...]


@pytest.fixture
def world(site: Site, aws: Aws, clock: Clock, mailbox: Mailbox, prepare: Prepare) -> World:
    """The survey is invited to."""

    def until(done: Callable[[], bool]) -> None:
        work(aws)
        assert done()

    made = World(site, clock.now, until, mailbox.tokens)

    def steps() -> Letters:
        story.invite(made)
        survey_story.deliver(aws, clock.now())
        return tuple(mailbox.letters)

    mailbox.letters[:] = prepare(steps)
    return made


@pytest.fixture
def sealed(world: World, clock: Clock, prepare: Prepare) -> World:
    """Everybody answered, the survey has closed, its ballots are sealed."""

    def steps() -> None:
        tokens = world.tokens()
        for email, text in story.answers().items():
            story.answer(world, tokens[email], text)
        clock.pass_(hours=1, seconds=10)
        story.seal(world)

    prepare(steps)

    def send(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Nobody does two things at one instant."""
        clock.pass_(seconds=1)
        return world.site.send(method, path, headers, body)

    return replace(world, site=Site(send, world.site.letters, world.site.ops))


def test_copied_answers_are_flagged_heard_voided_and_taken_back(sealed: World) -> None:
    story.investigate(sealed)
    acts = [(act.act, act.reason) for act in audit.list_acts(ROUND) if act.subject == VICTIM]
    assert acts == [
        ("open_case", "Phiếu trùng nhau"),
        ("note_case", "Đề nghị giải trình"),
        ("reply_case", "Đã điền hộ"),
        ("void_survey", "Can thiệp vào điều tra"),
        ("reverse_void", "Nhầm đơn vị"),
    ]
    (ruling,) = rulings.list_rulings(ROUND, "void")
    assert (ruling.withdrawn, ruling.reason) == (True, "Nhầm đơn vị")


def test_before_the_ballots_are_sealed_there_is_only_what_was_done_to_invitations(
    world: World,
) -> None:
    tokens = world.tokens()
    for address in list(tokens)[:3]:
        story.answer(world, tokens[address], story.COPY)
    link = {"index": "departments", "email": f"{VICTIM}-00@example.test", "reason": "hộp thư hỏng"}
    before = world.ops("GET", "/signals/departments")
    world.ops("POST", "/links", link)
    told = world.ops("GET", "/signals/departments")
    assert (before["complete"], told["complete"]) == (False, False)
    seen = {
        (unit["unit"], each["signal"]): (each["seen"], each["of"])
        for unit in told["units"]
        for each in unit["signals"]
    }
    assert seen == {
        (unit, signal): (int((unit, signal) == (VICTIM, "handed")), story.EACH)
        for unit in story.UNITS
        for signal in ("corrected", "handed")
    }
    assert world.ops("POST", f"/cases/{VICTIM}", {"save_id": "buoc-0009", "text": "?"})[
        "signals"
    ] == next(unit["signals"] for unit in told["units"] if unit["unit"] == VICTIM)


def test_looking_again_finds_the_same_and_once_everything_is_sealed_the_key_of_the_signals_is_gone(
    sealed: World,
) -> None:
    first = sealed.ops("GET", "/signals/departments")
    before = secrets.signal_key(ROUND)  # nobody asks after sealing: this makes another
    examining.examine(ROUND, "departments", sealed.now())
    assert sealed.ops("GET", "/signals/departments") == first
    assert secrets.signal_key(ROUND) != before


def test_a_case_may_be_opened_without_signals_and_dismissed(world: World) -> None:
    opened = world.ops("POST", "/cases/so-a", {"save_id": "buoc-0001", "text": "Có đơn phản ánh"})
    assert (any(each["flagged"] for each in opened["signals"]), opened["steps"][0]["effect"]) == (
        False,
        None,
    )
    again = world.ops("POST", "/cases/so-a", {"save_id": "buoc-0001", "text": "Có đơn phản ánh"})
    assert len(again["steps"]) == 1
    dismissal = {"save_id": "buoc-0002", "decision": "dismiss", "text": "Vô căn cứ"}
    assert world.ops("POST", "/cases/so-a/decide", dismissal)["state"] == "dismissed"
    assert [case["unit"] for case in world.ops("GET", "/cases")["cases"]] == ["so-a"]
    assert rulings.list_rulings(ROUND, "void") == []


def test_there_is_no_case_on_a_unit_unknown_or_unsuspected(world: World) -> None:
    body = {"save_id": "buoc-0001", "text": "vì sao"}
    for method, path in (
        ("GET", "/cases/so-a"),
        ("POST", "/cases/khong-co"),
        ("POST", "/cases/so-a/reverse"),
    ):
        given = body if method == "POST" else None
        assert world.site.call(method, f"{OPS}{path}", given, world.site.by_ops).status == 404


def test_another_unit_sees_nothing_of_a_case(world: World) -> None:
    world.ops("POST", f"/cases/{VICTIM}", {"save_id": "buoc-0001", "text": "Phiếu trùng nhau"})
    token = story.editor(world)
    assert world.site.call("GET", f"/api/units/{ROUND}/so-a/case", token=token).status == 403
    assert world.site.call("GET", f"{OPS}/cases", token=token).status == 403


def test_a_void_without_a_case_is_one_ruling_on_record_and_is_taken_back_the_same_way(
    sealed: World,
) -> None:
    before = story.published(sealed)
    void = {"kind": "void", "unit": VICTIM, "reason": "Can thiệp", "public": True}
    sealed.ops("PUT", "/rulings", {"rulings": [void]})
    voided = story.published(sealed)
    assert (voided["index"], voided["survey"]["voided"]) == ("0.00", True)
    sealed.ops("PUT", "/rulings", {"rulings": [{**void, "withdrawn": True}]})
    assert story.published(sealed)["index"] == before["index"]
    assert sum(act.act == "rule" for act in audit.list_acts(ROUND)) == 2
