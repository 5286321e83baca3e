"""Appraisal: who of the council appraises what, what the council is shown of a submission, and by
which rules it gives values.

The secretariat assigns areas, criteria or sub-criteria of all units or of named ones to members.
From these rows follows one appraiser for each criterion of each unit, or a gap that is named:
nobody appraises the own unit, and a deputy does it instead. Helpers prepare values, which the
appraiser confirms. Members see what was sent and nothing else, and owe a reason for another value.
"""
