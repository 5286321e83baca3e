"""Criteria: the tree of areas, criteria and leaves, and how a value becomes points.

A leaf is a criterion that carries points. Its rule says what is entered (a level, a count, two
figures of a ratio, the variables of a formula) and how many points that gives. All arithmetic is
exact; only `results` rounds.
"""
