"""Tests of the frame: actor, refusals, cache, forms, values."""
