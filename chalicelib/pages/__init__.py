"""The pages: pure functions from published values to HTML, and the static files."""
