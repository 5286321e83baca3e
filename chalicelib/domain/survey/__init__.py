"""Survey: one answer a link, counted without knowing whose it is.

Answers and invitations are stored apart, with nothing in common. After the survey the answers of
each unit and group are shuffled into a sealed box; tallies are made from boxes alone. Until then
only participation can be followed.
"""
