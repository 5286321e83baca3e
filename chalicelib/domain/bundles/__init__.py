"""Bundles: all inputs of a round as plain files (contract §3).

One format to replay a round, to load old years and to recompute a publication anywhere.
"""
