"""The thin web client: pure functions from published values to HTML, and the static files beside
them.
"""
