"""Routes of results: operations staff publish, anyone reads."""
