"""Criteria: the tree of areas, criteria and leaves, and how a value becomes points.

A leaf says by its rule what is entered (a level, a count, two figures of a ratio, the variables of
a formula) and what that is worth. All arithmetic is exact; the only rounding is in `results`.
"""
