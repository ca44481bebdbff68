"""What a counsellor writes down: progress notes, their own process notes, addenda.

Every template is a view of one storage model of sections, so switching loses nothing. Not here:
the reasons of a risk level (cases) and what is said in live text (messages).
"""
