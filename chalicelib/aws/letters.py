"""Single letters to one person through SES: plain text, Vietnamese first, English below."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from chalicelib.domain.access import Account
from chalicelib.settings import settings

_FIRST_PASSWORD = """\
Kính gửi {name},

Ông/Bà được cấp tài khoản trên hệ thống Chỉ số cải cách hành chính (PAR INDEX).
Địa chỉ: {url}
Tên đăng nhập / User name: {email}
Mật khẩu lần đầu / First password: {password}
Mật khẩu này chỉ dùng một lần: hệ thống sẽ yêu cầu đổi ngay khi đăng nhập. Không chuyển tiếp thư này.

---
You have been given an account on the PAR INDEX system. The first password above works once;
you will be asked to change it when you sign in. Do not forward this letter.
"""


@lru_cache(maxsize=1)
def _client() -> Any:
    import boto3

    return boto3.client("sesv2", region_name=settings().region)


def send_first_password(account: Account, password: str) -> None:
    """Send a first password to its owner."""
    text = _FIRST_PASSWORD.format(name=account.name, email=account.email, password=password, url=settings().app_url)
    _client().send_email(
        FromEmailAddress=settings().mail_from,
        Destination={"ToAddresses": [account.email]},
        Content={"Simple": {"Subject": {"Data": "PAR INDEX: tài khoản của Ông/Bà · your account", "Charset": "UTF-8"},
                            "Body": {"Text": {"Data": text, "Charset": "UTF-8"}}}},
    )
