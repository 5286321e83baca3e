"""One person's answers: from the form to the string that is stored (contract §3)."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import NO_ANSWER


def fill(index: Index, group: str, answers: Mapping[str, int | None]) -> str:
    """The answer string of somebody in `group`: one character a question of the index, `.` for
    none.

    `answers` maps question ids to option numbers from 1; a question that is missing or None was
    left blank. All may be None, but an empty mapping is an accident that would use up the link:
    Invalid. Invalid too for each option outside its scale and each question that this group is not
    asked.
    """
    asked = {question.id: question for question in index.questions_of(group)}
    if asked and not answers:
        raise Invalid(
            errors=[
                Problem(
                    "answers",
                    "Phiếu không có câu nào; hãy tải lại trang và gửi lại",
                    "The questionnaire has no questions; please reload the page and send it again",
                    "empty_sheet",
                )
            ]
        )
    problems = [
        Problem(
            f"answers.{name}",
            "Phiếu này không có câu hỏi đó",
            "This questionnaire has no such question",
            "unknown_question",
        )
        for name in answers
        if name not in asked
    ]
    for name, question in asked.items():
        answer, options = answers.get(name), len(question.options)
        if answer is not None and not 1 <= answer <= options:
            problems.append(
                Problem(
                    f"answers.{name}",
                    f"Câu trả lời phải là số từ 1 đến {options}, hoặc để trống",
                    f"An answer is a number from 1 to {options}, or left blank",
                    "out_of_scale",
                )
            )
    if problems:
        raise Invalid(errors=problems)
    return "".join(str(answers.get(question.id) or NO_ANSWER) for question in index.questions)
