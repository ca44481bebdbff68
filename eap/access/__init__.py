"""Staff accounts, roles, the permission table and its engine, and the walls in the database.

Not here: the rules themselves. Each room keeps its own table in `policies.py`.
"""
