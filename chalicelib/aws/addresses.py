"""Addresses of this deployment's pages, for print and mail."""

from __future__ import annotations

from chalicelib.settings import settings


def receipt_page(query: str) -> str:
    """The page that checks a receipt; `query` is in the fragment, which no server or proxy gets."""
    return f"{settings().app_url}/receipt#{query}"
