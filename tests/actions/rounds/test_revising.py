"""Questionnaires are revised until somebody is invited, and everything else in a round in use stays
as it is.
"""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.actions.letters import inviting
from chalicelib.actions.rounds import current, loading, revising
from chalicelib.domain.errors import RoundInUse
from chalicelib.domain.rounds.windows import MAX_AGE
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS, people


@pytest.fixture(autouse=True)
@told_once
def _loaded(aws: Aws) -> None:
    story.load()


def revised(text: str = "Chất lượng phục vụ?") -> dict[str, Any]:
    document = small_round.document()
    document["indexes"][0]["questions"][0]["title"]["vi"] = text
    return document


def load(document: dict[str, Any]) -> None:
    loading.load(ROUND, document, small_round.unit_rows(), OPS, NOW)


def asked() -> str:
    return current.get(ROUND, NOW).index("departments").questions[0].title.vi


def shown() -> dict[str, Any]:
    return revising.questionnaires(current.get(ROUND, NOW), {"departments"})


def test_questions_are_revised_though_windows_are_open_and_lists_kept() -> None:
    story.put("so-a", "leaders", people(1, 2))
    first = shown()
    load(revised())
    assert asked() == "Chất lượng phục vụ?"
    assert (first["version"], shown()["version"], shown()["frozen_since"]) == (1, 2, None)
    assert first["digest"] != shown()["digest"]
    load(revised())
    assert shown()["version"] == 2


def test_another_process_sees_the_revision_with_the_next_look_at_the_timetable() -> None:
    current.get(ROUND, NOW)
    copies = dict(current._copies)
    load(revised())
    current._copies.update(copies)
    assert (
        current.get(ROUND, NOW + MAX_AGE).index("departments").questions[0].title.vi
        == "Chất lượng phục vụ?"
    )


def test_from_the_first_invitation_on_questionnaires_are_frozen_and_it_says_since_when() -> None:
    story.put("so-a", "leaders", people(1, 2))
    story.send("so-a")
    story.open_window("survey")
    load(revised("Trước khi mời?"))
    assert inviting.invite(ROUND, NOW) == 2
    with pytest.raises(RoundInUse, match="frozen since the first invitation"):
        load(revised())
    assert asked() == "Trước khi mời?"
    assert shown()["frozen_since"] == NOW


def test_nothing_but_questionnaires_changes_in_a_round_in_use() -> None:
    document = revised()
    document["bands"][0]["from"] = "95"
    with pytest.raises(RoundInUse):
        load(document)
    assert shown()["version"] == 1


def test_what_a_group_sees_is_what_its_respondents_will_see() -> None:
    by_group = {
        each["group"]["id"]: [question["id"] for question in each["questions"]]
        for each in shown()["groups"]
    }
    assert by_group == {"council": ["q1"], "leaders": ["q1", "q2"]}


def test_next_years_draft_takes_the_questionnaires_over_and_is_loaded_as_copied() -> None:
    draft = {**small_round.document(), "id": "thu-2027", "scales": {}}
    for index in draft["indexes"]:
        index["questions"] = []
    made, _ = revising.carry_over(draft, ROUND)
    loading.load("thu-2027", made, small_round.unit_rows(), OPS, NOW)
    copied = revising.questionnaires(current.get("thu-2027", NOW), {"departments"})
    assert [each["copied_from"] for each in copied["groups"]] == [ROUND, ROUND]
    assert copied["groups"][0]["questions"] == shown()["groups"][0]["questions"]
