"""Bounded contributions to statistics, with no way back to a person.

A first session is taken apart: each facet carries a period and a coarse category, and nothing
joins two of them. What bounds it, a counter under a year's pseudonym, lies apart and holds no
content; the pseudonym's key is a file that is destroyed when the year's last period is closed.
Not here: noise, periods to publish, figures. Those are `publication`.
"""
