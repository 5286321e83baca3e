"""Routes about people: signing in, one's own account, everybody's accounts, incidents."""
