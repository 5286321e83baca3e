"""Query parameters that several routes read: {name: meaning}."""

from __future__ import annotations

INDEX = {"index": "the index, where several have the group"}
INDEX_OR_ALL = {"index": "the index whose lists are sent; all if left out"}
LANGUAGE = {"lang": "`vi` (default) or `en`"}
HISTORY = {
    "leaf": "one leaf; all of them, page by page, if left out",
    "before": "an instant: only what is older",
}
