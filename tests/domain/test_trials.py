from __future__ import annotations

from chalicelib.domain.trials import Trial, faults


def test_before_a_round_is_live_letters_go_to_test_addresses_alone() -> None:
    trial = Trial(False, ("thu@example.test",))
    assert trial.lets("thu@example.test")
    assert not trial.lets("nguoi-0001@example.test")
    assert Trial(True).lets("nguoi-0001@example.test")


def test_every_test_address_that_is_none_is_named_by_its_place() -> None:
    found = faults(["thu@example.test", "khongphaithu", " THU2@EXAMPLE.TEST ", "a@"])
    assert [(each.at, each.vi) for each in found] == [
        ("addresses[1]", "Địa chỉ thứ 2: “khongphaithu” không phải địa chỉ thư điện tử"),
        ("addresses[3]", "Địa chỉ thứ 4: “a@” không phải địa chỉ thư điện tử"),
    ]
