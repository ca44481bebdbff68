"""How people are: measures and their scoring, self-checks, and the anonymous pulse waves.

A strip is the code that people draw blind; its row, which knows only a keyed hash, is a token.
Not here: what a result sets in motion (an alert, a task; the front desk joins rooms), nor figures
about the use of the service (publication). Instrument wording is imported, never shipped.
"""
