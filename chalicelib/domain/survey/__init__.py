"""Survey: one answer for each link, counted without knowing who gave it.

Answers and invitations are stored apart and share nothing that links them. After the survey the
answers of each unit and group are shuffled into a sealed box; tallies are made from boxes alone.
Until then only participation can be followed.
"""
