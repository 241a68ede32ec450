"""Paying what was granted: plans, runs that two people approve, files for the bank, returns."""
