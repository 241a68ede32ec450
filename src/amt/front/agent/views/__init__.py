"""The views of the agents' pages."""
