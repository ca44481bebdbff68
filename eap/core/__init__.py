"""Words every room uses: who acts, what time it is, what went wrong, how sensitive a field is.

Not here: any noun of the field (case, slot, wave). Those live in their rooms.
"""
