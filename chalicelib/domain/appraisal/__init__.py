"""Appraisal: what the council is shown of a submission, and by which rules it gives values."""
