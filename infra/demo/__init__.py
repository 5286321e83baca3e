"""Replay a whole round through the real HTTP API of the local stack, with generated or given
inputs.
"""
