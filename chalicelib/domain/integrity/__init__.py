"""Integrity: signals of interference with a survey, and the cases that people decide.

Statistics of the answers and of how links were used give signals, each compared with what chance
alone brings. Signals open a case; people decide it after the unit was heard.
"""
