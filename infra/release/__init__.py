"""Bringing a packaged stage to AWS, and looking after it there."""
