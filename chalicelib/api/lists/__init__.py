"""Routes for respondent lists: a unit's own, and the authority's with what it decides."""
