"""Unlocking content as an act of its own, and locking again."""
