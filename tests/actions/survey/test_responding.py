"""One link, one answer; nothing that is stored joins the two."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from botocore.client import BaseClient

from chalicelib.actions.rounds import current
from chalicelib.actions.survey import responding
from chalicelib.aws import secrets
from chalicelib.domain.errors import AlreadyAnswered, Invalid, LinkInvalid, WindowClosed
from chalicelib.domain.integrity.traces import Origin
from chalicelib.domain.letters import invitations
from chalicelib.pages import respond
from chalicelib.store import invitation_items, signals
from chalicelib.store import invitations as store
from tests import open_links
from tests import survey_story as story
from tests.fake_aws import Aws, once
from tests.small_round import NOW, ROUND
from tests.survey_story import Mailbox, mailbox

__all__ = ["mailbox"]


@pytest.fixture
def tokens(aws: Aws, mailbox: Mailbox) -> list[str]:
    """Tokens: two of the council about so-a, then two leaders about so-b."""
    return list(dict(sorted(story.survey(aws, mailbox, 2, 2).items())).values())


@pytest.fixture
def prepared(aws: Aws, mailbox: Mailbox) -> tuple[Aws, str]:
    """The id of one invitation of a survey; the survey is made once."""
    id_ = once(
        "an open survey", lambda: str(next(iter(story.survey(aws, mailbox, 2, 2).values())))[:12]
    )
    current._copies.clear()
    return aws, id_


def boxes(aws: Aws) -> list[tuple[str, str]]:
    return sorted((item["box"]["S"], item["answers"]["S"]) for item in story.rows(aws, "responses"))


def test_an_opened_link_shows_the_questions_of_the_group_and_changes_nothing(
    aws: Aws, tokens: list[str]
) -> None:
    before = story.rows(aws, "invitations")
    shown = responding.open_link(tokens[0], NOW)
    assert shown["unit"] == {"name": {"vi": "Sở A", "en": "Department A"}}
    assert shown["closes"] == "2026-11-20T06:00:00.000Z"
    assert [(question["id"], len(question["options"])) for question in shown["questions"]] == [
        ("q1", 4)
    ]
    assert shown["illustrative"] is True
    assert story.rows(aws, "invitations") == before


def test_an_answer_lands_in_the_box_of_the_rated_unit_and_the_group(
    aws: Aws, tokens: list[str]
) -> None:
    for token, given in (
        (tokens[0], {"q1": 1}),
        (tokens[2], {"q1": 2, "q2": None}),
        (tokens[3], {"q1": None}),
    ):
        responding.answer(responding.open_link(token, NOW)["ballot"], given, f"r-{token}", NOW)
    assert boxes(aws) == [
        (f"{ROUND}/departments/so-a/council", "1."),
        (f"{ROUND}/departments/so-b/leaders", ".."),
        (f"{ROUND}/departments/so-b/leaders", "2."),
    ]


def test_a_link_answers_once(aws: Aws, tokens: list[str]) -> None:
    ballot = responding.open_link(tokens[0], NOW)["ballot"]
    responding.answer(ballot, {"q1": 1}, "r1", NOW)
    with pytest.raises(AlreadyAnswered):
        responding.answer(ballot, {"q1": 2}, "r2", NOW)
    with pytest.raises(AlreadyAnswered):
        responding.open_link(tokens[0], NOW)
    assert len(boxes(aws)) == 1


def test_a_problemy_answer_is_refused_and_the_link_stays_good(aws: Aws, tokens: list[str]) -> None:
    ballot = responding.open_link(tokens[0], NOW)["ballot"]
    for problemy in ({"q1": 9}, {}):
        with pytest.raises(Invalid):
            responding.answer(ballot, problemy, "r1", NOW)
    assert boxes(aws) == []
    responding.answer(ballot, {"q1": 4}, "r1", NOW)


def test_a_forged_link_is_refused_without_any_read(
    tokens: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "find_directly", lambda *_: pytest.fail("was read"))
    with pytest.raises(LinkInvalid):
        responding.open_link(tokens[0][:-1] + ("a" if tokens[0][-1] != "a" else "b"), NOW)


def test_a_voided_link_opens_nothing_and_its_ballot_is_dead(aws: Aws, tokens: list[str]) -> None:
    ballot = responding.open_link(tokens[0], NOW)["ballot"]
    invitation_items.InvitationItem(tokens[0][:12]).update(
        [invitation_items.InvitationItem.status.set("void")]
    )
    with pytest.raises(LinkInvalid):
        responding.open_link(tokens[0], NOW)
    with pytest.raises(LinkInvalid):
        responding.answer(ballot, {"q1": 1}, "r1", NOW)
    assert boxes(aws) == []


@pytest.mark.parametrize("opened", range(3))
@pytest.mark.parametrize("link", range(3))
@pytest.mark.parametrize("revoked", [False, True])
@pytest.mark.parametrize("status", ["queued", "sent", "answered", "void"])
def test_a_ballot_dies_with_its_link_and_then_tells_nothing_of_the_invitation(
    prepared: tuple[Aws, str], status: str, revoked: bool, link: int, opened: int
) -> None:
    aws, id_ = prepared
    item = invitation_items.InvitationItem
    item(id_).update([item.status.set("sent"), item.link.set(opened), item.revoked.set(False)])
    token = invitations.link_token(id_, secrets.link_key(), opened)
    ballot = responding.open_link(token, NOW)["ballot"]
    item(id_).update([item.status.set(status), item.link.set(link), item.revoked.set(revoked)])
    before = len(boxes(aws))
    told = outcome(ballot, f"r-{status}-{revoked}-{link}-{opened}")
    if link != opened or status == "void":
        assert told is LinkInvalid
    else:
        assert told is (AlreadyAnswered if status == "answered" else None)
    assert len(boxes(aws)) == before + (told is None)


def outcome(ballot: str, response: str) -> type[Exception] | None:
    try:
        responding.answer(ballot, {"q1": 1}, response, NOW)
    except (AlreadyAnswered, LinkInvalid) as refused:
        return type(refused)
    return None


def test_links_die_with_the_window(aws: Aws, tokens: list[str]) -> None:
    ballot = responding.open_link(tokens[0], NOW)["ballot"]
    with pytest.raises(WindowClosed):
        responding.open_link(tokens[0], story.LATER)
    with pytest.raises(WindowClosed):
        responding.answer(ballot, {"q1": 1}, "r1", story.LATER)
    assert boxes(aws) == []


def test_opening_and_answering_take_one_read_and_one_transaction(
    aws: Aws, tokens: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    responding.open_link(tokens[1], NOW)
    calls: list[str] = []
    real = BaseClient._make_api_call

    def counted(self: object, operation: str, arguments: dict[str, object]) -> object:
        calls.append(operation)
        return real(self, operation, arguments)

    monkeypatch.setattr(BaseClient, "_make_api_call", counted)
    responding.answer(responding.open_link(tokens[0], NOW)["ballot"], {"q1": 1}, "r1", NOW)
    assert calls == ["GetItem", "TransactWriteItems"]


@pytest.mark.parametrize("source", ["national-2024", "hanoi-2023"])
def test_every_shipped_questionnaire_weighs_less_than_60_kb_with_its_page(
    aws: Aws, source: str
) -> None:
    round_id = f"can-{source}"
    units = open_links.load(round_id, NOW, source)
    for index in current.get(round_id, NOW).indexes:
        for group in index.groups:
            [token] = open_links.issue(round_id, units[index.id], 1, index.id, group.id)
            shown = responding.open_link(token, NOW)
            sheet = {
                "ballot": shown["ballot"],
                "answers": {question["id"]: 1 for question in shown["questions"]},
            }
            sent = [
                respond.document(),
                *(json.dumps(each, ensure_ascii=False) for each in (shown, sheet)),
            ]
            # Nothing compressed; for each of six heads, of requests and answers, a kilobyte.
            assert sum(len(each.encode()) for each in sent) + 6 * 1024 <= 60_000, (
                index.id,
                group.id,
            )


def test_no_key_and_no_time_joins_a_person_to_an_answer(aws: Aws, mailbox: Mailbox) -> None:
    for number, (address, token) in enumerate(story.survey(aws, mailbox).items()):
        given = {"q1": number % 4 + 1}
        responding.answer(responding.open_link(token, NOW)["ballot"], given, f"zufall{number}", NOW)
        assert address not in str(story.rows(aws, "responses"))
    responses = story.rows(aws, "responses")
    assert {frozenset(item) for item in responses} == {frozenset({"box", "response", "answers"})}
    keys = {item["response"]["S"] for item in responses}
    people = str(
        [
            story.rows(aws, table)
            for table in ("invitations", "respondents", "audit", "rounds", "units")
        ]
    )
    assert not any(key in people for key in keys)
    boxes_ = {item["box"]["S"] for item in responses}
    for item in story.rows(aws, "invitations"):
        values = {str(value) for cell in item.values() for value in cell.values()}
        assert not values & (boxes_ | keys)
        assert not story.looks_like_a_time(str(item).replace(ROUND, ""))
        # Box and invitation meet in nothing finer than the box itself: (index, unit, group).
        assert set(item) == {
            "invitation",
            "round",
            "index",
            "group",
            "unit",
            "lister",
            "at",
            "status",
            "wanted",
            "letters",
            "sends",
            "delivery",
            "day",
            "link",
            "corrections",
            "revoked",
            "bucket",
            "pace",
        }
    assert not story.looks_like_a_time(str(responses).replace(ROUND, ""))


def test_the_invitation_keeps_hashes_of_where_an_answer_came_from_and_whether_anybody_can_have_read(
    aws: Aws, tokens: list[str]
) -> None:
    origins = [
        Origin("198.51.100.7", "Firefox"),
        Origin("198.51.100.200", "Firefox"),
        Origin("203.0.113.9", "Chrome"),
    ]
    for number, (token, origin, seconds) in enumerate(
        zip(tokens, origins, (0, 4, 60), strict=False)
    ):
        ballot = responding.open_link(token, NOW)["ballot"]
        responding.answer(ballot, {"q1": 1}, f"r{number}", NOW + timedelta(seconds=seconds), origin)
    traces = [trace for trace in signals.list_traces(ROUND, "departments") if trace.bucket]
    assert sorted((trace.unit, trace.group, trace.lister, trace.fast) for trace in traces) == [
        ("so-a", "council", "authority", False),
        ("so-a", "council", "authority", True),
        ("so-b", "leaders", "so-b", False),
    ]
    assert [
        len({getattr(trace, name) for trace in traces}) for name in ("network", "device", "bucket")
    ] == [2, 2, 1]
    assert not [
        trace for trace in signals.list_changes(ROUND, "departments") if trace.bucket or trace.fast
    ]
    stored = str(story.rows(aws, "invitations"))
    assert not [word for word in ("198.51", "203.0", "Firefox", "Chrome") if word in stored]


def test_a_destroyed_signal_key_never_comes_back(aws: Aws) -> None:
    secrets.signal_key.cache_clear()
    first = secrets.signal_key(ROUND)
    assert secrets.signal_key(ROUND) == first
    secrets.signal_key.cache_clear()
    assert secrets.signal_key(ROUND) == first
    for _ in range(2):
        secrets.destroy_signal_key(ROUND)
    assert secrets.signal_key(ROUND) != first
