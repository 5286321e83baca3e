"""What the environment tells the program: the only reader of `os.environ`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Settings:
    """Where this deployment keeps its things. Every name is set by infra/resources.yaml."""

    stage: str
    region: str
    endpoint_url: str | None
    table_prefix: str
    evidence_bucket: str
    publications_bucket: str
    drafts_bucket: str
    boxes_bucket: str
    mail_queue_url: str
    publish_queue_url: str
    evidence_queue_url: str
    user_pool_id: str
    user_pool_client_id: str
    link_secret: str
    mail_from: str
    mail_events: str
    mail_limits: str
    mail_begins: str
    personal_data_months: str
    app_url: str
    origin_secret: str

    @classmethod
    def from_env(cls) -> Settings:
        """Read the environment; a missing name raises KeyError with that name."""
        env = os.environ
        return cls(
            stage=env["STAGE"],
            region=env["AWS_DEFAULT_REGION"] if "AWS_DEFAULT_REGION" in env else env["AWS_REGION"],
            endpoint_url=env.get("AWS_ENDPOINT_URL"),
            table_prefix=env["TABLE_PREFIX"],
            evidence_bucket=env["EVIDENCE_BUCKET"],
            publications_bucket=env["PUBLICATIONS_BUCKET"],
            drafts_bucket=env["DRAFTS_BUCKET"],
            boxes_bucket=env["BOXES_BUCKET"],
            mail_queue_url=env["MAIL_QUEUE_URL"],
            publish_queue_url=env["PUBLISH_QUEUE_URL"],
            evidence_queue_url=env["EVIDENCE_QUEUE_URL"],
            user_pool_id=env["USER_POOL_ID"],
            user_pool_client_id=env["USER_POOL_CLIENT_ID"],
            link_secret=env["LINK_SECRET"],
            mail_from=env["MAIL_FROM"],
            mail_events=env["MAIL_EVENTS"],
            mail_limits=env["MAIL_LIMITS"],
            mail_begins=env["MAIL_BEGINS"],
            personal_data_months=env["PERSONAL_DATA_MONTHS"],
            app_url=env["APP_URL"].rstrip("/"),
            origin_secret=env["ORIGIN_SECRET"],
        )

    @property
    def evidence_origin(self) -> str:
        """Where browsers send and fetch evidence: the bucket's own host, which no other bucket
        shares; the emulator has one address for everything.
        """
        return self.endpoint_url or f"https://{self.evidence_bucket}.s3.{self.region}.amazonaws.com"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings.from_env()
