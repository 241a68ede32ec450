"""Digitales Bürger:innenamt: everything a resident has to do with the administration, in one product.

`docs/tour.md` tells how the floors below work together.
"""
