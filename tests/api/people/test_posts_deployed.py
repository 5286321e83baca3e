"""Posts on the deployed system: given at the same time, all of them stay."""

from __future__ import annotations

import threading
from typing import Any

from infra.local.stack import Stack
from tests.site import Site, deployed_site
from tests.small_round import ROUND

EMAIL = "so-a-1@example.test"
ACCOUNTS = f"/api/ops/rounds/{ROUND}/accounts"


def give(site: Site, **post: Any) -> None:
    new = {"email": EMAIL, "name": "Cán bộ thử", **post}
    site.done("POST", ACCOUNTS, {"accounts": [new]}, site.by_ops)


def test_posts_that_are_given_at_the_same_instant_all_stay(stack: Stack) -> None:
    site = deployed_site(stack)
    site.load()
    token = site.editor()
    wanted = [
        {"role": "council"},
        {"role": "editor", "unit": "so-b"},
        {"role": "leader", "unit": "quan-c"},
        {"role": "ops"},
    ]
    threads = [threading.Thread(target=give, args=(site,), kwargs=post) for post in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = site.done("GET", "/api/account/posts", token=token)["posts"]
    assert {(post["role"], post["unit"]) for post in held} == {
        ("editor", "so-a"),
        *((post["role"], post.get("unit", "")) for post in wanted),
    }
