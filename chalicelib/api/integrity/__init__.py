"""Routes about signals and cases; a unit replies to its own case."""
