"""The front desk: every act or reading that joins rooms.

A first booking, the preparation, a session that took place or did not, closing with its guards,
Today, a case's timeline, what is kept of a client, a counsellor who leaves. It has no tables.
"""
