"""The operations account of a local stack, which sets everything else up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from infra.folders import PROJECT

EMAIL = "dieu-hanh@example.test"


@dataclass(frozen=True, slots=True)
class OpsAccount:
    """The account that sets everything else up."""

    sub: str
    email: str
    password: str


def first_account(
    stack: str, environment: dict[str, str], cognito: Any, user_pool: str
) -> OpsAccount:
    """Make it as on AWS, by `infra.account`; here the first password is already the own one."""
    options = ["--stack", stack, "--email", EMAIL, "--name", "Điều hành"]
    made = subprocess.run(
        [sys.executable, "-m", "infra.account", *options],
        cwd=PROJECT,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    account = OpsAccount(**json.loads(made.stdout.splitlines()[-1]))
    cognito.admin_set_user_password(
        UserPoolId=user_pool, Username=EMAIL, Password=account.password, Permanent=True
    )
    return account
