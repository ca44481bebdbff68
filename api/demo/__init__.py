"""The start page of the synthetic company: on its own machine only, and nowhere else at all."""
