"""Results: from inputs to the published ranking.

Scoring adds exact parts, ranking rounds once; a publication is frozen, and a correction is a new
version with its reason.
"""
