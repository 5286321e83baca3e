"""The application: everything API Gateway and the event sources may call."""

# ruff: noqa: E402

from __future__ import annotations

import gc
from importlib import import_module

# What a cold start makes lives as long as the process; looking for rubbish in it takes a fifth of
# the start.
gc.disable()

from chalicelib.api import ROUTE_MODULES
from chalicelib.api.serving.application import Application
from chalicelib.jobs import feedback, inspect, mail, publish, tick

app = Application(app_name="par-index")
# Bytes encode themselves (serving.Binary); what is listed here Chalice refuses to clients without
# an Accept header.
app.api.binary_types = ["application/octet-stream"]
for name in ROUTE_MODULES:
    app.register_blueprint(import_module(f"chalicelib.api.{name}").routes)
for job in (feedback, inspect, mail, publish, tick):
    app.register_blueprint(job.jobs)

gc.freeze()
gc.enable()
