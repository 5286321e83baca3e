"""The other side of `load_p95_vs_django`: sheets and links beside the answers of `django_answers`,
in the same environment, behind gunicorn.

Written and eased as `django_answers` is. A token and a ballot are signed, so that nobody is read
for them; a save checks the window, its id and the version of every criterion, and keeps values,
versions and history in one transaction. Points by the rules, which the platform reckons with every
read and save, are left out. `python django_sheets.py LINKS`, with {unit: {leaf: value}} as JSON on
its input, makes the tables and all that is in them, and prints the tokens of the units' people and
of the links as one JSON line.
"""

from __future__ import annotations

import json
import secrets
import sys
from datetime import timedelta
from operator import itemgetter
from typing import Any

import django_answers as answers
from django.core.signing import BadSignature
from django.db import connection, models, transaction
from django.urls import path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotFound, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

ROUND = answers.ROUND


class Entry(models.Model):
    """A criterion of a unit as saved."""

    unit = models.CharField(max_length=50)
    leaf = models.CharField(max_length=20)
    value = models.JSONField(null=True)
    explanation = models.TextField()
    version = models.IntegerField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=100)

    class Meta:
        app_label = "answers"
        constraints = (models.UniqueConstraint(fields=("unit", "leaf"), name="once"),)


class Save(models.Model):
    """One accepted save."""

    save_id = models.CharField(max_length=100, primary_key=True)
    unit = models.CharField(max_length=50, db_index=True)
    by = models.CharField(max_length=100)
    saved_at = models.DateTimeField()
    changes = models.JSONField()

    class Meta:
        app_label = "answers"


class EntrySerializer(serializers.ModelSerializer):
    """A criterion as the page gets it."""

    class Meta:
        model = Entry
        fields = ("leaf", "value", "explanation", "version", "saved_at", "saved_by")


class Change(serializers.Serializer):
    """What a save sets."""

    leaf = serializers.CharField(max_length=20)
    version = serializers.IntegerField(min_value=0)
    value = serializers.DictField()
    explanation = serializers.CharField(max_length=10_000)


class SaveSheet(serializers.Serializer):
    """A save of many criteria at once."""

    save_id = serializers.CharField(max_length=100)
    entries = Change(many=True, allow_empty=False)


class Stale(Exception):
    """Somebody else saved a criterion meanwhile."""


class Person(BaseAuthentication):
    """Somebody with a signed token: unit and address."""

    def authenticate(self, request: Request) -> tuple[Any, None]:
        """The unit and the address; the library wants a pair."""
        try:
            signed = request.headers.get("Authorization", "").removeprefix("Bearer ")
            return answers.signer.unsign(signed).split("|"), None
        except BadSignature as error:
            raise AuthenticationFailed from error

    def authenticate_header(self, request: Request) -> str:
        """So that a refusal is 401."""
        return "Bearer"


class UnitView(APIView):
    """Whatever is about one unit: for its own people."""

    authentication_classes = (Person,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nobody sees another unit."""
        super().initial(request, *args, **kwargs)
        if (kwargs["of"], kwargs["unit"]) != (ROUND, request.user[0]):
            raise PermissionDenied


class ProgressView(UnitView):
    """GET /api/units/{round}/{unit}."""

    def get(self, request: Request, of: str, unit: str) -> Response:
        """How many criteria have a value, and until when."""
        entries = Entry.objects.filter(unit=unit)
        done = entries.filter(value__isnull=False).count()
        return Response({"done": done, "all": entries.count(), "closes": answers.window().closes})


class SheetView(UnitView):
    """/api/units/{round}/{unit}/sheet."""

    def get(self, request: Request, of: str, unit: str) -> Response:
        """Everything saved so far."""
        rows = EntrySerializer(Entry.objects.filter(unit=unit).order_by("leaf"), many=True).data
        return Response({"entries": {row.pop("leaf"): row for row in map(dict, rows)}})

    def post(self, request: Request, of: str, unit: str) -> Response:
        """Save, all or nothing."""
        sheet = SaveSheet(data=request.data)
        sheet.is_valid(raise_exception=True)
        # In one order for everybody, or two saves at once would wait for each other for ever.
        given = sorted(sheet.validated_data["entries"], key=itemgetter("leaf"))
        now = timezone.now()
        window = answers.window()
        if not window.opens <= now < window.closes:
            raise answers.Conflict(code="window_closed")
        save = {"save_id": sheet.validated_data["save_id"], "unit": unit, "by": request.user[1]}
        try:
            with transaction.atomic():
                _, fresh = Save.objects.get_or_create(
                    **save, defaults={"saved_at": now, "changes": given}
                )
                for change in given if fresh else ():
                    keep(unit, change, request.user[1], now)
        except Stale:
            errors = [
                {"at": row["leaf"], "code": "changed_meanwhile", "theirs": row}
                for row in saved(unit, given)
            ]
            return Response({"code": "changed_meanwhile", "errors": errors}, status=412)
        return Response({"entries": {row["leaf"]: row for row in saved(unit, given)}})


def keep(unit: str, change: dict[str, Any], by: str, now: Any) -> None:
    """Set one criterion, if its version is still the one that its author saw."""
    same = Entry.objects.filter(unit=unit, leaf=change["leaf"], version=change["version"])
    parts = {name: change[name] for name in ("value", "explanation")}
    if not same.update(**parts, version=change["version"] + 1, saved_at=now, saved_by=by):
        raise Stale


def saved(unit: str, given: list[dict[str, Any]]) -> Any:
    """The criteria of a save as they are now."""
    leaves = [change["leaf"] for change in given]
    return EntrySerializer(Entry.objects.filter(unit=unit, leaf__in=leaves), many=True).data


class OpenView(APIView):
    """POST /api/respond/open."""

    def post(self, request: Request) -> Response:
        """The questionnaire of a link."""
        try:
            invitation = answers.signer.unsign(request.data["token"])
        except (BadSignature, KeyError) as error:
            raise NotFound from error
        if not answers.Invitation.objects.filter(pk=invitation, status="sent").exists():
            raise answers.Conflict
        where = f"{ROUND}.{answers.INDEX}.{answers.UNIT}.{answers.GROUP}"
        options = [f"Lựa chọn {number}" for number in range(1, 6)]
        questions = [
            {"id": name, "title": f"Câu hỏi {name}", "options": options}
            for name in answers.QUESTIONS
        ]
        ballot = answers.signer.sign(f"{invitation}.{where}")
        return Response({"ballot": ballot, "questions": questions})


answers.urlpatterns += [
    path("api/respond/open", OpenView.as_view()),
    path("api/units/<str:of>/<str:unit>", ProgressView.as_view()),
    path("api/units/<str:of>/<str:unit>/sheet", SheetView.as_view()),
]
application = answers.application


def main(values: dict[str, dict[str, Any]], links: int) -> None:
    """Tables and all that is in them; tokens to the output."""
    with connection.schema_editor() as editor:
        for model in (answers.Window, answers.Invitation, answers.Answer, Entry, Save):
            editor.create_model(model)
    now = timezone.now()
    answers.Window.objects.create(round=ROUND, opens=now, closes=now + timedelta(hours=1))
    Entry.objects.bulk_create(
        Entry(unit=unit, leaf=leaf, value=value, explanation="vì thế", version=1, saved_at=now)
        for unit, leaves in values.items()
        for leaf, value in leaves.items()
    )
    names = [secrets.token_urlsafe(9) for _ in range(links)]
    answers.Invitation.objects.bulk_create(
        answers.Invitation(invitation=name, status="sent") for name in names
    )
    people = {unit: answers.signer.sign(f"{unit}|can-bo@example.test") for unit in values}
    print(json.dumps({"people": people, "links": list(map(answers.signer.sign, names))}))


if __name__ == "__main__":
    main(json.load(sys.stdin), int(sys.argv[1]))
