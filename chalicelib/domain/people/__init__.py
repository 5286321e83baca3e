"""People: who may sign in, in which post, and what they are told.

An account has a role in a round and, for a unit's people, a unit. Units name contacts, report
incidents and get answers; notices tell people what happened to their unit.
"""
