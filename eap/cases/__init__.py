"""A client's case: the request it began with, whose it is, its state and its risk level.

Not here: appointments (booking), what was written or said in it (notes, messages), and every act
that touches more than the case itself, such as a first booking or closing (desk).
"""
