"""The other side of `answer_vs_django`: Django REST framework on PostgreSQL, in an environment of
its own.

Written as Django's documentation would have it, and given every ease: models and fields of the same
content, the least middleware that sends the same headers, no sign-in, a signed ballot that spares a
read, the timetable kept for five seconds, psycopg with its C speed-ups, one connection that stays.
`python django_answers.py`, with PGPORT and SECRET_KEY in its environment, makes its tables, says
`ready`, and for each line `N` on its input answers N links, each once, then prints the CPU
milliseconds of one.
"""

from __future__ import annotations

import io
import json
import os
import secrets
import sys
import time
from datetime import timedelta
from typing import Any

import django
from django.conf import settings

QUESTIONS = {f"q{number}": 5 for number in range(1, 21)}
ROUND, INDEX, UNIT, GROUP = "national-2024", "ministries", "bo-noi-vu", "department-leaders"

settings.configure(
    SECRET_KEY=os.environ["SECRET_KEY"],
    DEBUG=False,
    ALLOWED_HOSTS=["*"],
    USE_TZ=True,
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    SECURE_HSTS_SECONDS=31_536_000,
    SECURE_REFERRER_POLICY="no-referrer",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "postgres",
            "USER": "postgres",
            "HOST": "127.0.0.1",
            "PORT": os.environ["PGPORT"],
            "CONN_MAX_AGE": None,
        }
    },
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    },
)
django.setup()

from django.core.signing import BadSignature, Signer  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402
from rest_framework import serializers, status  # noqa: E402
from rest_framework.exceptions import APIException, NotFound  # noqa: E402
from rest_framework.request import Request  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402


class Window(models.Model):
    """When the survey of a round is open."""

    round = models.CharField(max_length=50, primary_key=True)
    opens = models.DateTimeField()
    closes = models.DateTimeField()

    class Meta:
        app_label = "answers"


class Invitation(models.Model):
    """A person's only invitation."""

    invitation = models.CharField(max_length=12, primary_key=True)
    status = models.CharField(max_length=10)

    class Meta:
        app_label = "answers"


class Answer(models.Model):
    """One answered questionnaire, tied to nobody."""

    response = models.CharField(max_length=16, primary_key=True)
    box = models.CharField(max_length=200, db_index=True)
    answers = models.CharField(max_length=100)

    class Meta:
        app_label = "answers"


class Conflict(APIException):
    """Too late."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "already_answered"


class AnswerSheet(serializers.Serializer):
    """The ballot and the answers by question."""

    ballot = serializers.CharField(max_length=600)
    answers = serializers.DictField(child=serializers.IntegerField(allow_null=True))

    def validate_answers(self, answers: dict[str, int | None]) -> dict[str, int | None]:
        """Every question asked, every option on its scale."""
        problems = {name: ["unknown question"] for name in answers if name not in QUESTIONS}
        for name, options in QUESTIONS.items():
            answer = answers.get(name)
            if answer is not None and not 1 <= answer <= options:
                problems[name] = [f"a number from 1 to {options}"]
        if problems:
            raise serializers.ValidationError(problems)
        return answers


signer = Signer(salt="ballot")
_window: list[Any] = [0.0, None]


def window() -> Window:
    """The survey's window, at most five seconds old."""
    if time.monotonic() - _window[0] > 5:
        _window[:] = [time.monotonic(), Window.objects.get(pk=ROUND)]
    found: Window = _window[1]
    return found


class AnswerView(APIView):
    """POST /api/respond/answer."""

    def post(self, request: Request) -> Response:
        """Keep the answers and close the invitation, both or neither."""
        sheet = AnswerSheet(data=request.data)
        sheet.is_valid(raise_exception=True)
        try:
            invitation, round_, index, unit, group = signer.unsign(
                sheet.validated_data["ballot"]
            ).split(".")
        except BadSignature as error:
            raise NotFound from error
        if not window().opens <= timezone.now() < window().closes:
            raise Conflict(code="window_closed")
        given = sheet.validated_data["answers"]
        text = "".join(str(given.get(name) or ".") for name in QUESTIONS)
        with transaction.atomic():
            live = Invitation.objects.filter(pk=invitation, status="sent")
            if not live.update(status="answered"):
                raise Conflict
            Answer.objects.create(
                response=secrets.token_urlsafe(12),
                box=f"{round_}/{index}/{unit}/{group}",
                answers=text,
            )
        return Response(
            {"receipt": secrets.token_urlsafe(12)}, headers={"Cache-Control": "no-store"}
        )


urlpatterns = [path("api/respond/answer", AnswerView.as_view())]
application = get_wsgi_application()


def main() -> None:
    """Tables, links, then as many answers as asked for, timed."""
    with connection.schema_editor() as editor:
        for model in (Window, Invitation, Answer):
            editor.create_model(model)
    now = timezone.now()
    Window.objects.create(round=ROUND, opens=now, closes=now + timedelta(hours=1))
    print("ready", flush=True)
    for line in sys.stdin:
        bodies = links(int(line))
        started = time.process_time_ns()
        for body in bodies:
            answer(body)
        taken = time.process_time_ns() - started
        if Answer.objects.count() != Invitation.objects.filter(status="answered").count():
            raise SystemExit("Some answers were lost.")
        print(taken / 1e6 / len(bodies), flush=True)


def links(number: int) -> list[bytes]:
    """The bodies of so many first submits."""
    made = [Invitation(invitation=secrets.token_urlsafe(9), status="sent") for _ in range(number)]
    Invitation.objects.bulk_create(made)
    answers = {name: at % 4 + 1 for at, name in enumerate(QUESTIONS)}
    return [
        json.dumps(
            {
                "ballot": signer.sign(f"{one.invitation}.{ROUND}.{INDEX}.{UNIT}.{GROUP}"),
                "answers": answers,
            }
        ).encode()
        for one in made
    ]


def answer(body: bytes) -> None:
    """One request, as a WSGI server hands it over."""
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/api/respond/answer",
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "app.localhost",
        "HTTP_ACCEPT": "application/json",
        "SERVER_NAME": "app.localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
    }
    told: list[str] = []
    reply = application(environ, lambda code, _headers: told.append(code))
    content = b"".join(reply)
    reply.close()
    if not told[0].startswith("200"):
        raise SystemExit(f"Django refused: {told} {content!r}")


if __name__ == "__main__":
    main()
