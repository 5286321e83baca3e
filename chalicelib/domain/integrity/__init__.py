"""Integrity: does a survey look as if somebody interfered with it?

Statistics of the answers and of how links were used give signals, each held against what chance
alone brings. Signals open a case; people decide it, after the unit was heard.
"""
