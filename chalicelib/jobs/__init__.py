"""The jobs: tick, mail worker, mail feedback, inspector, publisher. A clock, a queue or an event
starts them.
"""
