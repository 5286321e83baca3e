"""Make the first ops account of a deployed stack: `python -m infra.account --stack NAME --email
ADDRESS --name NAME`.

Works on AWS and on the local stack alike, with the credentials (and AWS_ENDPOINT_URL) of the
environment: the deployed API function says where its tables and user pool are. Prints {"sub",
"email", "password"}; the password is a first one, to be changed at the first sign-in. No letter is
needed for that, so it works while the mail service still refuses to send.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from typing import Any

from infra.release import places

ROLE = "ops"


def environment_of(stack: str, client: Callable[[str], Any]) -> dict[str, str]:
    """The environment of the stack's API function, by name."""
    found = client("cloudformation").describe_stack_resource(
        StackName=stack, LogicalResourceId="APIHandler"
    )
    function = found["StackResourceDetail"]["PhysicalResourceId"]
    configuration = client("lambda").get_function_configuration(FunctionName=function)
    variables: dict[str, str] = configuration["Environment"]["Variables"]
    return variables


def main() -> None:
    """Make the account and print it."""
    parser = argparse.ArgumentParser(
        prog="python -m infra.account", description="Make a stack's first ops account."
    )
    for option in ("--stack", "--email", "--name"):
        parser.add_argument(option, required=True)
    wanted = parser.parse_args()
    session = places.session()
    os.environ["AWS_DEFAULT_REGION"] = session.region_name
    os.environ.update(environment_of(wanted.stack, session.client))

    # Only now: modules read the environment when they are imported.
    from chalicelib import clock, tokens
    from chalicelib.actions.people import accounts
    from chalicelib.domain.people.accounts import Account

    account = Account(sub="", email=wanted.email, name=wanted.name, role=ROLE)
    password = tokens.first_password()
    made = accounts.bootstrap(account, password, "infra.account", clock.now())
    print(json.dumps({"sub": made.sub, "email": made.email, "password": password}))


if __name__ == "__main__":
    main()
