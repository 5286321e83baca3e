"""After a deployment every static file is asked for once, so that CloudFront has it before people
do: one after the other, where the first person's browser would start sixty copies of the function
at once.
"""

from __future__ import annotations

from collections.abc import Callable

import urllib3

from chalicelib.pages import assets

# As browsers of today ask; CloudFront makes it the same for all of them.
ACCEPTED = {"Accept-Encoding": "br, gzip"}
_SECONDS = 35.0  # as long as CloudFront waits itself


def fill(address: str, say: Callable[[str], object]) -> None:
    """Ask `address` (`https://…`) for every static file of this release; the first that does not
    come ends it, with a word and no fault: people's browsers then do the same.
    """
    names = sorted(assets.names())
    with urllib3.PoolManager(retries=False, timeout=_SECONDS, headers=ACCEPTED) as pool:
        for name in names:
            try:
                status = pool.request("GET", address + assets.address(name)).status
            except urllib3.exceptions.HTTPError as fault:
                say(f"CloudFront was not filled: {type(fault).__name__} at {address}.")
                return
            if status != 200:
                say(f"CloudFront was not filled: {status} for {name}.")
                return
    say(f"CloudFront has all {len(names)} static files.")
