"""The pages of agents at the phone and at the counter."""
