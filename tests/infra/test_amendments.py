from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests
from botocore.config import Config

from infra.local.emulator import KEY, REGION
from tests.one_time_codes import totp

if TYPE_CHECKING:
    from infra.local.stack import Stack

EMAIL, PASSWORD = "can-bo@example.test", "Mot-hai-ba-bon-nam-6"


def signer(stack: Stack) -> Any:
    """Signs links as the product does."""
    return boto3.client(
        "s3",
        endpoint_url=stack.endpoint,
        region_name=REGION,
        aws_access_key_id=KEY,
        aws_secret_access_key=KEY,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )


def test_a_link_to_a_version_names_the_download(stack: Stack) -> None:
    s3, bucket = stack.client("s3"), stack.outputs["EvidenceBucket"]
    version = s3.put_object(Bucket=bucket, Key="a.pdf", Body=b"%PDF")["VersionId"]
    s3.put_object(Bucket=bucket, Key="a.pdf", Body=b"%PDF later")
    wanted = {
        "Bucket": bucket,
        "Key": "a.pdf",
        "VersionId": version,
        "ResponseContentDisposition": 'attachment; filename="bao-cao.pdf"',
    }
    answer = requests.get(signer(stack).generate_presigned_url("get_object", wanted), timeout=60)
    assert answer.content == b"%PDF", answer.text
    assert answer.headers["Content-Disposition"] == wanted["ResponseContentDisposition"]


@pytest.mark.parametrize("name", ["a%2Fb", "%2F", "a%252Fb", "%C4%91%20", "a+b;c", "100%25"])
def test_the_function_is_handed_an_address_as_it_was_sent(stack: Stack, name: str) -> None:
    """An escaped slash divides nothing: the page of a ranking says that there is none, where an
    address that nothing is at is a problem.
    """
    answer = stack.http.get(f"/rankings/{name}/x")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    apart = stack.http.get(f"/rankings/{name}/x/y")
    assert (apart.status_code, apart.json()["code"]) == (404, "not_found")


class Person:
    """Somebody with a second factor."""

    def __init__(self, stack: Stack) -> None:
        self.cognito = stack.client("cognito-idp")
        self.pool = {"UserPoolId": stack.outputs["UserPoolId"]}
        self.client = {**self.pool, "ClientId": stack.outputs["UserPoolClientId"]}
        self.cognito.admin_create_user(**self.pool, Username=EMAIL, MessageAction="SUPPRESS")
        self.cognito.admin_set_user_password(
            **self.pool, Username=EMAIL, Password=PASSWORD, Permanent=True
        )
        token = self.start()["AuthenticationResult"]["AccessToken"]
        self.secret = self.cognito.associate_software_token(AccessToken=token)["SecretCode"]
        self.cognito.verify_software_token(AccessToken=token, UserCode=totp(self.secret))
        self.cognito.admin_set_user_mfa_preference(
            **self.pool,
            Username=EMAIL,
            SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True},
        )

    def start(self) -> Any:
        return self.cognito.admin_initiate_auth(
            **self.client,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": EMAIL, "PASSWORD": PASSWORD},
        )

    def answer(self, challenge: str, code: str) -> Any:
        return self.cognito.admin_respond_to_auth_challenge(
            **self.client,
            ChallengeName="SOFTWARE_TOKEN_MFA",
            Session=challenge,
            ChallengeResponses={"USERNAME": EMAIL, "SOFTWARE_TOKEN_MFA_CODE": code},
        )


def test_a_code_of_an_authenticator_is_good_once(stack: Stack) -> None:
    person = Person(stack)
    code = totp(person.secret, 1)  # the one before was used to set it up
    assert person.answer(person.start()["Session"], code)["AuthenticationResult"]
    with pytest.raises(person.cognito.exceptions.CodeMismatchException):
        person.answer(person.start()["Session"], code)


def test_a_challenge_is_answered_once_and_none_is_made_up(stack: Stack) -> None:
    person = Person(stack)
    challenge = person.start()["Session"]
    with pytest.raises(person.cognito.exceptions.CodeMismatchException):
        person.answer(challenge, "000000")
    assert person.answer(challenge, totp(person.secret, 1))["AuthenticationResult"]
    for used_or_made_up in (challenge, "x" * 60):
        with pytest.raises(person.cognito.exceptions.NotAuthorizedException):
            person.answer(used_or_made_up, totp(person.secret, 1))
