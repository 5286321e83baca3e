"""Make in process what infra/resources.yaml declares, so that tests never know a second schema."""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial, wraps
from threading import Condition
from types import FunctionType
from typing import Any, Never, TypeVar

import boto3
import pytest
from chalice.package import YAMLTemplateSerializer
from joserfc.jwk import RSAKey
from moto import mock_aws
from moto.backends import get_backend
from moto.s3.models import FakeKey
from moto.utilities.utils import load_resource

from infra.folders import RESOURCES
from tests import fake_rotation, quick_aws

REGION = "ap-southeast-1"
STACK = "par-index-test"
PSEUDO = {
    "AWS::StackName": STACK,
    "AWS::AccountId": "123456789012",
    "AWS::Region": REGION,
    "AWS::Partition": "aws",
}
_objects: Any = FakeKey  # its list of instances is made by a metaclass
Made = TypeVar("Made")
_get_backend: Any = get_backend  # typed by moto for literal names alone
AS_THEY_ARE = ("TableName", "BillingMode", "AttributeDefinitions", "KeySchema")
OF_A_POOL = ("UsernameAttributes", "Policies", "AdminCreateUserConfig", "MfaConfiguration")
OF_A_CLIENT = (
    "ClientName",
    "ExplicitAuthFlows",
    "GenerateSecret",
    "AccessTokenValidity",
    "TokenValidityUnits",
)


@cache
def template() -> dict[str, Any]:
    """infra/resources.yaml with its intrinsics in their long form."""
    loaded: dict[str, Any] = YAMLTemplateSerializer().load_template(
        RESOURCES.read_text(encoding="utf-8")
    )
    return loaded


def _variables() -> dict[str, Any]:
    found: dict[str, Any] = template()["Globals"]["Function"]["Environment"]["Variables"]
    return found


ENVIRONMENT = {
    **dict.fromkeys(_variables(), "none"),
    "TABLE_PREFIX": STACK,
    "APP_URL": "http://app.localhost:4599",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
}


@cache
def client(service: str) -> Any:
    """The boto3 client of a service; making one takes longer than making all the tables."""
    return boto3.client(service, region_name=REGION)


@dataclass(frozen=True, slots=True)
class Aws:
    """What was made: the functions' environment, and where each resource of the template is."""

    environment: dict[str, str]
    ids: dict[str, str]

    def client(self, service: str) -> Any:
        """A boto3 client of the pretended AWS."""
        return client(service)


@cache
def pool_key() -> Any:
    """The signing key that moto gives to every pool; taking it in lasts as long as making all the
    tables.
    """
    return RSAKey.import_key(load_resource("cognitoidp/resources/jwks-private.json"))


def nobody(*_: object) -> Never:
    """Stands where a connection goes past the SDK."""
    raise ConnectionError("nobody here")


@contextmanager
def world(patch: pytest.MonkeyPatch) -> Iterator[Aws]:
    """A fresh AWS in process, with the application pointed at it."""
    from chalicelib.actions.rounds import current
    from chalicelib.settings import settings
    from chalicelib.store import direct_calls

    # moto lives inside the SDK; what goes past the SDK finds nobody here.
    patch.setattr(direct_calls, "_post", nobody)
    key = pool_key()
    patch.setattr(RSAKey, "import_key", lambda _: key)
    fake_rotation.put_in(patch, grace=60)
    quick_aws.put_in(patch, SERVICES)
    made, services = first_world()
    with mock_aws():
        restore(services)
        for name, value in made.environment.items():
            patch.setenv(name, value)
        settings.cache_clear()
        current._copies.clear()
        yield made
    settings.cache_clear()


# What moto calls the services of the template, each with a backend by account and region.
SERVICES = ("cognito-idp", "dynamodb", "s3", "secretsmanager", "ses", "sesv2", "sqs")
Place = tuple[str, str, str]
KEY = ("", "", "")
FUNCTION = "function"
_functions: dict[str, FunctionType] = {}
# A copied queue gets a lock of its own.
copyreg.pickle(Condition, lambda _: (Condition, ()))


class _Pickler(pickle.Pickler):
    """Leaves the services themselves, by their place, the key of all pools, and functions inside
    others out."""

    def __init__(self, into: io.BytesIO, places: dict[int, Place]) -> None:
        super().__init__(into, pickle.HIGHEST_PROTOCOL)
        self.places = places

    def persistent_id(self, thing: object) -> Place | None:
        if isinstance(thing, FunctionType) and "<locals>" in thing.__qualname__:
            _functions[str(id(thing))] = thing  # a rule's formula is one
            return FUNCTION, str(id(thing)), ""
        return self.places.get(id(thing))


class _Unpickler(pickle.Unpickler):
    """Puts the present ones in their place."""

    def persistent_load(self, place: Place) -> Any:
        if place[0] == FUNCTION:
            return _functions[place[1]]
        return _service(place) if place != KEY else pool_key()


@cache
def first_world() -> tuple[Aws, bytes]:
    """What `create` makes, and the services then: copying them takes a hundredth of the time of
    making them.
    """
    with mock_aws():
        made = create()
        return made, saved()


def saved(beside: object = None) -> bytes:
    """A copy of every service and of what lies `beside`. It outlives this `mock_aws`, at whose end
    S3 closes the content of every object that it has heard of.
    """
    heard_of = list(_objects.instances_tracked)
    services = _services()
    places = {id(service): place for place, service in services.items()} | {id(pool_key()): KEY}
    into = io.BytesIO()
    states = {place: service.__dict__ for place, service in services.items()}
    _Pickler(into, places).dump((states, beside))
    _objects.instances_tracked[:] = heard_of
    return into.getvalue()


def restore(saved: bytes) -> Any:
    """Put every service into the state it had, and give what lay beside; call it inside
    `moto.mock_aws`.
    """
    states, beside = _Unpickler(io.BytesIO(saved)).load()
    for place, state in states.items():
        _service(place).__dict__.update(state)
    return beside


_kept: dict[str, bytes] = {}


def once(name: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, run once for each name: later, the services are put into the state that it
    left them in. Call it inside `moto.mock_aws`, each time in the same state of the services.
    """
    if name not in _kept:
        made = make()
        _kept[name] = saved(made)
        return made
    kept: Made = restore(_kept[name])
    return kept


def told_once(story: Callable[[Aws], Made]) -> Callable[[Aws], Made]:
    """A fixture over the fresh AWS alone whose steps are done once, as by `once`. They keep nothing
    outside AWS that is not in what they give.
    """

    @wraps(story)
    def told(aws: Aws) -> Made:
        from chalicelib.actions.rounds import current

        given = once(f"{story.__module__}.{story.__qualname__}", partial(story, aws))
        current._copies.clear()  # the first test has no more of them than the others
        return given

    return told


def _service(place: Place) -> Any:
    name, account, region = place
    return _get_backend(name)[account][region]


def _services() -> dict[Place, Any]:
    return {
        (name, account, region): service
        for name in SERVICES
        for account, regions in _get_backend(name).items()
        for region, service in regions.items()
    }


def create() -> Aws:
    """Make every table, bucket, queue, pool, client, secret and sender; call it inside
    `moto.mock_aws`.
    """
    ids: dict[str, str] = {
        name: str(value["Default"]) for name, value in template()["Parameters"].items()
    }
    ids |= PSEUDO
    for name, resource in template()["Resources"].items():
        make = MAKERS.get(resource.get("Type", ""))
        if make:
            ids[name] = make(name, _resolve(resource["Properties"], ids))
    return Aws({key: str(_resolve(value, ids)) for key, value in _variables().items()}, ids)


def create_tables() -> None:
    """Make the tables alone, wherever the environment says that AWS is."""
    for resource in template()["Resources"].values():
        if resource.get("Type") == "AWS::DynamoDB::Table":
            _table("", _resolve(resource["Properties"], PSEUDO))


def _resolve(value: Any, ids: dict[str, str]) -> Any:
    """Put the values of Ref, Sub and If (as on AWS) in place; what else is left is not needed to
    make a thing.
    """
    if isinstance(value, list):
        return [_resolve(one, ids) for one in value]
    if not isinstance(value, dict):
        return value
    if "Ref" in value:
        return ids.get(value["Ref"])
    if "Fn::If" in value:
        return _resolve(value["Fn::If"][1], ids)
    if "Fn::Sub" in value:
        text: str = value["Fn::Sub"]
        for name, known in ids.items():
            text = text.replace(f"${{{name}}}", known)
        return text
    return {key: _resolve(one, ids) for key, one in value.items()}


def _table(_: str, properties: dict[str, Any]) -> str:
    client("dynamodb").create_table(**_only(properties, AS_THEY_ARE))
    return str(properties["TableName"])


def _bucket(_: str, properties: dict[str, Any]) -> str:
    s3, name = client("s3"), str(properties["BucketName"])
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_versioning(
        Bucket=name, VersioningConfiguration=properties["VersioningConfiguration"]
    )
    return name


def _queue(name: str, properties: dict[str, Any]) -> str:
    timing = {key: str(value) for key, value in properties.items() if key != "RedrivePolicy"}
    made = client("sqs").create_queue(QueueName=f"{STACK}-{name}", Attributes=timing)
    return str(made["QueueUrl"])


def _pool(_: str, properties: dict[str, Any]) -> str:
    cognito = client("cognito-idp")
    made = cognito.create_user_pool(
        PoolName=properties["UserPoolName"], **_only(properties, OF_A_POOL)
    )
    return str(made["UserPool"]["Id"])


def _pool_client(_: str, properties: dict[str, Any]) -> str:
    cognito = client("cognito-idp")
    made = cognito.create_user_pool_client(
        UserPoolId=properties["UserPoolId"], **_only(properties, OF_A_CLIENT)
    )
    return str(made["UserPoolClient"]["ClientId"])


def _secret(name: str, _: dict[str, Any]) -> str:
    secrets = client("secretsmanager")
    return str(secrets.create_secret(Name=f"{STACK}-{name}", SecretString="x" * 64)["ARN"])


def _sender(_: str, properties: dict[str, Any]) -> str:
    client("sesv2").create_email_identity(EmailIdentity=properties["EmailIdentity"])
    return str(properties["EmailIdentity"])


def _letter_events(_: str, properties: dict[str, Any]) -> str:
    client("sesv2").create_configuration_set(ConfigurationSetName=properties["Name"])
    return str(properties["Name"])


def _only(properties: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: properties[name] for name in names if name in properties}


MAKERS = {
    "AWS::DynamoDB::Table": _table,
    "AWS::S3::Bucket": _bucket,
    "AWS::SQS::Queue": _queue,
    "AWS::Cognito::UserPool": _pool,
    "AWS::Cognito::UserPoolClient": _pool_client,
    "AWS::SecretsManager::Secret": _secret,
    "AWS::SES::ConfigurationSet": _letter_events,
    "AWS::SES::EmailIdentity": _sender,
}
