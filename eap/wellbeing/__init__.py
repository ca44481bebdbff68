"""How people are: measures and their scoring, self-checks, and the anonymous pulse waves.

Not here: what a result sets in motion (an alert, a task; the front desk joins rooms), nor figures
about the use of the service (publication). Instrument wording is imported, never shipped.
"""
