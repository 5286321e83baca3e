"""The application: everything API Gateway and the event sources may call."""

from __future__ import annotations

from chalice.app import Chalice

app = Chalice(app_name="par-index")


@app.route("/api/health")
def health() -> dict[str, str]:
    """Say that requests reach the application."""
    app.log.info("health")
    return {"status": "ok"}


@app.lambda_function(name="tick")
def tick(event: dict[str, object], context: object) -> dict[str, object]:
    """Stand in for the scheduled job until chalicelib.jobs has it."""
    return {}


@app.lambda_function(name="mail")
def mail(event: dict[str, object], context: object) -> dict[str, object]:
    """Stand in for the mail worker until chalicelib.jobs has it."""
    return {"batchItemFailures": []}


@app.lambda_function(name="publish")
def publish(event: dict[str, object], context: object) -> dict[str, object]:
    """Stand in for the publishing worker until chalicelib.jobs has it."""
    return {"batchItemFailures": []}
