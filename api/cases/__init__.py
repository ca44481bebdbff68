"""Acts on one case: claim a request, open what was told, judge risk."""
