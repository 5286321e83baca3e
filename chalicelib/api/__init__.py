"""HTTP, one module an audience. Statuses, headers, sign-in and request bodies are known here
alone.
"""
