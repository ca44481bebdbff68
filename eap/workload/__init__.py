"""The load of the work itself: aggregates of calls, and what happened at a site, from operations.

Not here: anything about a person. Imports aggregate on the way in and keep neither agents nor
customers; nothing of counselling, cases or clients is ever joined to these figures. What happened
at a site is kept by `events.keep_event`, by `manage.py workload flag`: there is no page for it yet.
"""
