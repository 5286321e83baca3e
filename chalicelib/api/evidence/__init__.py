"""Routes of a unit's people for evidence files and their archive."""
