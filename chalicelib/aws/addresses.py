"""Addresses of this deployment's pages, for what is printed and mailed."""

from __future__ import annotations

from chalicelib.settings import settings


def receipt_page(query: str) -> str:
    """The page that checks; what it checks is in the fragment, which no server or proxy gets to
    see.
    """
    return f"{settings().app_url}/receipt#{query}"
