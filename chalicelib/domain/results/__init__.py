"""Results: from inputs to the published ranking.

Scoring adds up exact parts, ranking rounds once. A publication never changes; a correction is a new
version with a reason.
"""
