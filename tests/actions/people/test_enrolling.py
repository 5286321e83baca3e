"""A file of people is only shown: what would happen to each account, or what is wrong, by cell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.actions.people import accounts, enrolling
from chalicelib.actions.people.enrolling import AccountsPreview
from chalicelib.actions.rounds import loading
from chalicelib.domain.errors import Invalid
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.posts import Post
from chalicelib.store import accounts as store
from chalicelib.store import audit
from tests import people_story as people
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.list_books import encoded
from tests.people_story import EMAIL, OTHER
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS

HEADER = "Thư điện tử;Họ và tên;Vai trò;Đơn vị;Lĩnh vực thẩm định"
AN = f"{EMAIL};Cán bộ;Người nhập liệu;Sở A;"
BINH = f"{OTHER};Bình;Lãnh đạo đơn vị;Sở B;"
NEXT = "nam-sau"


@pytest.fixture(autouse=True)
@told_once
def _loaded(aws: Aws) -> None:
    story.load()
    people.invite(EMAIL)


def preview(*rows: str, round_id: str = ROUND, header: str = HEADER) -> AccountsPreview:
    content = encoded("\r\n".join([header, *rows]).encode())
    return enrolling.preview(round_id, content, NOW)


def outcomes(shown: AccountsPreview) -> dict[str, str]:
    wanted = (account.email for account in shown.wanted)
    return dict(zip(wanted, shown.outcomes, strict=True))


def create(shown: AccountsPreview, round_id: str = ROUND) -> None:
    accounts.create(round_id, shown.wanted, OPS.email, lambda: people.FIRST_PASSWORD, NOW)


def kept() -> tuple[dict[str, Account], list[str], list[str]]:
    """The accounts, what is on record, and the letters to both."""
    entries = [act.entry for act in audit.list_acts(ROUND)]
    return store.list_by_email(), entries, [*people.letters(EMAIL), *people.letters(OTHER)]


def test_a_preview_creates_no_account_sends_no_letter_and_is_not_on_record() -> None:
    before = kept()
    shown = preview(AN.replace("Sở A", "Sở B"), BINH)
    assert shown.errors == () and len(shown.wanted) == 2
    assert kept() == before


def test_what_was_shown_is_what_is_created_and_the_same_file_then_changes_nothing() -> None:
    shown = preview(AN, BINH)
    assert outcomes(shown) == {EMAIL: "standing", OTHER: "new"}
    create(shown)
    assert [len(people.letters(email)) for email in (EMAIL, OTHER)] == [1, 1]
    assert set(outcomes(preview(AN, BINH)).values()) == {"standing"}
    assert store.list_by_email()[OTHER].post == shown.wanted[1].post


def test_who_has_a_post_gets_one_in_the_next_round_and_an_old_file_moves_nobody_back() -> None:
    document = {**small_round.document(), "id": NEXT, "year": 2027}
    loading.load(NEXT, document, small_round.unit_rows(), OPS, NOW)
    shown = preview(AN, round_id=NEXT)
    assert outcomes(shown) == {EMAIL: "added"}
    create(shown, NEXT)
    both = store.list_by_email()[EMAIL]
    assert both.posts == (Post("editor", NEXT, "so-a"), Post("editor", ROUND, "so-a"))
    assert outcomes(preview(AN)) == {EMAIL: "standing"}
    again = preview(AN.replace("Sở A", "Sở B"))
    assert outcomes(again) == {EMAIL: "added"}
    create(again)
    assert store.list_by_email()[EMAIL].post == both.post


def test_two_posts_of_one_person_and_an_end_are_shown_as_what_they_are() -> None:
    member, later = f"{OTHER};Bình;Thành viên Hội đồng;;", f"{AN};31/12/2098"
    shown = preview(BINH, member, later, header=f"{HEADER};Đến hết ngày")
    assert shown.outcomes == ("new", "added", "ends")
    create(shown)
    known = store.list_by_email()
    assert [post.role for post in known[OTHER].posts] == ["council", "leader"]
    assert known[EMAIL].until == datetime(2098, 12, 31, 17, tzinfo=UTC)
    assert [len(people.letters(email)) for email in (EMAIL, OTHER)] == [1, 2]


def test_one_problem_is_told_by_its_cell_and_then_none_of_the_file_can_be_created() -> None:
    shown = preview(AN, BINH.replace("Sở B", "Sở Z"))
    assert [(problem.at, problem.code) for problem in shown.errors] == [("D3", "unknown_unit")]
    with pytest.raises(Invalid) as refused:
        create(shown)
    assert [problem.at for problem in refused.value.errors] == ["accounts[1].unit"]
    assert OTHER not in store.list_by_email()


def test_an_account_is_recognised_in_any_writing_of_its_address() -> None:
    people.invite("dh@example.test", "ops")
    shown = preview("DH@Example.test;Cán bộ;Người nhập liệu;Sở A;")
    assert (shown.errors, outcomes(shown)) == ((), {"dh@example.test": "added"})


def test_a_file_with_nobody_in_it_says_so_and_what_is_no_table_is_refused() -> None:
    assert [problem.code for problem in preview(";;Lãnh đạo đơn vị;Sở A;").errors] == ["empty"]
    with pytest.raises(Invalid):
        enrolling.preview(ROUND, "@@@", NOW)
