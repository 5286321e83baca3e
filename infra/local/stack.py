"""The whole system on one machine, as an object: start it, talk to it, look inside, empty it, stop
it.

with Stack.start() as stack:
    stack.http.get("/api/health").json()
    stack.client("s3").list_buckets()
    stack.messages()
"""

from __future__ import annotations

import json
import os
import shutil
import urllib.request
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from infra import package, stacks
from infra.local import deploy, emulator
from infra.local.emptying import empty
from infra.local.ops import OpsAccount, first_account
from infra.local.patience import PATIENCE
from infra.local.session import Http
from infra.steps import Begin, silently

NAME = "par-index-local"
DOMAIN = "app.localhost"


@dataclass
class Stack:
    """A running, deployed system. `url` is its address for browsers; `outputs` are those of the
    template.
    """

    emulator: emulator.Emulator
    temporary: bool = False
    outputs: dict[str, str] = field(default_factory=dict)
    _letters_seen: int = 0
    _clients: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def start(
        cls,
        port: int = 0,
        folder: Path | None = None,
        artefact: package.Package | None = None,
        *,
        begin: Begin = silently,
    ) -> Self:
        """Start and deploy the packaged project; without `folder` nothing survives the stop.

        With `folder` the state lies there, is loaded again at the next start, and is thrown away
        when it is only half there. Without `port` any free one is taken; kept state wants the same
        one every time. `begin` is told each step.
        """
        with begin("Đóng gói / Packaging"):
            artefact = artefact or package.build("local", check=False)
        port = port or emulator.free_port()
        place = folder or emulator.temporary_folder()
        with begin("Khởi động AWS giả lập / Starting the emulated AWS"):
            started = emulator.start(port, place, keep=folder is not None)
        stack = cls(started, temporary=folder is None)
        try:
            if stack._is_broken():
                print("The state kept from the last run is incomplete; starting anew.", flush=True)
                stack.stop()
                wipe(place)
                stack = cls(emulator.start(port, place, keep=True))
            with begin("Triển khai / Deploying"):
                stack.deploy(artefact)
        except BaseException:
            stack.stop()
            raise
        return stack

    @classmethod
    def attach(cls, folder: Path) -> Self:
        """The stack that another process runs with this folder; stopping it is that process's
        business.
        """
        running = folder / "pid"
        if not running.exists():
            raise SystemExit("Nothing runs: start it with `make run`.")
        return cls(emulator.Emulator(None, int(running.read_text().split()[1]), folder))

    def deploy(self, artefact: package.Package) -> None:
        """Bring this artefact onto the running stack unless it is there already; data stay."""
        mark = self.emulator.folder / "deployed"
        wanted = f"{artefact.digest()} {self.url}"
        if not mark.exists() or mark.read_text() != wanted:
            deploy.deploy(
                self.client,
                NAME,
                artefact,
                {"AppUrl": self.url, "AppDomain": DOMAIN},
                self.endpoint,
            )
            self._checkpoint()
            mark.write_text(wanted)
        stacks = self.client("cloudformation").describe_stacks(StackName=NAME)["Stacks"]
        self.outputs = {
            output["OutputKey"]: output["OutputValue"] for output in stacks[0].get("Outputs", [])
        }

    def stop(self) -> None:
        """Stop in order: what runs finishes, the state is written."""
        self.emulator.stop()
        if self.temporary:
            shutil.rmtree(self.emulator.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def endpoint(self) -> str:
        """Address of the emulated AWS services."""
        return f"http://{emulator.HOST}:{self.emulator.port}"

    @property
    def url(self) -> str:
        """Address of the application, for browsers and for links in e-mails."""
        return f"http://{DOMAIN}:{self.emulator.port}"

    @cached_property
    def http(self) -> Http:
        """A session with the application that keeps cookies; paths such as `/api/health` are
        enough.
        """
        return self.session()

    def session(self) -> Http:
        """Another session, for another user or thread."""
        return Http(self.endpoint, f"{DOMAIN}:{self.emulator.port}")

    def client(self, service: str) -> Any:
        """The boto3 client of an emulated service, with every right."""
        if service not in self._clients:
            config = Config(
                retries={"total_max_attempts": 2},
                read_timeout=PATIENCE,
                max_pool_connections=32,
                s3={"addressing_style": "path"},
            )
            self._clients[service] = boto3.Session(
                emulator.KEY, emulator.KEY, region_name=emulator.REGION
            ).client(service, endpoint_url=self.endpoint, config=config)
        return self._clients[service]

    def environment(self) -> dict[str, str]:
        """What the AWS SDKs need to find this stack, for processes started from here."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": emulator.REGION,
            "AWS_ACCESS_KEY_ID": emulator.KEY,
            "AWS_SECRET_ACCESS_KEY": emulator.KEY,
        }

    def function_environment(self) -> dict[str, str]:
        """The environment of the deployed API function with every right, for a process beside
        it.
        """
        own = self.client("lambda").get_function_configuration(
            FunctionName=self._resource("APIHandler")
        )
        return {**os.environ, **own["Environment"]["Variables"], **self.environment()}

    def ops(self) -> OpsAccount:
        """The first ops account: made once, left alone by `clean`, ready to sign in."""
        kept = self.emulator.folder / "ops.json"
        if not kept.exists():
            made = first_account(
                NAME, self.environment(), self.client("cognito-idp"), self.outputs["UserPoolId"]
            )
            kept.touch(mode=0o600)
            kept.write_text(json.dumps(asdict(made)))
        return OpsAccount(**json.loads(kept.read_text()))

    def messages(self) -> list[dict[str, Any]]:
        """What SES sent since the last `clean`, oldest first: Source, To, Subject, BodyText,
        BodyHtml, Timestamp.
        """
        return self._letters()[self._letters_seen :]

    def tick(self) -> None:
        """Have the tick's work done now, besides every minute."""
        self.client("lambda").invoke(FunctionName=self._resource("Tick"))

    def clean(self) -> None:
        """Empty tables, buckets, queues and the user pool, in milliseconds; the deployment
        stays.
        """
        has_ops = (self.emulator.folder / "ops.json").exists()
        empty(self.client, NAME, self.outputs, keep=self.ops().sub if has_ops else "")
        self._letters_seen = len(self._letters())

    def _letters(self) -> list[dict[str, Any]]:
        with urllib.request.urlopen(
            f"{self.endpoint}/_ministack/ses/messages", timeout=PATIENCE
        ) as answer:
            by_account = json.load(answer)["messages"]
        return [letter for letters in by_account.values() for letter in letters]

    def _checkpoint(self) -> None:
        with urllib.request.urlopen(f"{self.endpoint}/_local/checkpoint", timeout=PATIENCE):
            pass

    def _is_broken(self) -> bool:
        """Whether an earlier run left only part of its state: no complete stack, or one whose
        things are missing.
        """
        mark = self.emulator.folder / "deployed"
        now = stacks.status(self.client("cloudformation"), NAME)
        if now is None:  # never deployed, unless it was interrupted
            return mark.exists() or bool(self.client("s3").list_buckets()["Buckets"])
        try:
            self.client("dynamodb").describe_table(TableName=f"{NAME}-rounds")
            self.client("lambda").get_function(FunctionName=self._resource("APIHandler"))
            self.client("cognito-idp").describe_user_pool(UserPoolId=self._resource("UserPool"))
            self.client("s3").head_bucket(Bucket=self._resource("Evidence"))
        except ClientError:
            return True
        return not mark.exists() or now not in (
            "CREATE_COMPLETE",
            "UPDATE_COMPLETE",
            "UPDATE_ROLLBACK_COMPLETE",
        )

    def _resource(self, logical: str) -> str:
        found = self.client("cloudformation").describe_stack_resource(
            StackName=NAME, LogicalResourceId=logical
        )
        name: str = found["StackResourceDetail"]["PhysicalResourceId"]
        return name


def wipe(folder: Path) -> None:
    """Forget everything a stack kept under `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
