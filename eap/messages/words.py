"""Bounds of a message."""

LONGEST_MESSAGE = 4_000
MOST_AT_ONCE = 200
