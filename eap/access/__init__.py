"""Staff accounts, the roles they hold, and the walls in the database made from the permissions.

Not here: the rules themselves, which each room keeps in `policies.py`, nor the engine that reads
them (`core.policy`): the trail below this room asks it too.
"""
