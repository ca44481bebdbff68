"""The arithmetic of publishing with differential privacy: noise, budget, fit, intervals, minimum.

Pure functions over numbers: no tables, no clock, and no source of chance but `noise`. What is
secret goes in only through `noise.add_noise`; everything else works on what came out of it.
"""
