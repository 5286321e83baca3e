from __future__ import annotations

from chalicelib.domain.group_names import names


def test_a_group_whose_id_two_indexes_share_is_named_with_its_index() -> None:
    assert names([("x", "g"), ("y", "g"), ("x", "h")]) == ["x/g", "y/g", "h"]
