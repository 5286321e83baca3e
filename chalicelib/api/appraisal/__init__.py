"""Routes of the council: the units to appraise, their self-assessments and evidence, and the
council's values.
"""
