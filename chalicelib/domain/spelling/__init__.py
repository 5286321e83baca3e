"""How Vietnamese is written: syllables, old encodings, names that are the same, their order, and
names of files.
"""
