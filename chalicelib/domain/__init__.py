"""Pure rules of the PAR INDEX: standard library only, no clock, no randomness, no input or
output.
"""
