"""The invented phone of the demo's staff: shows the one-time codes of their second factor."""
