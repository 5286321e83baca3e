"""Reading what others wrote: JSON, CSV and filled tables, with every problem named.

Each reader knows where each part is (a path, a line and column, a cell) and goes on after a
problem, so that a person fixes all of them at once.
"""
