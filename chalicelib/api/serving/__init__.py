"""Serving: the way of every request, from the event to the reply.

A route is declared once (`routing`); `serve` signs in, admits, reads the body, calls the view and
turns refusals into problems.
"""
