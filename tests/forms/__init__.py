"""Random forms: rendered, filled in by typing, sent."""
