"""The synthetic company: two years of a call centre that never existed, to show and to measure.

The only exempt writer. It writes history in bulk, in the shapes the services write: the same
sealing, places, trail, ties of objects to clients, and bounds of what is counted. What happens is
drawn from a seed; ids, secrets and the noise of releases never are. Not here: anything a real
installation runs. A database with anything in it is never filled.
"""
