"""The only door: parses, makes the actor, calls one act or reading of the domain, renders."""
