"""Time: when counsellors are there, which starts are offered, who holds or has booked them.

An hour is won by one INSERT that the database itself decides (see `migrations/0002_doors`); the
app's login cannot insert an appointment in any other way. Also here: the on-call rota, and what
operations may know of supply. Not here: why somebody comes, what was said, and who they are.
"""
