"""Bundles: all inputs of a round as plain files (contract §3).

One format for replaying a round, bringing in old years and recomputing a publication anywhere.
"""
