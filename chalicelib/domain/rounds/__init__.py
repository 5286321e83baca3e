"""Rounds: one year's run by one authority, as it was loaded.

A round is one document: its indexes with their criteria, its units, windows, questionnaires and
letterheads. What operations staff decide later (openings, rulings, revised questionnaires) is kept
beside it, on record, and never changes it.
"""
