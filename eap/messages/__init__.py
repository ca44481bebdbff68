"""Live sealed text between a client and their counsellor, within a session's window.

What is said stays with the case. Not here: joining by phone or in a room (booking), and notices
outside the product, which never carry content.
"""
