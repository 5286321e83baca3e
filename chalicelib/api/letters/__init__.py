"""Routes about letters: the people on a list, corrections, reminders, and the mailing of the whole
round.
"""
