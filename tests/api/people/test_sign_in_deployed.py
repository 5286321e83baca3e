"""Signing in on the deployed system: two cookies come through the gateway, and the sign-in is
renewed with one, passes a lock with the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chalicelib.domain.people.attempts import PER_ADDRESS
from tests.site import PASSWORD, Answer, deployed_site
from tests.small_round import document

if TYPE_CHECKING:
    from infra.local.stack import Stack

ROUND, EMAIL = "dang-nhap-2026", "bi-khoa@example.test"


def test_a_known_browser_passes_a_lock_and_its_session_is_renewed(stack: Stack) -> None:
    site = deployed_site(stack, ROUND)
    site.load({**document(), "id": ROUND})
    site.account(EMAIL, unit="so-a")
    right = {"email": EMAIL, "password": PASSWORD}
    first = site.call("POST", "/api/session", right)

    def again(name: str, method: str, path: str, body: object = None) -> Answer:
        [value] = re.findall(rf"\b{name}=([^;]+);", first.headers["set-cookie"])
        return site.call(method, path, body, headers={"Cookie": f"a=1; {name}={value}"})

    assert again("refresh", "POST", "/api/session/refresh").json["account"]["email"] == EMAIL
    for number in range(PER_ADDRESS):
        assert site.sign_in(EMAIL, f"sai mật khẩu {number}").status == 401
    assert site.call("POST", "/api/session", right).status == 429
    assert again("known", "POST", "/api/session", right).status == 200
    assert again("refresh", "DELETE", "/api/session").status == 204
    assert again("refresh", "POST", "/api/session/refresh").status == 401
