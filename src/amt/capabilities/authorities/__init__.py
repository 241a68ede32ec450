"""Public bodies, their units and offices, and who is competent for what, where and when."""
