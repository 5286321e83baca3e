"""Query parameters that several routes share: {name: meaning}."""

from __future__ import annotations

INDEX = {"index": "the index; needed where several indexes have the group"}
INDEX_OR_ALL = {"index": "send the lists of this index only; all lists if left out"}
LANGUAGE = {"lang": "`vi` (default) or `en`"}
HISTORY = {
    "leaf": "one criterion; all criteria, page by page, if left out",
    "before": "an instant; only older changes",
}
BESIDE = {"shown": "`beside`: a browser shows the file within a page; a download if left out"}
