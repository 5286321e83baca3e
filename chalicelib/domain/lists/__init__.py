"""Respondent lists: who will be asked about which unit.

A unit or the authority fills a list for each respondent group, from a page or from a file, and
sends it before the window closes. Overlaps within an index are pointed out; exemptions from a
group's limits are asked for and decided; lists are kept no longer than needed.
"""
