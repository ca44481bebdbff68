"""Group sessions: a set of seats, names chosen for the hour, a waiting list, attendance.

A seat is won in the database, which also lets the first of the waiting in when one is given up.
Whoever sits in a group sees the aliases of the others; whoever leads it sees the same and who
came; nobody sees whose they are. Not here: what was said, and lectures, where nobody signs up.
"""
