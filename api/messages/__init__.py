"""Live text of a session, from either side."""
