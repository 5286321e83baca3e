"""Routes about signals of interference and cases; a unit replies in its own case."""
