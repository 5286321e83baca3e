"""What flows are made of: requests of people, messages of queues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.faults.trying import Said
from tests.faults.world import World
from tests.site import Site
from tests.small_round import ROUND, document

OPS, COUNCIL, UNIT = f"/api/ops/rounds/{ROUND}", f"/api/council/{ROUND}", f"/api/units/{ROUND}/so-a"
MEMBER, SECRETARY, CHAIR = "hoi-dong@example.test", "thu-ky@example.test", "chu-tich@example.test"
SOON, LATER = "2026-11-20T06:00:00Z", "2026-11-20T07:00:00Z"
Who = Callable[[Site], str]
Body = dict[str, Any] | Callable[[World], Any]


def ops(site: Site) -> str:
    """The operations staff."""
    return site.by_ops


def editor(site: Site) -> str:
    """An editor of so-a."""
    return site.editor()


def leader(site: Site) -> str:
    """The leader of so-a."""
    return site.leader()


def member(site: Site) -> str:
    """A member of the council."""
    return site.account(MEMBER, "council")


def chair(site: Site) -> str:
    """The chair of the council."""
    return site.account(CHAIR, "chair")


def secretary(site: Site) -> str:
    """The council's secretariat."""
    return site.account(SECRETARY, "secretariat")


def asks(who: Who, method: str, path: str, body: Body | None = None) -> Callable[[World], Said]:
    """A request of somebody; `{name}` in the path and a body that is computed are of what is kept,
    as a page keeps it.
    """

    def act(at: World) -> Said:
        sent = body(at) if callable(body) else body
        return at.call(method, path.format(**at.kept), sent, who(at.site))

    return act


def done(at: World, who: Who, method: str, path: str, body: Any = None) -> Any:
    """A request that must succeed; its JSON."""
    return at.site.done(method, path, body, who(at.site))


def loaded(*windows: str, people: tuple[Who, ...] = (), **changed: Any) -> Callable[[World], None]:
    """The small round is loaded, these windows are open, these people have signed in. Before the
    windows were opened some process took its copy of the round.
    """

    def steps(at: World) -> None:
        at.site.load({**document(), **changed})
        at.remember()
        for window in windows:
            at.site.open(window, SOON)
        for who in (ops, *people):
            who(at.site)

    return steps


def takes(handle: Any) -> Callable[[World], Said]:
    """The function takes the messages that were in its queue when the act began; what it leaves
    comes again.
    """

    def act(at: World) -> Said:
        at.kept.setdefault("tries", 0)
        at.kept["tries"] += 1
        records = [
            {
                "messageId": f"m{number}",
                "body": body,
                "receiptHandle": "",
                "attributes": {"ApproximateReceiveCount": str(min(2, at.kept["tries"]))},
            }
            for number, body in enumerate(at.kept["messages"])
        ]
        failed = handle({"Records": records}, None)["batchItemFailures"]
        if failed:
            raise ConnectionError(f"{len(failed)} messages failed")
        return None

    return act


def hand_out(at: World, queue: str) -> None:
    """Take every message out of a queue (the name of its setting), for `takes`."""
    sqs, url = at.aws.client("sqs"), at.aws.environment[queue]
    taken: list[str] = []
    while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        taken += [message["Body"] for message in found]
        for message in found:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    at.kept["messages"] = taken


def put(at: World, key: str, content: bytes) -> None:
    """A browser puts a file where its form leads."""
    bucket = at.aws.environment["EVIDENCE_BUCKET"]
    at.aws.client("s3").put_object(Bucket=bucket, Key=key, Body=content)
