"""Calls for help: accepted from anybody, paged up three rungs, worked and closed under a clock.

A call is never refused for a missing card, consent, sign-in or quota. Not here: the rota (that
is `booking`), a case's risk level (that is `cases`).
"""
