"""How groups are asked for: the list, one's seat, the facilitator's roster."""
