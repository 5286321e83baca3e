"""Tell or erase what a round keeps of one listed person: `python -m infra.person show|erase --stack
NAME --round ROUND --email ADDRESS [--reason TEXT --by WHO]`.

Works on AWS and on the local stack alike, with the rights of whoever calls it; when to use it is in
docs/personal-data.md. `show` prints JSON for that person; `erase` is on record, without the
address.
"""

from __future__ import annotations

import argparse
import json
import os

from infra.account import environment_of
from infra.release import places


def main(arguments: list[str] | None = None) -> None:
    """Tell or erase."""
    parser = argparse.ArgumentParser(prog="python -m infra.person", description=__doc__)
    parser.add_argument("act", choices=("show", "erase"))
    for option in ("--stack", "--round", "--email"):
        parser.add_argument(option, required=True)
    for option in ("--reason", "--by"):
        parser.add_argument(option, default="")
    wanted = parser.parse_args(arguments)
    session = places.session()
    os.environ["AWS_DEFAULT_REGION"] = session.region_name
    os.environ.update(environment_of(wanted.stack, session.client))

    # Only now: modules read the environment when they are imported.
    from chalicelib import clock
    from chalicelib.actions.letters import disclosing

    if wanted.act == "show":
        found = disclosing.person(wanted.round, wanted.email, clock.now())
        print(json.dumps(found, ensure_ascii=False, indent=1, default=str))
        return
    if not (wanted.reason and wanted.by):
        raise SystemExit(
            "Say why (--reason: the request's number and date) and who you are (--by)."
        )
    count = disclosing.erase_person(
        wanted.round, wanted.email, wanted.reason, wanted.by, clock.now()
    )
    print(f"Erased from {count} rows.")


if __name__ == "__main__":
    main()
