"""Evidence: the files behind a score.

A file goes straight from the browser to S3; then it is confirmed, inspected (what it is, whether
it opens, who signed it) and offered to those who appraise. A unit may take all its files home as
an archive.
"""
