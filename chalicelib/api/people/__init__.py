"""Routes about people: signing in, one's own account, all accounts, incidents."""
